import { inject, injectable } from 'tsyringe';
import type { Delivery } from '../../contracts/generated/on-webhook-input.ts';
import type { Host, Transaction } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { readSettings } from '../settings.ts';
import type { Connection } from '../store/connection.ts';
import type { RecordingRow, RecordingState } from '../store/recording-row.ts';
import { Recordings } from '../store/recordings.ts';
import { lookJob, partJob, partLookJob, recordingJob } from './jobs.ts';
import { type Effect, effectOf, type Meeting } from './news.ts';
import { Removal } from './removal.ts';

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

/** What an event came to for one recording. */
export interface Done {
  readonly uuid: string;
  readonly effect: Effect['do'];
  /** By a job that is on its way, with the token that came along. */
  readonly willBeRead: boolean;
}

/** Carries out what an event means for a recording: its state, the jobs that read it, its removal. */
@injectable()
export class Effects {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly recordings: Recordings,
    private readonly removal: Removal,
  ) {}

  /** Of one recording that an event names. The row is locked until the transaction ends. */
  async apply(tx: Transaction, meeting: Meeting, delivery: Delivery, connection: Connection): Promise<Done> {
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
        const unread = { reason: null, files: null, queuedAt: this.host.clock.now() };
        await this.recordings.save(tx, { uuid, state, ...unread, ...host, ...lastWord });
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
}

function later(known: Date | null | undefined, at: Date): Date {
  return known && known > at ? known : at;
}
