import { z } from 'zod';
import { listOf } from '../lenient-list.ts';
import { LONGEST_ID, storable } from '../storable-text.ts';

/**
 * What Zoom sends, read leniently: of 569 known samples some lack an account, a time, or both, and ids come as text and
 * as numbers.
 */
const looseText = z
  .union([z.string(), z.number()])
  .transform((value) => storable(String(value)))
  .nullish()
  .catch(null);

const looseId = looseText.transform((value) => (value && value.length <= LONGEST_ID ? value : null));

const file = z.object({ id: looseId, file_type: looseId, recording_start: looseId });

/** recording.batch_deleted and batch_recovered name files by id alone. */
const batchMeeting = z.object({ meeting_uuid: looseId, recording_file_ids: listOf(looseId) });

const participant = z.object({
  email: looseId,
  user_name: looseId,
  id: looseId,
  participant_user_id: looseId,
  registrant_id: looseId,
  join_time: looseId,
});

/** One object for all events: a field that an event does not have is null, whatever the sample of its kind says. */
const object = z.object({
  id: looseId,
  uuid: looseId,
  host_id: looseId,
  recording_files: listOf(file),
  // recording.batch_trashed
  meeting_uuids: listOf(looseId),
  meetings: listOf(batchMeeting),
  // The AI Companion's events call the same things by longer names.
  meeting_uuid: looseId,
  meeting_host_id: looseId,
  participant: participant.nullish().catch(null),
});

const envelope = z.object({
  event: z.string().min(1),
  event_ts: z.coerce.number().int().nonnegative().nullish().catch(null),
  // Beside the payload today, inside it in older samples.
  download_token: looseText,
  payload: z
    .object({
      download_token: looseText,
      account_id: looseId,
      user_id: looseId,
      plainToken: z.string().nullish().catch(null),
      deauthorization_time: looseId,
      object: object.nullish().catch(null),
    })
    .nullish()
    .catch(null),
});

export type Envelope = z.infer<typeof envelope>;
export type EventObject = z.infer<typeof object>;

/** The event in a body, or undefined if the body is no JSON object that names one. */
export function readEnvelope(body: Uint8Array): Envelope | undefined {
  try {
    const read = envelope.safeParse(JSON.parse(Buffer.from(body).toString('utf8')));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
