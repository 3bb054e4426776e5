import { inject, injectable } from 'tsyringe';
import type { Host, Transaction } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import type { Connection } from '../store/connection.ts';
import { RunItems } from '../store/run-items.ts';
import { Runs } from '../store/runs.ts';
import { ZoomClient } from '../zoom/client.ts';
import type { ListedRecording } from '../zoom/recording.ts';
import type { Checkpoint } from './checkpoint.ts';
import { Intake } from './intake.ts';
import type { Listing } from './listing.ts';
import { walkWindow } from './window-pages.ts';
import type { Window } from './windows.ts';

/** The run was cancelled while it was listing. */
export class RunCancelled extends Error {}

/** How far one listing has come, while its job runs. */
export interface Progress {
  checkpoint: Checkpoint;
  unchanged: number;
  queued: number;
  readonly seen: Set<string>;
}

/** Walks the windows of a listing, takes in each page, and notes behind each window how far the listing has come. */
@injectable()
export class WindowWalk {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly client: ZoomClient,
    private readonly runs: Runs,
    private readonly runItems: RunItems,
    private readonly intake: Intake,
  ) {}

  /** A window that is done is not walked again, however often the job is interrupted. Rejects with {@link RunCancelled}. */
  async run(
    windows: readonly Window[],
    connection: Connection,
    listing: Listing,
    progress: Progress,
  ): Promise<void> {
    const { checkpoint } = progress;
    for (const [index, window] of windows.entries()) {
      if (isWalked(window, checkpoint)) continue;
      this.host.progress({ phase: 'listing', done: index, total: windows.length });
      await this.#walk(window, connection, listing, progress);
    }
  }

  async #walk(window: Window, connection: Connection, listing: Listing, progress: Progress): Promise<void> {
    const { db, clock, signal, log, metrics } = this.host;
    const reach = connection.mode === 'account' ? 'accountRecordings' : 'userRecordings';
    const unreadable = await walkWindow(
      window,
      (asked, token) => {
        signal.throwIfAborted();
        return this.client.listRecordings(reach, asked, token);
      },
      (page) => this.#keep(page, window, listing, progress),
    );
    if (unreadable.length > 0) {
      log.warn(
        { event: 'zoom.listing.unreadable', window, fields: unreadable },
        'Zoom listed recordings without a uuid or a start; they were left out.',
      );
      metrics.count('zoom_unreadable_rows_total', unreadable.length);
    }
    const { unchanged } = progress;
    progress.checkpoint = { ...progress.checkpoint, walkedTo: window.from, unchanged };
    const { checkpoint } = progress;
    await db.transaction((tx) => this.#beat(tx, listing.runId, { at: clock.now(), unchanged, checkpoint }));
  }

  async #keep(
    page: readonly ListedRecording[],
    window: Window,
    listing: Listing,
    progress: Progress,
  ): Promise<void> {
    const { db, clock } = this.host;
    const fresh = page.filter(({ uuid }) => !progress.seen.has(uuid));
    // Neighbouring windows share a day: a listing that goes on after an interruption has lost sight of what was seen then.
    const resumed = progress.checkpoint.walkedTo === window.to;
    const border = resumed ? fresh.filter((each) => each.startTime >= new Date(window.to)) : [];
    await db.transaction(async (tx) => {
      const counted = await this.runItems.recorded(
        tx,
        listing.runId,
        fresh.map(({ uuid }) => uuid),
      );
      const news = fresh.filter(({ uuid }) => !counted.has(uuid));
      const nothing = await this.intake.keep(tx, news, listing);
      progress.queued += news.length - nothing;
      progress.unchanged += Math.max(0, nothing - border.filter(({ uuid }) => !counted.has(uuid)).length);
      await this.#beat(tx, listing.runId, { at: clock.now(), unchanged: progress.unchanged });
    });
    for (const { uuid } of fresh) progress.seen.add(uuid);
  }

  async #beat(tx: Transaction, runId: string, sign: Parameters<Runs['beat']>[2]): Promise<void> {
    if (!(await this.runs.beat(tx, runId, sign))) throw new RunCancelled();
  }
}

function isWalked({ from }: Window, { walkedTo }: Checkpoint): boolean {
  return walkedTo !== null && from >= walkedTo;
}
