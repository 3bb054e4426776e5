import { createHash } from 'node:crypto';
import type { Attendee, ZoomAccount, ZoomRecording } from '../../zoom/account.ts';
import type { ZoomServer } from '../../zoom/server.ts';

const CALLBACK = 'https://halo.example/callback';
const VERIFIER = 'a-verifier-that-is-longer-than-forty-three-characters';
const BASIC = `Basic ${Buffer.from('zoom-client-id:zoom-client-secret').toString('base64')}`;

export const NOON = new Date('2026-10-15T12:00:00Z');

/** A clock that stands still until it is moved. */
export class MovableClock {
  #now = NOON;
  now(): Date {
    return this.#now;
  }
  pass(minutes: number): void {
    this.#now = new Date(this.#now.getTime() + minutes * 60_000);
  }
}

/** Every field a test may look at; the rest of Zoom's bodies passes through untyped. */
type Body = Record<string, unknown> & {
  code?: number;
  message?: string;
  meetings?: { uuid: string; id: number; recording_files: { download_url: string; file_type: string }[] }[];
  participants?: { name: string; user_email: string }[];
};

export interface Tokens {
  access_token: string;
  refresh_token: string;
  scope: string;
  error?: string;
  reason?: string;
}

export async function authorize(zoom: ZoomServer, extra: Record<string, string> = {}): Promise<string> {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'zoom-client-id',
    redirect_uri: CALLBACK,
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'state-1',
    ...extra,
  });
  const response = await fetch(`${zoom.oauthUrl}/authorize?${query}`, { redirect: 'manual' });
  return new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

export async function token(
  zoom: { oauthUrl: string },
  form: Record<string, string>,
): Promise<{ status: number; body: Tokens }> {
  const response = await fetch(`${zoom.oauthUrl}/token`, {
    method: 'POST',
    headers: { authorization: BASIC },
    body: new URLSearchParams(form),
  });
  const body: Tokens = JSON.parse(await response.text());
  return { status: response.status, body };
}

export const exchange = (zoom: { oauthUrl: string }, code: string, verifier: string = VERIFIER) =>
  token(zoom, { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: verifier });

export const refresh = (zoom: { oauthUrl: string }, refreshToken: string) =>
  token(zoom, { grant_type: 'refresh_token', refresh_token: refreshToken });

export async function connect(zoom: ZoomServer): Promise<Tokens> {
  return (await exchange(zoom, await authorize(zoom))).body;
}

export async function get(zoom: { apiUrl: string }, accessToken: string, path: string) {
  const response = await fetch(`${zoom.apiUrl}${path}`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  const body: Body = JSON.parse(await response.text());
  return { status: response.status, body, headers: response.headers };
}

const attendee = (name: string, more: Partial<Attendee>): Attendee => ({
  joinId: name,
  zoomUserId: '',
  name,
  email: '',
  internal: false,
  onCalendarInvite: false,
  status: 'in_meeting',
  joinTime: '2026-10-15T09:00:00Z',
  leaveTime: '2026-10-15T09:30:00Z',
  ...more,
});

const HOST = {
  id: 'hostOne',
  email: 'host@example.com',
  firstName: 'Hanna',
  lastName: 'Host',
  timezone: 'UTC',
};
const COLLEAGUE = { ...HOST, id: 'hostTwo', email: 'two@example.com' };

export const recording = (uuid: string, more: Partial<ZoomRecording> = {}): ZoomRecording => {
  const start = more.startTime ?? '2026-10-15T09:00:00Z';
  const times = { start, end: start, pending: false };
  const video = {
    ...times,
    id: `${uuid}-mp4`,
    fileType: 'MP4',
    recordingType: 'active_speaker',
    extension: 'MP4',
    size: 9,
  };
  const words = {
    ...times,
    id: `${uuid}-vtt`,
    fileType: 'TRANSCRIPT',
    recordingType: 'audio_transcript',
    extension: 'VTT',
    size: 8,
  };
  return {
    uuid,
    meetingId: 81234567890,
    hostId: HOST.id,
    topic: 'Weekly',
    type: 2,
    startTime: start,
    duration: 30,
    timezone: '',
    state: 'listed',
    files: [video, { ...words, content: 'WEBVTT\r\n\r\n' }],
    attendees: [
      attendee('Hanna', { email: HOST.email, internal: true, zoomUserId: HOST.id }),
      attendee('Guest', { email: 'guest@customer.example' }),
      attendee('Invited', { email: 'invited@customer.example', onCalendarInvite: true }),
      attendee('Registered', { email: 'registered@customer.example', registrantId: 'r1' }),
    ],
    restricted: false,
    ...more,
  };
};

export const accountWith = (...recordings: ZoomRecording[]): ZoomAccount => ({
  id: 'accountOne',
  users: [HOST, COLLEAGUE],
  recordings,
  meetings: [],
  hasWebinarPlan: false,
});
