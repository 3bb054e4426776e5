import { randomUUID } from 'node:crypto';
import { inject, injectable } from 'tsyringe';
import type { Host, Transaction } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { JoinedParticipants } from '../store/joined-participants.ts';
import { Recordings } from '../store/recordings.ts';
import { Runs } from '../store/runs.ts';
import { Removal } from './removal.ts';

/** A transaction that deletes more would hold its locks for long. */
const BATCH = 200;

/** Deletes everything that came from Zoom, and leaves a line in the run history that says so. */
@injectable()
export class Purge {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly recordings: Recordings,
    private readonly removal: Removal,
    private readonly joined: JoinedParticipants,
    private readonly runs: Runs,
  ) {}

  /** Returns how many meetings this call deleted. Interrupted, it goes on with the rest when it is run again. */
  async run(trigger: 'manual' | 'deauthorized'): Promise<number> {
    const { db, clock, job, signal } = this.host;
    const startedAt = clock.now();
    let removed = 0;
    for (;;) {
      signal.throwIfAborted();
      const run = { id: randomUUID(), jobId: job.id, trigger, startedAt };
      // The history counts a meeting if and only if it went: an interrupted purge counts none twice, and misses none.
      const batch = await db.transaction(async (tx) => {
        const gone = await this.#batch(tx);
        await this.runs.purged(tx, { ...run, at: clock.now(), removed: gone.meetings });
        return gone;
      });
      removed += batch.meetings;
      if (batch.recordings === 0) break;
    }
    await this.joined.removeAll(db);
    return removed;
  }

  async #batch(tx: Transaction): Promise<{ recordings: number; meetings: number }> {
    const rows = await this.recordings.some(tx, BATCH);
    const uuids = rows.map(({ uuid }) => uuid);
    const meetings = await this.removal.removeContent(tx, uuids);
    await this.recordings.remove(tx, uuids);
    return { recordings: rows.length, meetings };
  }
}
