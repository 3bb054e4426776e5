import { inject, injectable } from 'tsyringe';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { JoinedParticipants } from '../store/joined-participants.ts';
import { Recordings } from '../store/recordings.ts';
import { Runs } from '../store/runs.ts';
import { retainedFrom } from './filters.ts';
import type { Listing } from './listing.ts';
import { Removal } from './removal.ts';
import { daysBefore } from './windows.ts';

/** A recording comes within two days of its meeting; who joined one that brought nothing in is forgotten then. */
const JOINED_DAYS = 7;
/** Taken out in one transaction. */
const BATCH = 200;

/** Forgets what has had its time. */
@injectable()
export class Housekeeping {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly recordings: Recordings,
    private readonly runs: Runs,
    private readonly removal: Removal,
    private readonly joined: JoinedParticipants,
  ) {}

  async run({ runId, listedAt, settings }: Listing): Promise<void> {
    const { db } = this.host;
    await this.joined.removeLeftOver(db, daysBefore(listedAt, JOINED_DAYS));
    await this.runs.forgetOld(db, listedAt);
    const from = retainedFrom(settings, listedAt);
    if (from) await this.#endRetention(runId, from);
  }

  async #endRetention(runId: string, from: Date): Promise<void> {
    const { db, signal } = this.host;
    for (let more = true; more; ) {
      signal.throwIfAborted();
      more = await db.transaction(async (tx) => {
        const uuids = await this.recordings.ingestedBefore(tx, from, BATCH);
        for (const uuid of uuids) await this.removal.leaveOut(tx, uuid, 'retention');
        await this.runs.removed(tx, runId, uuids.length);
        return uuids.length === BATCH;
      });
    }
  }
}
