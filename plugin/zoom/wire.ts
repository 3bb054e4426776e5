import { z } from 'zod';
import type {
  ListedRecording,
  MeetingDetails,
  PeoplePage,
  RecordingFile,
  RecordingFiles,
  RecordingPage,
  SessionKind,
  ZoomPerson,
  ZoomUser,
} from './recording.ts';
import {
  date,
  id,
  idOrNull,
  integerOrNull,
  listOf,
  minutesOrNull,
  text,
  textOrNull,
  uuid,
} from './wire-fields.ts';

/*
 * Zoom's answers as they really come: ids as number or string, `type` as string or integer, empty strings for
 * "nothing", files without id or status, fields that are missing for no reason. Read here, once, leniently.
 */

const recordingFile = z
  .object({
    id: idOrNull,
    file_type: textOrNull,
    recording_type: textOrNull,
    status: textOrNull,
    file_size: integerOrNull.default(null),
    recording_start: textOrNull,
    recording_end: textOrNull,
    download_url: textOrNull,
    play_url: textOrNull,
  })
  .transform(
    (file): RecordingFile => ({
      id: file.id,
      type: file.file_type ?? '',
      recordingType: file.recording_type ?? '',
      // While Zoom works on a file its type is empty and its size 0; CC and TIMELINE never carry a status.
      processing: file.status === 'processing' || file.file_type === null,
      size: file.file_size,
      start: file.recording_start,
      end: file.recording_end,
      downloadUrl: file.download_url,
      playUrl: file.play_url,
    }),
  );

/** Documented as a string enum, arrives as an integer. 100 marks a breakout room's recording. */
const KINDS: ReadonlyMap<string | null, SessionKind> = new Map([
  ['5', 'webinar'],
  ['6', 'webinar'],
  ['9', 'webinar'],
  ['99', 'upload'],
  ['100', 'breakout'],
]);

const listedRecording = z
  .object({
    uuid,
    id: idOrNull,
    topic: textOrNull,
    type: textOrNull,
    host_id: idOrNull,
    host_email: textOrNull,
    start_time: date,
    duration: minutesOrNull.default(null),
    recording_files: listOf(recordingFile),
  })
  .transform(
    (row): ListedRecording => ({
      uuid: row.uuid,
      meetingId: row.id ?? '',
      topic: row.topic ?? '',
      kind: KINDS.get(row.type) ?? 'meeting',
      hostId: row.host_id ?? '',
      hostEmail: row.host_email,
      startTime: row.start_time,
      durationMinutes: row.duration ?? 0,
      files: row.recording_files,
    }),
  );

export const recordingPage = z
  .object({
    from: textOrNull,
    to: textOrNull,
    total_records: integerOrNull.default(null),
    next_page_token: textOrNull,
    meetings: z.array(z.unknown()),
  })
  .transform((page): RecordingPage => {
    const rows = page.meetings.map((raw) => listedRecording.safeParse(raw));
    return {
      from: page.from,
      to: page.to,
      totalRecords: page.total_records,
      nextPageToken: page.next_page_token,
      recordings: rows.flatMap((row) => (row.success ? [row.data] : [])),
      unreadable: rows.flatMap((row) =>
        row.success ? [] : [row.error.issues.map((issue) => issue.path.join('.')).join(', ')],
      ),
    };
  });

export const recordingFiles = listedRecording.and(z.object({ download_access_token: textOrNull })).transform(
  ({ download_access_token: downloadAccessToken, ...recording }): RecordingFiles => ({
    ...recording,
    downloadAccessToken,
  }),
);

/** What a listing says of a recording, of a meeting that may never have been recorded. */
export const pastMeeting = listedRecording
  .and(z.object({ user_email: textOrNull }))
  .transform(({ user_email: hostEmail, ...meeting }): ListedRecording => ({ ...meeting, hostEmail }));

export const zoomUser = z
  .object({ id, account_id: id, email: textOrNull })
  .transform((user): ZoomUser => ({ id: user.id, accountId: user.account_id, email: user.email }));

const participant = z
  .object({
    id: idOrNull,
    name: textOrNull,
    user_email: textOrNull,
    registrant_id: idOrNull,
    join_time: textOrNull,
    leave_time: textOrNull,
    status: textOrNull,
    internal_user: z.boolean().nullish().catch(null),
  })
  .transform(
    (row): ZoomPerson => ({
      name: row.name,
      email: row.user_email,
      userId: row.id,
      registrantId: row.registrant_id,
      internal: row.internal_user ?? null,
      waiting: row.status === 'in_waiting_room',
      joinTime: row.join_time,
      leaveTime: row.leave_time,
    }),
  );

export const participantsPage = z
  .object({ participants: listOf(participant), next_page_token: textOrNull })
  .transform((page): PeoplePage => ({ people: page.participants, nextPageToken: page.next_page_token }));

const registrant = z
  .object({ id: idOrNull, email: textOrNull, first_name: textOrNull, last_name: textOrNull })
  .transform(
    (row): ZoomPerson => ({
      ...nobody,
      name: [row.first_name, row.last_name].filter(Boolean).join(' ') || null,
      email: row.email,
      registrantId: row.id,
    }),
  );

export const registrantsPage = z
  .object({ registrants: listOf(registrant), next_page_token: textOrNull })
  .transform((page): PeoplePage => ({ people: page.registrants, nextPageToken: page.next_page_token }));

const invitee = z
  .object({ email: textOrNull, internal_user: z.boolean().nullish().catch(null) })
  .transform((row): ZoomPerson => ({ ...nobody, email: row.email, internal: row.internal_user ?? null }));

/** approval_type 2 means that no registration is asked for; 0 and 1 are the two kinds of registration. */
export const meetingDetails = z
  .object({
    settings: z
      .object({
        meeting_invitees: listOf(invitee),
        alternative_hosts: textOrNull,
        approval_type: z.coerce.number().catch(2),
      })
      .nullish()
      .catch(null),
  })
  .transform(
    ({ settings }): MeetingDetails => ({
      invitees: settings?.meeting_invitees ?? [],
      // A list with semicolons; older answers use commas.
      alternativeHosts: (settings?.alternative_hosts ?? '')
        .split(/[;,]/)
        .map((part) => part.trim())
        .filter(Boolean),
      registrationOn: settings ? settings.approval_type !== 2 : false,
    }),
  );

const eventSubscription = z
  .object({
    event_subscription_id: id,
    event_subscription_name: textOrNull,
    event_webhook_url: textOrNull,
    events: listOf(text),
  })
  .transform((row) => ({
    id: row.event_subscription_id,
    name: row.event_subscription_name,
    url: row.event_webhook_url,
    events: row.events,
  }));

export const eventSubscriptionPage = z
  .object({ event_subscriptions: listOf(eventSubscription), next_page_token: textOrNull })
  .transform((page) => ({ subscriptions: page.event_subscriptions, nextPageToken: page.next_page_token }));

export const createdEventSubscription = z
  .object({ event_subscription_id: id })
  .transform((created) => created.event_subscription_id);

/** A DELETE is answered with 204 and nothing. */
export const nothing = z.unknown();

const nobody: ZoomPerson = {
  name: null,
  email: null,
  userId: null,
  registrantId: null,
  internal: null,
  waiting: false,
  joinTime: null,
  leaveTime: null,
};
