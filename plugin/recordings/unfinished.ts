import { inject, injectable } from 'tsyringe';
import type { ListingInput } from '../../contracts/generated/sync-input.ts';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { Recordings } from '../store/recordings.ts';
import { Runs } from '../store/runs.ts';
import { MAX_TRIES, TRUSTED_MS } from './decision.ts';
import type { Listing } from './intake.ts';
import { recordingJob } from './jobs.ts';

/** Sent in one transaction. */
const BATCH = 300;

/** What no listing brings back: recordings outside the windows whose job was lost, failed or is overdue. */
@injectable()
export class Unfinished {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly recordings: Recordings,
    private readonly runs: Runs,
  ) {}

  /** Sends a job for each that was not `seen` in this listing. Returns how many. */
  async send({ scope }: ListingInput, listing: Listing, seen: ReadonlySet<string>): Promise<number> {
    const { signal } = this.host;
    const uuids = (await this.#find(scope, listing.listedAt)).filter((uuid) => !seen.has(uuid));
    for (let from = 0; from < uuids.length; from += BATCH) {
      signal.throwIfAborted();
      await this.#sendBatch(uuids.slice(from, from + BATCH), listing);
    }
    return uuids.length;
  }

  #find(scope: ListingInput['scope'], now: Date): Promise<string[]> {
    const { db } = this.host;
    if (scope === 'backfill_transcripts') return this.recordings.unfinished(db);
    const queuedBefore = new Date(now.getTime() - TRUSTED_MS);
    return this.recordings.overdue(db, { now, queuedBefore, maxTries: MAX_TRIES });
  }

  async #sendBatch(uuids: readonly string[], { runId, trigger, listedAt }: Listing): Promise<void> {
    await this.host.db.transaction(async (tx) => {
      await this.recordings.markQueued(tx, uuids, listedAt);
      await this.runs.record(
        tx,
        runId,
        uuids.map((uuid) => ({ uuid, outcome: null, reason: null })),
      );
      await this.host.jobs.send(
        tx,
        uuids.map((uuid) => recordingJob(uuid, trigger)),
      );
    });
  }
}
