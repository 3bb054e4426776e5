import { randomUUID } from 'node:crypto';
import { inject, injectable } from 'tsyringe';
import type { ListingInput } from '../../contracts/generated/sync-input.ts';
import type { SyncOutput } from '../../contracts/generated/sync-output.ts';
import type { Host, Transaction } from '../../contracts/host.ts';
import { keywordHit, type Rule } from '../distillation/rules.ts';
import { HOST } from '../injection.ts';
import { readSettings } from '../settings.ts';
import { type Connection, Connections } from '../store/connections.ts';
import { JoinedParticipants } from '../store/joined-participants.ts';
import { LearningRules } from '../store/learning-rules.ts';
import { Recordings } from '../store/recordings.ts';
import { Runs } from '../store/runs.ts';
import { ZoomClient } from '../zoom/client.ts';
import { ZoomError } from '../zoom/errors.ts';
import type { ListedRecording } from '../zoom/recording.ts';
import { isGranted } from '../zoom/scopes.ts';
import { type Circumstances, decide, MAX_TRIES } from './decision.ts';
import { listingHash } from './hashes.ts';
import { lookJob, recordingJob } from './jobs.ts';
import { listedColumns } from './listed-columns.ts';
import { listWindow } from './listing.ts';
import { Removal } from './removal.ts';
import { daysBefore, listingWindows, type Window } from './windows.ts';

/** Listings go by a meeting's start; what was recorded this long ago may still have changed since the last one. */
const OVERLAP_DAYS = 7;
/** A recording comes within two days of its meeting; who joined one that brought nothing in is forgotten then. */
const JOINED_DAYS = 7;

