import { randomUUID } from 'node:crypto';
import { inject, injectable } from 'tsyringe';
import type { ListingInput } from '../../contracts/generated/sync-input.ts';
import type { SyncOutput } from '../../contracts/generated/sync-output.ts';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { readSettings } from '../settings.ts';
import { type Connection, isAlive } from '../store/connection.ts';
import { Connections } from '../store/connections.ts';
import { LearningRules } from '../store/learning-rules.ts';
import { Runs } from '../store/runs.ts';
import { ZoomError } from '../zoom/errors.ts';
import { Outages } from '../zoom/outages.ts';
import { isGranted } from '../zoom/scopes.ts';
import { type Checkpoint, freshCheckpoint, readCheckpoint } from './checkpoint.ts';
import { skipsByAudience } from './filters.ts';
import { keywordHash } from './hashes.ts';
import { Housekeeping } from './housekeeping.ts';
import type { Listing } from './listing.ts';
import { Reconciliation } from './reconciliation.ts';
import { Relinking } from './relinking.ts';
import { Unfinished } from './unfinished.ts';
import { type Progress, RunCancelled, WindowWalk } from './window-walk.ts';
import { daysBefore, listingWindows } from './windows.ts';

/** Listings go by a meeting's start; what was recorded this long ago may still have changed since the last one. */
const OVERLAP_DAYS = 7;

/** Lists what Zoom holds and sends one job for each recording that needs work. Reads no transcript itself. */
@injectable()
export class Discovery {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly connections: Connections,
    private readonly runs: Runs,
    private readonly rules: LearningRules,
    private readonly walk: WindowWalk,
    private readonly unfinished: Unfinished,
    private readonly reconciliation: Reconciliation,
    private readonly relinking: Relinking,
    private readonly housekeeping: Housekeeping,
    private readonly outages: Outages,
  ) {}

  async run(input: ListingInput): Promise<SyncOutput> {
    const output = await this.#run(input);
    this.#ended(input, output.reason ?? output.outcome);
    return output;
  }

  async #run(input: ListingInput): Promise<SyncOutput> {
    const { db, clock, job } = this.host;
    const connection = await this.connections.read(db);
    if (!isAlive(connection)) return idle('not_connected');
    const at = clock.now();
    const { scope, trigger, by = null } = input;
    const begun = await db.transaction((tx) =>
      this.runs.begin(tx, { id: randomUUID(), jobId: job.id, scope, trigger, by, at }),
    );
    if (begun.is === 'joined') return { ...idle('joined'), runId: begun.id };
    const checkpoint =
      readCheckpoint(begun.checkpoint, at) ?? freshCheckpoint(this.#since(input, connection, at), at);
    try {
      return await this.#list(input, connection, begun.id, checkpoint);
    } catch (error) {
      if (error instanceof RunCancelled) return { ...idle('cancelled'), runId: begun.id };
      await this.#leave(begun.id, input, error);
      throw error;
    }
  }

  async #list(
    input: ListingInput,
    connection: Connection,
    runId: string,
    checkpoint: Checkpoint,
  ): Promise<SyncOutput> {
    const { db, clock } = this.host;
    const { listedAt, since, unchanged } = checkpoint;
    const listing = await this.#circumstances(input, connection, runId, listedAt);
    const progress: Progress = { checkpoint, unchanged, queued: 0, seen: new Set() };
    // First, so that what comes in from now on is matched by the customers that the links are kept up to date with.
    await this.relinking.catchUp();
    const windows = input.scope === 'backfill_transcripts' ? [] : listingWindows(since, listedAt);
    await this.walk.run(windows, connection, listing, progress);
    progress.queued += await this.unfinished.send(input, listing, progress.seen);
    if (input.scope === 'full_resync') await this.reconciliation.run(listing, since, progress.seen);
    await this.housekeeping.run(listing);
    await db.transaction(async (tx) => {
      await this.runs.listed(tx, runId, clock.now());
      if (input.scope !== 'backfill_transcripts')
        await this.connections.finishedListing(tx, listedAt, clock.now());
    });
    if (connection.lostAt && windows.length > 0) await this.outages.over();
    return { outcome: 'listed', runId, found: progress.unchanged + progress.queued, queued: progress.queued };
  }

  async #circumstances(
    { scope, trigger }: ListingInput,
    { accountId, scopes }: Connection,
    runId: string,
    listedAt: Date,
  ): Promise<Listing> {
    const settings = readSettings(this.host.settings);
    const rules = await this.rules.read(this.host.db);
    return {
      ...{ runId, trigger, accountId, listedAt, settings },
      afresh: scope === 'full_resync',
      skipsByAudience: skipsByAudience(settings),
      companion: isGranted(scopes, 'companionTranscript'),
      rules,
      heldBy: keywordHash(rules),
    };
  }

  /** A connect looks back the whole way even if something was listed before: nobody knows how long it was broken. */
  #since({ scope, trigger }: ListingInput, { listedThrough }: Connection, now: Date): Date {
    const lookback = daysBefore(now, readSettings(this.host.settings).lookbackDays);
    if (scope === 'full_resync' || !listedThrough) return lookback;
    const overlapped = daysBefore(listedThrough, OVERLAP_DAYS);
    return trigger === 'connect' && lookback < overlapped ? lookback : overlapped;
  }

  /** What is tried again goes on with this run; anything else ends it, and says why. */
  async #leave(runId: string, input: ListingInput, error: unknown): Promise<void> {
    const { db, clock, job, signal } = this.host;
    const again =
      signal.aborted || (error instanceof ZoomError ? isTriedAgain(error, job) : !job.lastAttempt);
    if (again) return this.runs.release(db, runId);
    this.#ended(input, 'failed');
    const told = error instanceof ZoomError ? error : undefined;
    await this.runs.fail(db, runId, {
      error: told?.message ?? 'The sync failed in a way that was not foreseen.',
      code: told?.code ?? null,
      advice: told?.advice ?? null,
      at: clock.now(),
    });
  }

  #ended({ scope }: ListingInput, outcome: string): void {
    this.host.metrics.count('zoom_syncs_total', 1, { scope, outcome });
  }
}

function isTriedAgain({ retry }: ZoomError, { lastAttempt }: Host['job']): boolean {
  return retry === 'later' || (retry === 'now' && !lastAttempt);
}

function idle(reason: string): SyncOutput {
  return { outcome: 'nothing_to_do', reason, found: 0, queued: 0 };
}
