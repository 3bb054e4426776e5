import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Delivery } from '../../contracts/generated/on-webhook-input.ts';
import type { DeliveredSecret } from '../../contracts/host.ts';
import { downloadTokenName } from '../credential-names.ts';

const DAY_MS = 86_400_000;

/** What Zoom sends, read leniently: of 569 known samples some lack an account, a time, or both. */
const looseText = z.union([z.string(), z.number()]).transform(String).nullish().catch(null);

const file = z.object({
  id: looseText,
  file_type: looseText,
  recording_start: looseText,
});

const listOf = <T extends z.ZodType>(item: T) => z.array(item).nullish().catch([]);

const envelope = z.object({
  event: z.string().min(1),
  event_ts: z.coerce.number().int().nonnegative().nullish().catch(null),
  // Beside the payload today, inside it in older samples.
  download_token: looseText,
  payload: z
    .object({
      download_token: looseText,
      account_id: looseText,
      user_id: looseText,
      plainToken: z.string().nullish().catch(null),
      deauthorization_time: looseText,
      object: z
        .object({ uuid: looseText, host_id: looseText, recording_files: listOf(file) })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});

export type Envelope = z.infer<typeof envelope>;

/** The event in a body, or undefined if the body is no JSON object that names one. */
export function readEnvelope(body: Uint8Array): Envelope | undefined {
  try {
    const read = envelope.safeParse(JSON.parse(Buffer.from(body).toString('utf8')));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/** The events that lead to work. The manifest subscribes to exactly these. */
export const HANDLED_EVENTS: ReadonlySet<string> = new Set([
  'recording.transcript_completed',
  'recording.completed',
  'recording.trashed',
  'recording.deleted',
  'recording.recovered',
  'app_deauthorized',
]);

/** What may happen again to the very same files or user: only its time tells a second trip to the trash from a repeat. */
const RECURRING: ReadonlySet<string> = new Set([
  'recording.trashed',
  'recording.deleted',
  'recording.recovered',
  'app_deauthorized',
]);

/**
 * An event reduced to what names the work. Topic, e-mail addresses, links, passcode and download token stay out: what
 * is stored for a retry must not keep what a keyword rule may yet forbid, and Zoom can be asked again by uuid.
 */
export function toDelivery({ event, event_ts, payload }: Envelope, now: Date): Delivery | undefined {
  const accountId = payload?.account_id;
  if (!accountId) return undefined;
  const { object, user_id: userId } = payload;
  const files = (object?.recording_files ?? []).map(({ id, file_type: type, recording_start: start }) => ({
    type: type || 'UNKNOWN',
    ...(id ? { id } : {}),
    ...(start ? { recordingStart: start } : {}),
  }));
  const meetings = object?.uuid ? [{ uuid: object.uuid, files }] : [];
  const eventTs = event_ts ?? deauthorizedAt(payload.deauthorization_time) ?? now.getTime();
  return {
    key: keyOf(event, accountId, meetings, RECURRING.has(event) ? [userId ?? '', String(eventTs)] : []),
    event,
    eventTs,
    accountId,
    meetings,
    ...(object?.host_id ? { hostId: object.host_id } : {}),
    ...(userId ? { userId } : {}),
  };
}

/**
 * The same for every repeat. Zoom sends no event id, and sends twins whose bodies differ in URL and token only, so
 * neither the body nor the request id can tell news from a repeat.
 */
function keyOf(
  event: string,
  accountId: string,
  meetings: Delivery['meetings'],
  more: readonly string[],
): string {
  const named = meetings.map(({ uuid, files }) => [
    uuid,
    files.map(({ id, type, recordingStart }) => id ?? `${type}@${recordingStart ?? ''}`).sort(),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([event, accountId, named, more]))
    .digest('hex')
    .slice(0, 32);
}

/** app_deauthorized has no event_ts at the top level; its own time is an ISO date. */
function deauthorizedAt(stated: string | null | undefined): number | undefined {
  const time = Date.parse(stated ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** What the token of a delivery opens: the files of the recordings it names, for a day. */
export function secretsOf({ download_token, payload }: Envelope, delivery: Delivery): DeliveredSecret[] {
  const token = download_token || payload?.download_token;
  if (!token) return [];
  return delivery.meetings.map(({ uuid }) => ({
    name: downloadTokenName(uuid),
    value: { token, expiresAt: delivery.eventTs + DAY_MS },
  }));
}
