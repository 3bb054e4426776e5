import { inject, injectable } from 'tsyringe';
import type { Delivery } from '../../contracts/generated/on-webhook-input.ts';
import type { OnWebhookOutput } from '../../contracts/generated/on-webhook-output.ts';
import type { Host, Transaction } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { Deauthorization } from '../recordings/deauthorization.ts';
import { lookJob, partJob, partLookJob, recordingJob } from '../recordings/jobs.ts';
import { type Effect, effectOf } from '../recordings/news.ts';
import { Removal } from '../recordings/removal.ts';
import { readSettings } from '../settings.ts';
import { type Connection, isAlive } from '../store/connection.ts';
import { Connections } from '../store/connections.ts';
import { JoinedParticipants } from '../store/joined-participants.ts';
import type { RecordingRow, RecordingState } from '../store/recording-row.ts';
import { Recordings } from '../store/recordings.ts';
import { DownloadTokens } from '../zoom/download-tokens.ts';

type Meeting = Delivery['meetings'][number];
type Action = OnWebhookOutput['action'];

/** A job is on its way that reads the recording, and forgets the token that came with an event. */
const AWAITED: ReadonlySet<RecordingState> = new Set(['discovered', 'awaiting_transcript']);

/** What a job or a listing that began before must not overrule by what it has read until then. */
const OVERRULES: ReadonlySet<string> = new Set([
  'recording.recovered',
  'recording.batch_recovered',
  'recording.renamed',
]);

/** Zoom may still show a file for a moment after it has said that it is gone. */
const DOUBT_MS = 60_000;

interface Done {
  readonly uuid: string;
  readonly effect: Effect['do'];
  readonly willBeRead: boolean;
}

const NONE: OnWebhookOutput = { action: 'none', recordings: 0 };

