import { inject, injectable } from 'tsyringe';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { Recordings } from '../store/recordings.ts';
import { RunItems } from '../store/run-items.ts';
import { Runs } from '../store/runs.ts';
import { ZoomClient } from '../zoom/client.ts';
import { ZoomError } from '../zoom/errors.ts';
import type { Listing } from './listing.ts';
import { Removal } from './removal.ts';

/** Finds what was deleted in Zoom without Halo being told, after a full listing. */
@injectable()
export class Reconciliation {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly client: ZoomClient,
    private readonly recordings: Recordings,
    private readonly runs: Runs,
    private readonly runItems: RunItems,
    private readonly removal: Removal,
  ) {}

  /**
   * A listing that lacks a recording is a hint, not Zoom's word: each is asked for by uuid, and only what Zoom then says
   * it does not hold is taken out. What was listed in another account cannot be missed in this one.
   */
  async run(
    { runId, accountId, listedAt, settings }: Listing,
    since: Date,
    seen: ReadonlySet<string>,
  ): Promise<void> {
    if (settings.deletion === 'keep') return;
    const { db, signal } = this.host;
    const held = await this.recordings.ingestedBetween(db, { accountId, from: since, to: listedAt });
    for (const uuid of held.filter((each) => !seen.has(each))) {
      signal.throwIfAborted();
      if (await this.#isGone(uuid)) await this.#remove(uuid, runId, listedAt);
    }
  }

  async #isGone(uuid: string): Promise<boolean> {
    try {
      await this.client.recordingFiles(uuid);
      return false;
    } catch (error) {
      if (error instanceof ZoomError && error.code === 'zoom.not_found') return true;
      // Anything else that concerns this recording alone says nothing of its being there.
      if (error instanceof ZoomError && error.scope === 'item') return false;
      throw error;
    }
  }

  async #remove(uuid: string, runId: string, listedAt: Date): Promise<void> {
    await this.host.db.transaction(async (tx) => {
      const row = await this.recordings.lock(tx, uuid);
      const newsSince = row?.eventAt != null && row.eventAt > listedAt;
      if (row?.state !== 'ingested' || newsSince) return;
      await this.removal.forget(tx, uuid, {
        state: 'deleted',
        reason: 'gone_from_zoom',
        eventAt: row.eventAt,
      });
      await this.runs.removed(tx, runId, 1);
      await this.runItems.record(tx, runId, [{ uuid, outcome: 'gone', reason: 'gone_from_zoom' }]);
    });
  }
}
