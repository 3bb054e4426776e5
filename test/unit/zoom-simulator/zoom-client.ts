import { createHash } from 'node:crypto';
import type { ZoomServer } from '../../zoom/server.ts';

const CALLBACK = 'https://halo.example/callback';
const VERIFIER = 'a-verifier-that-is-longer-than-forty-three-characters';
const BASIC = `Basic ${Buffer.from('zoom-client-id:zoom-client-secret').toString('base64')}`;

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
