import { createHash } from 'node:crypto';
import type { Delivery } from '../../contracts/generated/on-webhook-input.ts';
import type { DeliveredSecret } from '../../contracts/host.ts';
import { downloadTokenName } from '../credential-names.ts';
import type { Envelope, EventObject } from './envelope.ts';

const DAY_MS = 86_400_000;

type Meeting = Delivery['meetings'][number];

interface Kind {
  /** The occurrences an event is about, and their files where it names some. */
  meetings(object: EventObject): readonly Meeting[];
  /** It may happen again to the very same thing: only its time tells a second trip to the trash from a repeat. */
  readonly again: boolean;
  readonly about: 'content' | 'connection';
}

const oneRecording = (object: EventObject) =>
  meeting(object.uuid, (object.recording_files ?? []).map(toFile));

const ONCE: Kind = { meetings: oneRecording, again: false, about: 'content' };
const AGAIN: Kind = { ...ONCE, again: true };
const COMPANION: Kind = { ...AGAIN, meetings: (object) => meeting(object.meeting_uuid ?? object.uuid) };
const BATCH: Kind = {
  ...AGAIN,
  meetings: ({ meeting_uuids, meetings }) => [
    ...meeting_uuids.flatMap((uuid) => meeting(uuid)),
    ...meetings.flatMap(({ meeting_uuid, recording_file_ids }) =>
      meeting(
        meeting_uuid,
        recording_file_ids.flatMap((id) => (id ? [{ id, type: 'UNKNOWN' }] : [])),
      ),
    ),
  ],
};
const CONNECTION: Kind = { meetings: () => [], again: true, about: 'connection' };

const KINDS: Readonly<Record<string, Kind>> = {
  'recording.completed': ONCE,
  'recording.transcript_completed': ONCE,
  'recording.trashed': AGAIN,
  'recording.deleted': AGAIN,
  'recording.recovered': AGAIN,
  'recording.renamed': AGAIN,
  'recording.batch_trashed': BATCH,
  'recording.batch_deleted': BATCH,
  'recording.batch_recovered': BATCH,
  'meeting.aic_transcript_completed': COMPANION,
  'meeting.summary_completed': COMPANION,
  'meeting.summary_updated': COMPANION,
  'meeting.summary_trashed': COMPANION,
  'meeting.summary_deleted': COMPANION,
  'meeting.summary_recovered': COMPANION,
  'meeting.participant_joined': AGAIN,
  'user.deleted': CONNECTION,
  'user.deactivated': CONNECTION,
  app_deauthorized: CONNECTION,
};

/** The events that lead to work. The manifest subscribes to exactly these. */
export const HANDLED_EVENTS: ReadonlySet<string> = new Set(Object.keys(KINDS));

/** What the event is about, or undefined if the plugin does not use it. */
export function aboutOf(event: string): 'content' | 'connection' | undefined {
  return Object.hasOwn(KINDS, event) ? KINDS[event]?.about : undefined;
}

/**
 * An event reduced to what names the work. Topic, addresses, links, passcode and download token stay out: what is stored
 * for a retry must not keep what a keyword rule may yet forbid, and Zoom can be asked again by uuid. Undefined where
 * nothing is named that could be worked on.
 */
export function toDelivery({ event, event_ts, payload }: Envelope, now: Date): Delivery | undefined {
  const kind = KINDS[event];
  const accountId = payload?.account_id;
  if (!kind || !accountId) return undefined;
  const { object } = payload;
  const meetings = object ? withoutRepeats(kind.meetings(object)) : [];
  const participant = event === 'meeting.participant_joined' && object ? joined(object) : undefined;
  // Zoom blanks the address of whoever is not of the account; a name alone links nobody.
  if (event === 'meeting.participant_joined' && !participant) return undefined;
  if (kind.about === 'content' && meetings.length === 0) return undefined;
  const userId = payload.user_id || (event.startsWith('user.') ? object?.id : null);
  const hostId = object?.host_id ?? object?.meeting_host_id;
  const stated = event_ts ?? deauthorizedAt(payload.deauthorization_time);
  const more = kind.again ? [userId ?? '', String(stated ?? ''), participant ?? null] : [];
  return {
    key: keyOf([event, accountId, meetings.map(nameOf), more]),
    event,
    eventTs: plausible(stated, now),
    accountId,
    meetings: [...meetings],
    ...(hostId ? { hostId } : {}),
    ...(userId ? { userId } : {}),
    ...(participant ? { participant } : {}),
  };
}

function meeting(uuid: string | null | undefined, files: Meeting['files'] = []): Meeting[] {
  return uuid ? [{ uuid, files }] : [];
}

function toFile({ id, file_type: type, recording_start: start }: EventObject['recording_files'][number]) {
  return { type: type || 'UNKNOWN', ...(id ? { id } : {}), ...(start ? { recordingStart: start } : {}) };
}

function joined({ participant }: EventObject): Delivery['participant'] {
  if (!participant?.email || !participant.join_time) return undefined;
  const { email, join_time: joinTime, user_name: name, registrant_id: registrantId } = participant;
  const userId = participant.participant_user_id || participant.id;
  return {
    email,
    joinTime,
    ...(name ? { name } : {}),
    ...(userId ? { userId } : {}),
    ...(registrantId ? { registrantId } : {}),
  };
}

/** In one order for all deliveries, so that two that name the same recordings never wait for each other. */
function withoutRepeats(meetings: readonly Meeting[]): readonly Meeting[] {
  const byUuid = Map.groupBy(meetings, ({ uuid }) => uuid);
  return [...byUuid]
    .map(([uuid, same]) => ({ uuid, files: same.flatMap(({ files }) => files) }))
    .sort((a, b) => (a.uuid < b.uuid ? -1 : 1));
}

/**
 * The same for every repeat. Zoom sends no event id, and sends twins whose bodies differ in URL and token only, so
 * neither the body nor the request id can tell news from a repeat.
 */
function keyOf(news: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(news)).digest('hex').slice(0, 32);
}

function nameOf({ uuid, files }: Meeting): unknown {
  return [uuid, files.map(({ id, type, recordingStart }) => id ?? `${type}@${recordingStart ?? ''}`).sort()];
}

/** A time beyond tomorrow would make everything that follows look old. */
function plausible(stated: number | undefined, now: Date): number {
  return stated !== undefined && stated <= now.getTime() + DAY_MS ? stated : now.getTime();
}

/** app_deauthorized has no event_ts at the top level; its own time is an ISO date. */
function deauthorizedAt(stated: string | null | undefined): number | undefined {
  const time = Date.parse(stated ?? '');
  return Number.isNaN(time) || time < 0 ? undefined : time;
}

/**
 * What the token of a delivery opens: the files of the recording it names, for a day. Where Zoom names several at once
 * it sends none, and one would have to be kept for each of them.
 */
export function secretsOf({ download_token, payload }: Envelope, delivery: Delivery): DeliveredSecret[] {
  const token = download_token || payload?.download_token;
  const [meeting, ...others] = delivery.meetings;
  if (!token || !meeting || others.length > 0) return [];
  const expiresAt = new Date(delivery.eventTs + DAY_MS);
  return [{ name: downloadTokenName(meeting.uuid), value: { token }, expiresAt }];
}
