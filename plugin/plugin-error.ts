import type { HookFailure } from '../contracts/host.ts';

/** A failure that is not Zoom's: public code, what happened, what to do next. Never retried. */
export class PluginError extends Error implements HookFailure {
  override readonly name = 'PluginError';
  readonly retry = 'never';

  constructor(
    readonly code: 'connect.not_begun' | 'connect.refused' | 'connect.account_taken',
    message: string,
    readonly advice: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }
}
