import type { HookName } from '../../contracts/host.ts';
import { plugin } from '../../plugin/index.ts';
import type { JobData } from '../halo/jobs/sender.ts';

/** A job as it is sent. */
export interface Sent {
  readonly hook: HookName;
  readonly key: string;
  readonly data: JobData;
  readonly startAfter: Date;
}

export interface Job extends Sent {
  readonly id: string;
  readonly retries: number;
}

/**
 * What of pg-boss the plugin relies on, without its tables: one job of a key waits at most and the earlier start
 * counts, one that runs or waits for a retry stands in nobody's way, and a job that fails comes again after its pause.
 */
export class JobQueue {
  readonly #waiting: Job[] = [];
  #sent = 0;

  send(jobs: readonly Sent[]): void {
    for (const job of jobs) {
      const at = this.#waiting.findIndex(
        ({ hook, key, retries }) => hook === job.hook && key === job.key && retries === 0,
      );
      const before = this.#waiting[at];
      if (!before) {
        this.#sent += 1;
        this.#waiting.push({ ...job, id: `job-${this.#sent}`, retries: 0 });
      } else if (job.startAfter < before.startAfter) {
        this.#waiting[at] = { ...before, startAfter: job.startAfter };
      }
    }
  }

  /** The oldest of those that may start. */
  take(now: Date): Job | undefined {
    const at = this.#waiting.findIndex(({ startAfter }) => startAfter <= now);
    return at < 0 ? undefined : this.#waiting.splice(at, 1)[0];
  }

  /** Returns false if it was the last try. */
  fail(job: Job, now: Date): boolean {
    if (isLast(job)) return false;
    const {
      retryDelaySeconds,
      retryBackoff,
      retryDelayMaxSeconds = Number.POSITIVE_INFINITY,
    } = optionsOf(job);
    const seconds = retryDelaySeconds * (retryBackoff ? 2 ** job.retries : 1);
    const startAfter = new Date(now.getTime() + Math.min(seconds, retryDelayMaxSeconds) * 1000);
    this.#waiting.push({ ...job, retries: job.retries + 1, startAfter });
    return true;
  }

  get waiting(): readonly Job[] {
    return this.#waiting;
  }

  nextDue(): Date | undefined {
    return this.#waiting.map(({ startAfter }) => startAfter).toSorted((a, b) => a.getTime() - b.getTime())[0];
  }
}

export function isLast(job: Job): boolean {
  return job.retries >= optionsOf(job).retryLimit;
}

function optionsOf({ hook }: Job) {
  return plugin.manifest.hooks[hook];
}
