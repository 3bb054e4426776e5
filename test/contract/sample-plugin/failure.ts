import type { HookFailure } from '../../../contracts/host.ts';

/** An error that Halo schedules by. */
export class Failure extends Error implements HookFailure {
  override readonly name = 'ParleyFailure';
  readonly code: string;
  readonly retry: HookFailure['retry'];
  readonly advice: string;

  constructor(code: string, retry: HookFailure['retry'], message: string, advice: string) {
    super(message);
    this.code = code;
    this.retry = retry;
    this.advice = advice;
  }
}
