import { inject, injectable } from 'tsyringe';
import type { ListingInput } from '../../contracts/generated/sync-input.ts';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { RunItems } from '../store/run-items.ts';
import { UnfinishedRecordings } from '../store/unfinished-recordings.ts';
import { MAX_TRIES, TRUSTED_MS } from './decision.ts';
import { distillJob, recordingJob } from './jobs.ts';
import type { Listing } from './listing.ts';
import { transcriptSourceId } from './source-ids.ts';

/** Sent in one transaction. */
const BATCH = 300;
/** A transcript that cannot be distilled after so many jobs, each tried several times, waits for a full resync. */
const MAX_DISTILL_SENDS = 3;

/** What no listing brings back: recordings outside the windows whose job was lost, failed or is overdue, and insights. */
@injectable()
export class Unfinished {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly recordings: UnfinishedRecordings,
    private readonly runItems: RunItems,
  ) {}

  /** Sends a job for each that was not `seen` in this listing. Returns how many. */
  async send({ scope }: ListingInput, listing: Listing, seen: ReadonlySet<string>): Promise<number> {
    const { signal } = this.host;
    const uuids = (await this.#find(scope, listing)).filter((uuid) => !seen.has(uuid));
    for (let from = 0; from < uuids.length; from += BATCH) {
      signal.throwIfAborted();
      await this.#sendBatch(uuids.slice(from, from + BATCH), listing);
    }
    await this.#distil(scope, listing);
    return uuids.length;
  }

  /** A meeting is in as soon as its transcript is; a distillation that never came back would not be missed. */
  async #distil(scope: ListingInput['scope'], { listedAt, settings, afresh }: Listing): Promise<void> {
    if (!settings.distillation) return;
    const { db, jobs, signal } = this.host;
    const queuedBefore = new Date(listedAt.getTime() - TRUSTED_MS);
    const stubborn = afresh || scope === 'backfill_transcripts';
    const maxSends = stubborn ? Number.MAX_SAFE_INTEGER : MAX_DISTILL_SENDS;
    const uuids = await this.recordings.undistilled(db, { queuedBefore, maxSends });
    for (let from = 0; from < uuids.length; from += BATCH) {
      signal.throwIfAborted();
      const batch = uuids.slice(from, from + BATCH);
      await db.transaction(async (tx) => {
        await this.recordings.markDistilling(tx, batch, listedAt);
        await jobs.send(
          tx,
          batch.map((uuid) => distillJob(transcriptSourceId(uuid))),
        );
      });
    }
  }

  /** A keyword rule that went may let in what it held back: nothing of that is stored, so Zoom is asked again. */
  async #find(scope: ListingInput['scope'], { listedAt, heldBy }: Listing): Promise<string[]> {
    const { db } = this.host;
    const queuedBefore = new Date(listedAt.getTime() - TRUSTED_MS);
    const [due, held] = [
      scope === 'backfill_transcripts'
        ? await this.recordings.all(db)
        : await this.recordings.overdue(db, { now: listedAt, queuedBefore, maxTries: MAX_TRIES }),
      await this.recordings.heldByOthers(db, { heldBy, queuedBefore }),
    ];
    return [...new Set([...due, ...held])];
  }

  async #sendBatch(uuids: readonly string[], { runId, trigger, listedAt }: Listing): Promise<void> {
    await this.host.db.transaction(async (tx) => {
      await this.recordings.markQueued(tx, uuids, listedAt);
      await this.runItems.record(
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
