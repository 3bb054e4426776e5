import type { RecordingRow } from '../../../plugin/store/recording-row.ts';
import type { ListedRecording, RecordingFile } from '../../../plugin/zoom/recording.ts';

export const START = new Date('2026-10-15T09:00:00Z');

export function file(change: Partial<RecordingFile> = {}): RecordingFile {
  return {
    id: 'file-1',
    type: 'TRANSCRIPT',
    recordingType: 'audio_transcript',
    processing: false,
    size: 1024,
    start: '2026-10-15T09:00:00Z',
    end: '2026-10-15T09:30:00Z',
    downloadUrl: 'https://us06web.zoom.us/rec/download/file-1',
    playUrl: null,
    ...change,
  };
}

export const VIDEO = file({
  id: 'video',
  type: 'MP4',
  recordingType: 'active_speaker',
  downloadUrl: 'https://us06web.zoom.us/rec/download/video',
});

/** What a listing says of a recording, and its row keeps. */
const LISTED = {
  uuid: 'a==',
  meetingId: '98765432101',
  topic: 'Weekly',
  kind: 'meeting',
  hostId: 'host-1',
  hostEmail: 'host@example.com',
  startTime: START,
  durationMinutes: 30,
} as const;

export function listed(change: Partial<ListedRecording> = {}): ListedRecording {
  return { ...LISTED, files: [VIDEO, file()], ...change };
}

export function known(change: Partial<RecordingRow> = {}): RecordingRow {
  return {
    ...LISTED,
    state: 'discovered',
    reason: null,
    tries: 0,
    nextTryAt: null,
    files: null,
    listingHash: null,
    contentHash: null,
    distilledHash: null,
    eventAt: null,
    transcriptFileIds: null,
    summaryHash: null,
    chatHash: null,
    accountId: null,
    queuedAt: null,
    reads: 0,
    distillQueuedAt: null,
    distillSends: 0,
    heldBy: null,
    ...change,
  };
}
