import type { RawRequest } from '../../../contracts/host.ts';
import { webhookSignature } from '../../zoom/webhook-signature.ts';

export const SECRET = 'zoom-test-secret-token';
export const TIMESTAMP = '1739923528';
export const NOW = new Date(Number(TIMESTAMP) * 1000);

/** A request as Zoom sends it, correctly signed unless told otherwise. */
export function zoomRequest(
  body: unknown,
  change: {
    method?: string;
    secret?: string;
    timestamp?: string;
    headers?: Record<string, string | undefined>;
  } = {},
): RawRequest {
  const raw = typeof body === 'string' ? body : JSON.stringify(body);
  const timestamp = change.timestamp ?? TIMESTAMP;
  return {
    method: change.method ?? 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-zm-request-timestamp': timestamp,
      'x-zm-signature': webhookSignature(change.secret ?? SECRET, timestamp, raw),
      ...change.headers,
    },
    body: Buffer.from(raw),
  };
}

export const TRANSCRIPT_READY = {
  event: 'recording.transcript_completed',
  event_ts: 1739923528456,
  payload: {
    account_id: 'account-1',
    object: {
      id: 98765432101,
      uuid: '4444AAAiAAAAAiAiAiiAii==',
      host_id: 'host-1',
      account_id: 'account-of-the-object',
      topic: 'Łukasz & Zoë, confidential topic',
      host_email: 'host@example.com',
      password: 'pass-code-1',
      recording_play_passcode: 'pass-code-2',
      share_url: 'https://us06web.zoom.us/rec/share/shared-link',
      recording_files: [
        {
          id: 'file-1',
          meeting_id: '4444AAAiAAAAAiAiAiiAii==',
          recording_start: '2025-02-19T00:00:00Z',
          recording_end: '2025-02-19T00:30:00Z',
          file_type: 'TRANSCRIPT',
          file_extension: 'VTT',
          file_size: 1024,
          play_url: 'https://us06web.zoom.us/rec/play/play-link',
          download_url: 'https://us06web.zoom.us/rec/webhook_download/download-link',
          status: 'completed',
          recording_type: 'audio_transcript',
        },
      ],
    },
  },
  download_token: 'download-token-1',
};
