import type { HookFailure } from '../../../contracts/host.ts';
import type { ContractViolation } from '../../../contracts/validator.ts';
import { withoutQuotes } from '../without-quotes.ts';

/** What is kept of a failure: no stack, no cause, nothing that could hold more than the sentence. */
export interface FailureRecord {
  readonly name: string;
  readonly code?: string;
  readonly message: string;
  readonly advice?: string;
}

/** How a job ends: pg-boss settles it, or Halo sends it again for `startAfter`. */
export type Outcome = { readonly status: 'completed'; readonly output: object } | FailedOutcome;
export type FailedOutcome =
  | { readonly status: 'failed' | 'deadletter'; readonly output: FailureRecord }
  | { readonly status: 'postponed'; readonly startAfter: Date; readonly output: FailureRecord };

/** `later` without a time waits this long. */
const LATER_MS = 60_000;

/** What follows from an error that a hook threw. Anything that is no HookFailure is retried with the queue's backoff. */
export function outcomeOfFailure(error: unknown, now: Date): FailedOutcome {
  const output = failureRecord(error);
  if (isContractViolation(error)) return { status: 'deadletter', output };
  if (!isHookFailure(error)) return { status: 'failed', output };
  switch (error.retry) {
    case 'now':
      return { status: 'failed', output };
    case 'never':
      return { status: 'deadletter', output };
    case 'later':
      return { status: 'postponed', startAfter: error.retryAt ?? new Date(now.getTime() + LATER_MS), output };
  }
}

/** What is counted, traced and logged of a job's end: nothing that could quote what the job was reading. */
export interface Ending {
  /** `failed` is tried again by the queue, `postponed` by Halo. */
  readonly status: 'completed' | 'failed' | 'postponed' | 'given_up';
  /** The failure's code; the kind of an error that nobody foresaw; `none` of a job that is done. */
  readonly reason: string;
}

export function endingOf(outcome: Outcome, lastAttempt: boolean): Ending {
  if (outcome.status === 'completed') return { status: 'completed', reason: 'none' };
  const { code, advice, name } = outcome.output;
  const reason = code !== undefined && advice !== undefined ? code : name;
  if (outcome.status === 'postponed') return { status: 'postponed', reason };
  const last = outcome.status === 'deadletter' || lastAttempt;
  return { status: last ? 'given_up' : 'failed', reason };
}

/** By its name: an installed plugin brings a copy of the contracts, and their classes, of its own. */
function isContractViolation(error: unknown): error is ContractViolation {
  const name: ContractViolation['name'] = 'ContractViolation';
  return error instanceof Error && error.name === name;
}

function isHookFailure(error: unknown): error is HookFailure {
  return (
    error instanceof Error &&
    'retry' in error &&
    (error.retry === 'now' || error.retry === 'later' || error.retry === 'never') &&
    'code' in error &&
    'advice' in error
  );
}

function failureRecord(error: unknown): FailureRecord {
  if (!(error instanceof Error)) return { name: 'Error', message: withoutQuotes(String(error)) };
  const { name } = error;
  if (isHookFailure(error)) return { name, message: error.message, code: error.code, advice: error.advice };
  // A violated contract quotes the names of fields, anything else perhaps what was being read.
  const message = isContractViolation(error) ? error.message : withoutQuotes(error.message);
  return 'code' in error && typeof error.code === 'string'
    ? { name, message, code: error.code }
    : { name, message };
}