/** Lists what Zoom holds and sends one job for each recording that needs work. Reads no transcript itself. */
@injectable()
export class Discovery {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly client: ZoomClient,
    private readonly connections: Connections,
    private readonly recordings: Recordings,
    private readonly runs: Runs,
    private readonly rules: LearningRules,
    private readonly removal: Removal,
    private readonly joined: JoinedParticipants,
  ) {}

  async run(input: ListingInput): Promise<SyncOutput> {
    const { db, clock, job } = this.host;
    const connection = await this.connections.read(db);
    if (!connection || !['connected', 'degraded'].includes(connection.state)) {
      return { outcome: 'nothing_to_do', reason: 'not_connected', found: 0, queued: 0 };
    }
    const listedAt = clock.now();
    const runId = await this.runs.begin(db, {
      ...input,
      id: randomUUID(),
      jobId: job.id,
      startedAt: listedAt,
    });
    try {
      return await this.#list(input, connection, runId, listedAt);
    } catch (error) {
      if (error instanceof Error && !this.#isTriedAgain(error))
        await this.runs.fail(db, runId, error.message, clock.now());
      throw error;
    }
  }

  /** Whether Halo runs this very job again. What is put off until later, or interrupted, comes as another job and run. */
  #isTriedAgain(error: Error): boolean {
    const { job, signal } = this.host;
    return !job.lastAttempt && !signal.aborted && !(error instanceof ZoomError && error.retry !== 'now');
  }

  async #list(
    input: ListingInput,
    connection: Connection,
    runId: string,
    listedAt: Date,
  ): Promise<SyncOutput> {
    const { db, clock, signal } = this.host;
    const windows = listingWindows(this.#since(input, connection, listedAt), listedAt);
    const rules = await this.rules.read(db);
    const circumstances = {
      listedAt,
      afresh: input.scope === 'full_resync',
      companion: isGranted(connection.scopes, 'companionTranscript'),
    };
    const seen = new Set<string>();
    let queued = 0;
    for (const [index, window] of (input.scope === 'backfill_transcripts' ? [] : windows).entries()) {
      signal.throwIfAborted();
      this.host.progress({ phase: 'listing', done: index, total: windows.length });
      const recordings = (await this.#ask(window, connection)).filter(({ uuid }) => !seen.has(uuid));
      for (const { uuid } of recordings) seen.add(uuid);
      queued += await db.transaction((tx) =>
        this.#keep(tx, recordings, { input, runId, rules, circumstances }),
      );
    }
    const leftOver = (await this.#unfinished(input, listedAt)).filter((uuid) => !seen.has(uuid));
    await db.transaction(async (tx) => {
      await this.#send(tx, leftOver, input, runId);
      const unchanged = seen.size - (await this.runs.queued(tx, runId, [...seen])).size;
      await this.runs.listed(tx, runId, unchanged, clock.now());
      await this.joined.removeLeftOver(tx, daysBefore(listedAt, JOINED_DAYS));
      if (input.scope !== 'backfill_transcripts')
        await this.connections.finishedListing(tx, listedAt, clock.now());
    });
    return { outcome: 'listed', runId, found: seen.size + leftOver.length, queued: queued + leftOver.length };
  }

  /** A connect looks back the whole way even if something was listed before: nobody knows how long it was broken. */
  #since({ scope, trigger }: ListingInput, { listedThrough }: Connection, now: Date): Date {
    const lookback = daysBefore(now, readSettings(this.host.settings).lookbackDays);
    if (scope === 'full_resync' || !listedThrough) return lookback;
    const overlapped = daysBefore(listedThrough, OVERLAP_DAYS);
    return trigger === 'connect' && lookback < overlapped ? lookback : overlapped;
  }

  async #ask(window: Window, { mode }: Connection): Promise<readonly ListedRecording[]> {
    const reach = mode === 'account' ? 'accountRecordings' : 'userRecordings';
    const listing = await listWindow(window, (asked, token) =>
      this.client.listRecordings(reach, asked, token),
    );
    if (listing.unreadable.length > 0) {
      this.host.log.warn(
        { window, fields: listing.unreadable },
        'Zoom listed recordings without the fields that identify them; they were left out.',
      );
      this.host.metrics.count('zoom_unreadable_rows_total', listing.unreadable.length);
    }
    return listing.recordings;
  }

  /** Rows and jobs of a window in one transaction. Returns how many jobs were sent. */
  async #keep(
    tx: Transaction,
    listed: readonly ListedRecording[],
    run: { input: ListingInput; runId: string; rules: readonly Rule[]; circumstances: Circumstances },
  ): Promise<number> {
    const known = await this.recordings.find(
      tx,
      listed.map(({ uuid }) => uuid),
    );
    const toIngest: string[] = [];
    for (const recording of listed) {
      const before = known.get(recording.uuid);
      if (keywordHit(run.rules, [recording.topic])) {
        if (before?.reason !== 'keyword_rule') await this.#holdBack(tx, recording, run.runId);
        continue;
      }
      const decision = decide(recording, before, run.circumstances);
      if (decision.do === 'nothing') continue;
      const row = { ...listedColumns(recording), files: recording.files };
      if (decision.do === 'ingest') {
        toIngest.push(recording.uuid);
        await this.recordings.save(tx, {
          ...row,
          state: before?.state === 'ingested' ? 'ingested' : 'discovered',
        });
      } else {
        await this.#keepWithoutTranscript(tx, recording, decision, run.runId);
      }
    }
    await this.#send(tx, toIngest, run.input, run.runId);
    return toIngest.length;
  }

  async #keepWithoutTranscript(
    tx: Transaction,
    recording: ListedRecording,
    decision:
      | { do: 'wait'; until: Date }
      | { do: 'settle'; state: 'no_transcript' | 'skipped'; reason: string },
    runId: string,
  ): Promise<void> {
    const state = decision.do === 'wait' ? 'awaiting_transcript' : decision.state;
    const reason = decision.do === 'wait' ? 'transcript_not_ready' : decision.reason;
    const nextTryAt = decision.do === 'wait' ? decision.until : null;
    await this.recordings.save(tx, { ...listedColumns(recording), files: null, state, reason, nextTryAt });
    await this.runs.count(tx, runId, recording.uuid, state, reason);
    if (nextTryAt) await this.host.jobs.send(tx, [lookJob(recording.uuid, nextTryAt)]);
  }

  async #holdBack(tx: Transaction, recording: ListedRecording, runId: string): Promise<void> {
    const { startTime, uuid } = recording;
    await this.removal.holdBack(tx, uuid, { startTime, listingHash: listingHash(recording) });
    await this.runs.count(tx, runId, uuid, 'skipped', 'keyword_rule');
  }

  async #send(
    tx: Transaction,
    uuids: readonly string[],
    { trigger }: ListingInput,
    runId: string,
  ): Promise<void> {
    if (uuids.length === 0) return;
    await this.runs.queue(tx, runId, uuids);
    await this.host.jobs.send(
      tx,
      uuids.map((uuid) => recordingJob(uuid, trigger)),
    );
  }

  /** What no listing brings back: recordings outside the windows whose job was lost, failed or is overdue. */
  #unfinished({ scope }: ListingInput, now: Date): Promise<string[]> {
    return scope === 'backfill_transcripts'
      ? this.recordings.unfinished(this.host.db)
      : this.recordings.overdue(this.host.db, now, MAX_TRIES);
  }
}
