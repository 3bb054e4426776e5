/** One delivery of each shape that Zoom documents or was seen to send. */
import type { Json } from '../damaged-json.ts';

const TIME = '2026-10-01T10:00:00Z';
/** Of the recording that every shape is about. */
export const UUID = '/ajXp112Qm+oKj4854875==';
const MEETING_ID = 98_765_432_101;

const FILE = {
  id: 'f0f1f2f3-0000-4000-8000-000000000001',
  meeting_id: UUID,
  recording_start: TIME,
  recording_end: TIME,
  file_type: 'TRANSCRIPT',
  file_size: 48_213,
  file_extension: 'VTT',
  play_url: 'https://us06web.zoom.us/rec/play/abc',
  download_url: 'https://us06web.zoom.us/rec/webhook_download/abc',
  status: 'completed',
  recording_type: 'audio_transcript',
};

const RECORDING = {
  id: MEETING_ID,
  uuid: UUID,
  host_id: 'host-1',
  account_id: 'account-of-the-object',
  topic: 'Łukasz & Zoë — Q´s 🚀',
  type: 8,
  start_time: TIME,
  timezone: 'Europe/Warsaw',
  host_email: 'host@vendor.example',
  duration: 60,
  password: 'passcode',
  share_url: 'https://us06web.zoom.us/rec/share/abc',
  total_size: 48_213,
  recording_count: 2,
  // Captions come without id, status and size.
  recording_files: [
    FILE,
    { meeting_id: UUID, file_type: 'CC', recording_start: TIME, recording_type: 'closed_caption' },
  ],
};

const SUMMARY = {
  meeting_host_id: 'host-1',
  meeting_host_email: 'host@vendor.example',
  meeting_uuid: UUID,
  meeting_id: MEETING_ID,
  meeting_topic: 'Quarterly review',
  meeting_start_time: TIME,
  meeting_end_time: TIME,
  summary_created_time: TIME,
  summary_title: 'Quarterly review',
  summary_content: '## Next steps',
  summary_details: [{ label: 'Export', summary: 'It takes too long.' }],
  next_steps: ['Send the summary.'],
};

const MEETING = {
  // A number in recording events, text in these.
  id: String(MEETING_ID),
  uuid: UUID,
  host_id: 'host-1',
  topic: 'Quarterly review',
  type: 2,
  start_time: TIME,
  duration: 60,
};

const PARTICIPANT = {
  user_id: '16778240',
  user_name: 'Gwen Guest',
  id: 'zoom-user-2',
  participant_uuid: '55555AAAiAAAAAiAiAiiAii==',
  join_time: TIME,
  email: 'gwen@customer.example',
  registrant_id: 'registrant-1',
  participant_user_id: 'zoom-user-2',
};

const USER = { id: 'host-1', first_name: 'Hanna', last_name: 'Host', email: 'host@vendor.example', type: 2 };

const by = { operator: 'host@vendor.example', operator_id: 'host-1' };
const withToken = { download_token: 'eyJhbGciOiJIUzUxMiJ9.eyJtZWRpYUlkIjoiYWJjIn0.c2lnbmF0dXJl' };
const joined = { object: { ...MEETING, participant: PARTICIPANT } };
const renamed = { uuid: UUID, id: MEETING_ID, topic: 'New name', type: 2, host_id: 'host-1' };
const batch = { meetings: [{ meeting_uuid: UUID, recording_file_ids: [FILE.id, 'other'] }] };

/** Of every event, what stands in its payload beside the account. */
const PAYLOADS: Readonly<Record<string, { readonly [name: string]: Json }>> = {
  'recording.completed': { object: RECORDING },
  'recording.transcript_completed': { object: RECORDING },
  'recording.started': { object: RECORDING },
  'recording.trashed': { ...by, object: RECORDING },
  'recording.deleted': { ...by, object: RECORDING },
  'recording.recovered': { ...by, object: RECORDING },
  'recording.renamed': { ...by, time_stamp: 1_790_000_000_000, object: renamed, old_object: renamed },
  'recording.batch_trashed': {
    ...by,
    operation: 'trash_user_recordings',
    object: { meeting_uuids: [UUID, 'Vg8IdgluR5WDeWIkpJlElQ=='] },
  },
  'recording.batch_deleted': { ...by, object: batch },
  'recording.batch_recovered': { ...by, object: batch },
  'meeting.summary_completed': { object: SUMMARY },
  'meeting.summary_updated': { ...by, object: SUMMARY },
  'meeting.summary_shared': {
    ...by,
    object: { ...SUMMARY, share_with_users: [{ user_email: 'a@b.example' }] },
  },
  'meeting.summary_trashed': { ...by, object: SUMMARY },
  'meeting.summary_deleted': { ...by, object: SUMMARY },
  'meeting.summary_recovered': { ...by, object: SUMMARY },
  'meeting.aic_transcript_completed': {
    object: { ...SUMMARY, host_id: 'host-1', file_id: 'file-9', attach_type: 'durable_transcript' },
  },
  'meeting.ai_companion_assets_deleted': {
    object: { meeting_uuid: UUID, host_id: 'host-1', ai_companion: { deleted_assets: ['transcripts'] } },
  },
  'meeting.participant_joined': joined,
  'meeting.participant_left': joined,
  'meeting.ended': { object: { ...MEETING, end_time: TIME } },
  'user.deleted': { ...by, object: USER },
  'user.deactivated': { ...by, object: USER },
  'user.updated': { ...by, object: USER, old_object: USER },
  app_deauthorized: {
    user_id: 'host-1',
    client_id: 'bench-app',
    deauthorization_time: TIME,
    signature: 'abc',
    event_ts: '2026-10-01 10:00:00',
    user_data_retention: 'false',
  },
  'endpoint.url_validation': { plainToken: 'qgg8vlvZRS6UYooatFL8Aw' },
};

/** Every shape, for one account and time. */
export function everyDelivery(accountId: string, now: Date): readonly Json[] {
  return Object.entries(PAYLOADS).map(([event, payload]) => ({
    event,
    // This one has its time inside its payload.
    ...(event === 'app_deauthorized' ? {} : { event_ts: now.getTime() }),
    payload: { account_id: accountId, ...payload },
    ...(event.startsWith('recording.') ? withToken : {}),
  }));
}