/** Routes one verified event. Nothing is asked of Zoom here: slow work is sent as a job. */
@injectable()
export class OnWebhook {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly connections: Connections,
    private readonly recordings: Recordings,
    private readonly removal: Removal,
    private readonly joined: JoinedParticipants,
    private readonly deauthorization: Deauthorization,
    private readonly downloadTokens: DownloadTokens,
  ) {}

  async run(delivery: Delivery): Promise<OnWebhookOutput> {
    const output = await this.#run(delivery);
    const labels = { event: delivery.event, action: output.action };
    this.host.metrics.count('zoom_events_total', 1, labels);
    return output;
  }

  async #run(delivery: Delivery): Promise<OnWebhookOutput> {
    const { db, clock } = this.host;
    await this.connections.sawWebhook(db, clock.now());
    const connection = await this.connections.read(db);
    if (!connection) return NONE;
    switch (delivery.event) {
      case 'app_deauthorized':
        return this.#ended(await this.deauthorization.begin(delivery, connection));
      case 'user.deleted':
      case 'user.deactivated':
        return this.#ended(await this.#userLeft(delivery, connection));
      case 'meeting.participant_joined':
        return this.#join(delivery, connection);
      default:
        return this.#change(delivery, connection);
    }
  }

  async #change(delivery: Delivery, connection: Connection): Promise<OnWebhookOutput> {
    const meetings = isOthers(delivery, connection) ? [] : delivery.meetings;
    const done = await this.host.db.transaction(async (tx) => {
      const results: Done[] = [];
      for (const meeting of meetings) results.push(await this.#apply(tx, meeting, delivery, connection));
      return results;
    });
    // Tokens that came along for what no job will read.
    const read = new Set(done.filter(({ willBeRead }) => willBeRead).map(({ uuid }) => uuid));
    for (const { uuid } of delivery.meetings) if (!read.has(uuid)) await this.downloadTokens.forget(uuid);
    const changed = done.flatMap(({ effect }) => (effect === 'nothing' ? [] : [effect]));
    const [first] = changed;
    return first ? { action: actionOf(first), recordings: changed.length } : NONE;
  }

  async #apply(tx: Transaction, meeting: Meeting, delivery: Delivery, connection: Connection): Promise<Done> {
    const { uuid } = meeting;
    const row = await this.recordings.lock(tx, uuid);
    // A batch names no host: of what a single user's connection does not know, it cannot tell whose it is.
    const unknown = !row && connection.mode === 'user' && !delivery.hostId;
    const at = new Date(delivery.eventTs);
    const { deletion, meetingChat } = readSettings(this.host.settings);
    const now = this.host.clock.now();
    const keeps = deletion === 'keep';
    const readsChat = meetingChat || (row?.chatHash ?? null) !== null;
    const effect: Effect = unknown
      ? { do: 'nothing' }
      : effectOf(delivery.event, { meeting, row, at, now, keeps, readsChat });
    await this.#carryOut(tx, uuid, effect, { row, delivery, at });
    const awaited = effect.do === 'nothing' && row !== null && AWAITED.has(row.state);
    return { uuid, effect: effect.do, willBeRead: awaited || effect.do === 'read' || effect.do === 'wait' };
  }

  async #carryOut(
    tx: Transaction,
    uuid: string,
    effect: Effect,
    { row, delivery, at }: { row: RecordingRow | null; delivery: Delivery; at: Date },
  ): Promise<void> {
    const host = delivery.hostId ? { hostId: delivery.hostId } : {};
    switch (effect.do) {
      case 'read': {
        const state = row?.state === 'ingested' ? 'ingested' : 'discovered';
        const lastWord = OVERRULES.has(delivery.event) ? { eventAt: at } : {};
        const queuedAt = this.host.clock.now();
        await this.recordings.save(tx, {
          uuid,
          state,
          reason: null,
          files: null,
          queuedAt,
          ...host,
          ...lastWord,
        });
        return this.host.jobs.send(tx, [recordingJob(uuid, 'webhook')]);
      }
      case 'wait': {
        const { until } = effect;
        const waiting = { state: 'awaiting_transcript', reason: 'transcript_not_ready' } as const;
        await this.recordings.save(tx, { uuid, ...waiting, nextTryAt: until, ...host });
        return this.host.jobs.send(tx, [lookJob(uuid, until)]);
      }
      case 'remove':
        return this.#remove(tx, uuid, effect, later(row?.eventAt, at));
      case 'read_summary':
        return this.host.jobs.send(tx, [partJob('summary', uuid)]);
      case 'remove_summary':
        return this.removal.removePart(tx, uuid, 'summary');
      case 'read_chat': {
        const job = effect.inDoubt ? partLookJob('chat', uuid, this.#afterDoubt()) : partJob('chat', uuid);
        return this.host.jobs.send(tx, [job]);
      }
      case 'nothing':
        return;
    }
  }

  async #remove(
    tx: Transaction,
    uuid: string,
    { state, reason, inDoubt }: Extract<Effect, { do: 'remove' }>,
    eventAt: Date,
  ): Promise<void> {
    await this.removal.forget(tx, uuid, { state, reason, eventAt });
    if (inDoubt) await this.host.jobs.send(tx, [lookJob(uuid, this.#afterDoubt())]);
  }

  #afterDoubt(): Date {
    return new Date(this.host.clock.now().getTime() + DOUBT_MS);
  }

  async #join(delivery: Delivery, connection: Connection): Promise<OnWebhookOutput> {
    const { participant, meetings } = delivery;
    const [meeting] = meetings;
    if (!participant || !meeting || isOthers(delivery, connection)) return NONE;
    const { email, joinTime, name = null, userId: zoomUserId = null, registrantId = null } = participant;
    const who = { email, joinTime, name, zoomUserId, registrantId };
    await this.joined.add(this.host.db, meeting.uuid, who, this.host.clock.now());
    return { action: 'noted', recordings: 1 };
  }

  /** Zoom ends the tokens of whoever has left. What others of the account recorded stays. */
  async #userLeft({ event, userId, eventTs }: Delivery, connection: Connection): Promise<boolean> {
    if (!isAlive(connection) || connection.userId !== userId) return false;
    if (connection.connectedAt.getTime() > eventTs) return false;
    const how = event === 'user.deleted' ? 'deleted' : 'deactivated';
    await this.connections.setState(
      this.host.db,
      'reconnect_needed',
      `The Zoom user who connected Halo was ${how} in Zoom. Another user of the account can reconnect.`,
    );
    return true;
  }

  #ended(ended: boolean): OnWebhookOutput {
    return ended ? { action: 'disconnected', recordings: 0 } : NONE;
  }
}

function later(known: Date | null | undefined, at: Date): Date {
  return known && known > at ? known : at;
}

/** One Zoom account may hold several users who connected on their own: each gets what they hosted. */
function isOthers({ hostId }: Delivery, { mode, userId }: Connection): boolean {
  return mode === 'user' && hostId !== undefined && hostId !== userId;
}

function actionOf(effect: Exclude<Effect['do'], 'nothing'>): Action {
  return effect === 'remove' || effect === 'remove_summary' ? 'removed' : 'queued';
}
