import { inject, injectable } from 'tsyringe';
import type { Delivery } from '../../contracts/generated/on-webhook-input.ts';
import type { OnWebhookOutput } from '../../contracts/generated/on-webhook-output.ts';
import type { Host, Transaction } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { lookJob, recordingJob } from '../recordings/jobs.ts';
import { Removal } from '../recordings/removal.ts';
import { nextLook } from '../recordings/schedule.ts';
import { Connections } from '../store/connections.ts';
import { type RecordingRow, type RecordingState, Recordings } from '../store/recordings.ts';
import { DownloadTokens } from '../zoom/download-tokens.ts';
import { Tokens } from '../zoom/tokens.ts';

type Meeting = Delivery['meetings'][number];
/** What one event does with one recording. Returns whether it changed anything. */
type Handler = (
  tx: Transaction,
  meeting: Meeting,
  row: RecordingRow | null,
  delivery: Delivery,
) => Promise<boolean>;

/** File types whose loss takes the transcript away. */
const SPOKEN: ReadonlySet<string> = new Set(['TRANSCRIPT', 'CC']);
/** A job is on its way that reads the recording, and forgets the token that came with an event. */
const AWAITED: ReadonlySet<RecordingState> = new Set(['discovered', 'awaiting_transcript']);

/** Routes one verified event. Nothing is asked of Zoom here: slow work is sent as a job. */
@injectable()
export class OnWebhook {
  readonly #handlers: Readonly<Record<string, { handle: Handler; action: OnWebhookOutput['action'] }>> = {
    'recording.transcript_completed': { handle: this.#ingest.bind(this), action: 'queued' },
    'recording.completed': { handle: this.#await.bind(this), action: 'queued' },
    'recording.recovered': { handle: this.#recover.bind(this), action: 'queued' },
    'recording.trashed': { handle: this.#remove('trashed'), action: 'removed' },
    'recording.deleted': { handle: this.#remove('deleted'), action: 'removed' },
  };

  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly connections: Connections,
    private readonly recordings: Recordings,
    private readonly removal: Removal,
    private readonly tokens: Tokens,
    private readonly downloadTokens: DownloadTokens,
  ) {}

  async run(delivery: Delivery): Promise<OnWebhookOutput> {
    const { db, clock } = this.host;
    await this.connections.sawWebhook(db, clock.now());
    if (delivery.event === 'app_deauthorized') return this.#deauthorize(delivery);
    const route = this.#handlers[delivery.event];
    if (!route) return { action: 'none', recordings: 0 };
    const unread: string[] = [];
    const changed = await db.transaction(async (tx) => {
      const results: boolean[] = [];
      for (const meeting of delivery.meetings) {
        const row = await this.recordings.lock(tx, meeting.uuid);
        // Zoom sends events in any order: what is older than the last word on this recording changes nothing.
        const stale = row?.eventAt != null && row.eventAt.getTime() > delivery.eventTs;
        const did = !stale && (await route.handle(tx, meeting, row, delivery));
        results.push(did);
        if (!did && !(row && AWAITED.has(row.state))) unread.push(meeting.uuid);
      }
      return results.filter(Boolean).length;
    });
    for (const uuid of unread) await this.downloadTokens.forget(uuid);
    return { action: changed > 0 ? route.action : 'none', recordings: changed };
  }

  async #ingest(
    tx: Transaction,
    { uuid }: Meeting,
    row: RecordingRow | null,
    { hostId }: Delivery,
  ): Promise<boolean> {
    // After trash or deletion only `recovered`, or a listing that shows it, brings a recording back.
    if (row?.state === 'trashed' || row?.state === 'deleted') return false;
    const state = row?.state === 'ingested' ? 'ingested' : 'discovered';
    await this.recordings.save(tx, { uuid, state, files: null, ...(hostId ? { hostId } : {}) });
    await this.host.jobs.send(tx, [recordingJob(uuid, 'webhook')]);
    return true;
  }

  /** The transcript is made after the recording; asking for it now would only be a failed request. */
  async #await(
    tx: Transaction,
    { uuid }: Meeting,
    row: RecordingRow | null,
    delivery: Delivery,
  ): Promise<boolean> {
    if (row) return false;
    const at = new Date(delivery.eventTs);
    const nextTryAt = nextLook(at, this.host.clock.now());
    if (!nextTryAt) return false;
    const { hostId } = delivery;
    await this.recordings.save(tx, {
      uuid,
      state: 'awaiting_transcript',
      reason: 'transcript_not_ready',
      nextTryAt,
      ...(hostId ? { hostId } : {}),
    });
    await this.host.jobs.send(tx, [lookJob(uuid, nextTryAt)]);
    return true;
  }

  async #recover(
    tx: Transaction,
    { uuid }: Meeting,
    row: RecordingRow | null,
    delivery: Delivery,
  ): Promise<boolean> {
    if (row?.state === 'ingested') return false;
    const eventAt = new Date(delivery.eventTs);
    await this.recordings.save(tx, {
      uuid,
      state: 'discovered',
      reason: null,
      files: null,
      contentHash: null,
      eventAt,
    });
    await this.host.jobs.send(tx, [recordingJob(uuid, 'webhook')]);
    return true;
  }

  #remove(state: 'trashed' | 'deleted'): Handler {
    return async (tx, { uuid, files }, _row, delivery) => {
      // A video alone may be thrown away; the transcript stays then.
      if (files.length > 0 && !files.some(({ type }) => SPOKEN.has(type))) return false;
      await this.removal.removeContent(tx, [uuid]);
      await this.recordings.save(tx, {
        uuid,
        state,
        reason: `${state}_in_zoom`,
        topic: null,
        files: null,
        contentHash: null,
        distilledHash: null,
        nextTryAt: null,
        eventAt: new Date(delivery.eventTs),
      });
      return true;
    };
  }

  /** Also Zoom's echo of our own revoke, and late news of an install that has been renewed since. */
  async #deauthorize({ userId, eventTs }: Delivery): Promise<OnWebhookOutput> {
    const connection = await this.connections.read(this.host.db);
    if (!connection || connection.state === 'disconnected') return { action: 'none', recordings: 0 };
    if (connection.userId !== userId || connection.connectedAt.getTime() > eventTs)
      return { action: 'none', recordings: 0 };
    await this.tokens.forget();
    await this.connections.setState(this.host.db, 'deauthorized', 'The app was removed in Zoom.');
    return { action: 'disconnected', recordings: 0 };
  }
}
