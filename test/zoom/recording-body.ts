import type { RecordingFile, ZoomRecording } from './account.ts';
import type { DownloadKind, Downloads } from './downloads.ts';

/** CC and TIMELINE files come without id, size and status. */
const BARE_FILE_TYPES = new Set(['CC', 'TIMELINE']);

/** What listings, one meeting's files and webhooks say alike about a recording. */
export function recordingBody(
  recording: ZoomRecording,
  accountId: string,
  downloads: Downloads,
  kind: DownloadKind,
): Record<string, unknown> {
  const files = recording.files.filter((file) => !file.pending);
  return {
    uuid: recording.uuid,
    id: recording.meetingId,
    account_id: accountId,
    host_id: recording.hostId,
    topic: recording.topic,
    // Documented as a string, an integer on live accounts.
    type: recording.type,
    start_time: recording.startTime,
    timezone: recording.timezone,
    duration: recording.duration,
    total_size: recording.state === 'processing' ? 0 : files.reduce((sum, file) => sum + file.size, 0),
    recording_count: files.length,
    share_url: downloads.shareUrl(recording),
    recording_files: files.map((file) =>
      recording.state === 'processing'
        ? unfinishedFile(recording, file)
        : fileBody(recording, file, downloads, kind),
    ),
  };
}

/** While Zoom still works on a recording, its files have no type, no size and no end. */
function unfinishedFile(recording: ZoomRecording, file: RecordingFile) {
  return {
    ...(file.id === undefined ? {} : { id: file.id }),
    meeting_id: recording.uuid,
    recording_start: file.start,
    recording_end: '',
    file_type: '',
    file_size: 0,
    status: 'processing',
  };
}

export function fileBody(
  recording: ZoomRecording,
  file: RecordingFile,
  downloads: Downloads,
  kind: DownloadKind,
) {
  const bare = BARE_FILE_TYPES.has(file.fileType);
  return {
    ...(bare || file.id === undefined ? {} : { id: file.id }),
    meeting_id: recording.uuid,
    recording_start: file.start,
    recording_end: file.end,
    file_type: file.fileType,
    file_extension: file.extension,
    ...(bare ? {} : { file_size: file.size }),
    play_url: downloads.playUrl(recording, file),
    download_url: downloads.url(recording, file, kind),
    ...(bare ? {} : { status: 'completed' }),
    recording_type: file.recordingType,
    ...(recording.state === 'trashed' ? { deleted_time: file.end } : {}),
  };
}
