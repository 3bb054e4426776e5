import type { Log } from '../../../contracts/host.ts';
import { errorFields } from '../log-error.ts';
import { failureText } from './failure-text.ts';
import type { Ending, FailureRecord } from './outcome.ts';

/** Which job it was. */
interface ReportedJob {
  readonly hook: string;
  readonly orgId: string;
  readonly jobId: string;
  readonly attempt: number;
}

type Level = 'info' | 'warn' | 'error';

interface Report {
  readonly event: string;
  readonly message: string;
  /** A failure's code says what it is about; what nobody foresaw, somebody has to look into. */
  readonly foreseen: Level;
  readonly unforeseen: Level;
}

const POSTPONED = 'A job waits until it can go on.';
const FAILED = 'A job failed, and is tried again.';
const GIVEN_UP = 'A job was given up.';

const REPORTS: Readonly<Partial<Record<Ending['status'], Report>>> = {
  postponed: { event: 'halo.job.postponed', message: POSTPONED, foreseen: 'info', unforeseen: 'info' },
  failed: { event: 'halo.job.failed', message: FAILED, foreseen: 'info', unforeseen: 'warn' },
  given_up: { event: 'halo.job.abandoned', message: GIVEN_UP, foreseen: 'warn', unforeseen: 'error' },
};

/** Logs how a job ended that did not do what it was for. */
export function reportJob(
  log: Log,
  job: ReportedJob,
  { status, reason }: Ending,
  { output, error }: { readonly output: FailureRecord; readonly error: unknown },
): void {
  const report = REPORTS[status];
  if (!report) return;
  const foreseen = output.advice !== undefined;
  const told = foreseen ? { told: failureText(output).message } : errorFields(error);
  log[foreseen ? report.foreseen : report.unforeseen](
    { event: report.event, ...job, reason, ...told },
    report.message,
  );
}
