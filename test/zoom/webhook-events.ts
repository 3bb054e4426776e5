import { hostEmail, type ZoomAccount, type ZoomRecording, type ZoomUser } from './account.ts';
import { zoomTime } from './clock.ts';
import type { Downloads } from './downloads.ts';
import { fileBody, recordingBody } from './recording-body.ts';

/** A webhook body. `event_ts` is in milliseconds, other than the seconds of the request's timestamp header. */
export interface ZoomEvent {
  event: string;
  event_ts?: number;
  payload: Record<string, unknown>;
  download_token?: string;
}

/** A download token of a webhook lasts 24 hours. */
export const TOKEN_SECONDS = 86_400;

type Happened = { account: ZoomAccount; recording: ZoomRecording; now: Date; downloads: Downloads };

/**
 * `recording.completed` lists the files that are there now, `recording.transcript_completed` only transcripts; both
 * carry a token for them at the top level.
 */
export function recordingReady(
  event: 'recording.completed' | 'recording.transcript_completed',
  { account, recording, now, downloads }: Happened,
): ZoomEvent {
  const transcripts = recording.files
    .filter((file) => !file.pending && file.fileType === 'TRANSCRIPT')
    .map((file) => fileBody(recording, file, downloads, 'webhook_download'));
  return {
    event,
    event_ts: now.getTime(),
    payload: {
      account_id: account.id,
      object: {
        ...recordingBody(recording, account.id, downloads, 'webhook_download'),
        ...(event === 'recording.transcript_completed' ? { recording_files: transcripts } : {}),
        host_email: hostEmail(recording, account.users),
        password: '',
      },
    },
    download_token: downloads.issueToken(recording, TOKEN_SECONDS),
  };
}

/** `recording.trashed`, `recording.deleted` and `recording.recovered`, by the host's hand. */
export function recordingMoved(
  event: 'recording.trashed' | 'recording.deleted' | 'recording.recovered',
  { account, recording, now, downloads }: Happened,
): ZoomEvent {
  return {
    event,
    event_ts: now.getTime(),
    payload: {
      account_id: account.id,
      operator: hostEmail(recording, account.users),
      operator_id: recording.hostId,
      object: recordingBody(recording, account.id, downloads, 'webhook_download'),
    },
  };
}

/** This one event has no `event_ts` at its top, and writes the one inside as words. */
export function appDeauthorized(
  account: ZoomAccount,
  user: ZoomUser,
  clientId: string,
  now: Date,
): ZoomEvent {
  return {
    event: 'app_deauthorized',
    payload: {
      account_id: account.id,
      user_id: user.id,
      client_id: clientId,
      deauthorization_time: now.toISOString(),
      signature: '',
      event_ts: zoomTime(now).replace('T', ' ').replace('Z', ''),
    },
  };
}
