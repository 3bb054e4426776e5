import { zoomTime } from '../../test/zoom/clock.ts';
import { meetingUuid } from '../../test/zoom/opaque.ts';
import { webhookSignature } from '../../test/zoom/webhook-signature.ts';

const HOUR_MS = 3_600_000;
const FIRST_MEETING_ID = 80_000_000_000;

/** The body of one `recording.transcript_completed`, as long as a real one: its token alone has 400 characters. */
export function transcriptCompleted(index: number, accountId: string, now: Date): string {
  const uuid = meetingUuid(`webhook bench ${index} ${now.getTime()}`);
  const start = new Date(now.getTime() - HOUR_MS);
  const secret = `${uuid}${'A1b2C3d4'.repeat(48)}`.replaceAll(/[^A-Za-z0-9]/g, '-');
  return JSON.stringify({
    event: 'recording.transcript_completed',
    event_ts: now.getTime(),
    payload: {
      account_id: accountId,
      object: {
        id: FIRST_MEETING_ID + index,
        uuid,
        host_id: 'benchHost',
        account_id: accountId,
        topic: `Łukasz & Zoë, call ${index}`,
        type: 2,
        start_time: zoomTime(start),
        timezone: 'Europe/Warsaw',
        host_email: 'host@vendor.example',
        duration: 60,
        password: 'passcode',
        share_url: `https://us06web.zoom.us/rec/share/${secret.slice(0, 80)}`,
        total_size: 48_213,
        recording_count: 1,
        recording_files: [
          {
            id: `file-${index}-${now.getTime()}`,
            meeting_id: uuid,
            recording_start: zoomTime(start),
            recording_end: zoomTime(now),
            file_type: 'TRANSCRIPT',
            file_size: 48_213,
            file_extension: 'VTT',
            play_url: `https://us06web.zoom.us/rec/play/${secret.slice(0, 120)}`,
            download_url: `https://us06web.zoom.us/rec/webhook_download/${secret.slice(0, 120)}`,
            status: 'completed',
            recording_type: 'audio_transcript',
          },
        ],
      },
    },
    download_token: secret,
  });
}

/** The whole HTTP request that Zoom would send, signed. */
export function signedRequest(path: string, secretToken: string, body: string, now: Date): Buffer {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const head = [
    `POST ${path} HTTP/1.1`,
    'host: halo.example',
    'user-agent: Zoom Marketplace/1.0a',
    'content-type: application/json; charset=utf-8',
    `x-zm-request-timestamp: ${timestamp}`,
    `x-zm-signature: ${webhookSignature(secretToken, timestamp, body)}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}
