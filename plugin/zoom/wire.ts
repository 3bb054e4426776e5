import { z } from 'zod';
import { listOf } from '../lenient-list.ts';
import type {
  ListedRecording,
  RecordingFile,
  RecordingFiles,
  RecordingPage,
  SessionKind,
  ZoomUser,
} from './recording.ts';
import { date, id, idOrNull, integerOrNull, minutesOrNull, textOrNull, uuid } from './wire-fields.ts';

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
