import { json, redirect, type ZoomReply, type ZoomRequest } from './exchange.ts';
import type { Har, HarEntry } from './har.ts';
import { listen } from './listener.ts';
import { meetingReference } from './meeting-path.ts';
import { isWebHost, type LoopbackOrigins, toLoopback } from './public-origins.ts';

/** Not a status of Zoom's, and one that no client retries by default. */
const UNMATCHED_STATUS = 599;

const REPLAYED_HEADERS = new Set(['content-type', 'retry-after', 'x-ratelimit-category', 'x-ratelimit-type']);

export interface ZoomReplay {
  origin: string;
  signedOrigin: string;
  apiUrl: string;
  oauthUrl: string;
  /** Requests that the archive has no answer for, by method, path and query. */
  unmatched: readonly string[];
  /** Entries that nobody asked for. */
  unused(): string[];
  close(): Promise<void>;
}

/** Serves an archive strictly: every entry once and in order, and nothing that is not in it. */
export async function startReplay(har: Har): Promise<ZoomReplay> {
  const archive = new Archive(har.log.entries);
  const origins = { web: '', signed: '' };
  const [web, signed] = await Promise.all([
    listen(0, async (request) => authorized(request) ?? archive.reply('web', request, origins)),
    listen(0, async (request) => signedTwice(request) ?? archive.reply('signed', request, origins)),
  ]);
  origins.web = web.origin;
  origins.signed = signed.origin;
  return {
    origin: web.origin,
    signedOrigin: signed.origin,
    apiUrl: `${web.origin}/v2`,
    oauthUrl: `${web.origin}/oauth`,
    unmatched: archive.unmatched,
    unused: () => archive.unused(),
    close: async () => {
      await Promise.all([web.close(), signed.close()]);
    },
  };
}

type Side = keyof LoopbackOrigins;

class Archive {
  readonly unmatched: string[] = [];
  readonly #waiting = new Map<string, HarEntry[]>();
  readonly #repeating = new Map<string, HarEntry>();

  constructor(entries: readonly HarEntry[]) {
    for (const entry of entries) {
      const key = entryKey(entry);
      this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), entry]);
      if (entry._repeat) this.#repeating.set(key, entry);
    }
  }

  reply(side: Side, request: ZoomRequest, origins: LoopbackOrigins): ZoomReply {
    const key = keyOf(side, request.method, request.path, request.query, sentWith(request));
    const entry = this.#waiting.get(key)?.shift() ?? this.#repeating.get(key);
    if (entry) return replayed(entry, origins);
    this.unmatched.push(key);
    return json(UNMATCHED_STATUS, {
      code: UNMATCHED_STATUS,
      message: `The replayed archive has no answer for ${key}`,
    });
  }

  unused(): string[] {
    return [...this.#waiting].flatMap(([key, entries]) => entries.map(() => key));
  }
}

/** The order of query parameters and the way a uuid was encoded make no difference, as long as Zoom can decode it. */
function keyOf(side: Side, method: string, path: string, query: URLSearchParams, sent: string): string {
  const sorted = new URLSearchParams(query);
  sorted.sort();
  const segments = path.split('/').map((segment) => {
    const reference = meetingReference(segment);
    // What Zoom could not read must not look like the uuid it was meant to be.
    if (!reference) return `{unreadable ${segment}}`;
    return reference.kind === 'uuid' ? encodeURIComponent(reference.uuid) : segment;
  });
  const asked = `${method} ${segments.join('/')}${sorted.size > 0 ? `?${sorted}` : ''}`;
  return [...(side === 'signed' ? ['signed'] : []), asked, ...(sent ? [`(${sent})`] : [])].join(' ');
}

function entryKey({ request }: HarEntry): string {
  const url = new URL(request.url);
  const sent = sentWith({
    path: url.pathname,
    headers: { 'content-type': request.postData?.mimeType },
    body: request.postData?.text ?? '',
  });
  return keyOf(isWebHost(url.host) ? 'web' : 'signed', request.method, url.pathname, url.searchParams, sent);
}

/** Of a token request the kind of grant, since the rest is secret; of JSON all of it, in any order of its fields. */
function sentWith({ path, headers, body }: Pick<ZoomRequest, 'path' | 'headers' | 'body'>): string {
  if (path === '/oauth/token') return new URLSearchParams(body).get('grant_type') ?? '';
  if (!headers['content-type']?.startsWith('application/json')) return '';
  const fields: Record<string, unknown> = JSON.parse(body);
  return JSON.stringify(Object.fromEntries(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

function replayed({ response }: HarEntry, origins: LoopbackOrigins): ZoomReply {
  const headers = response.headers.filter(({ name }) => REPLAYED_HEADERS.has(name.toLowerCase()));
  const location = response.redirectURL ? { location: toLoopback(response.redirectURL, origins) } : {};
  return {
    status: response.status,
    headers: { ...Object.fromEntries(headers.map(({ name, value }) => [name, value])), ...location },
    body: toLoopback(response.content.text ?? '', origins),
  };
}

/** No archive can hold the authorize step: its state and challenge are new each time. Consent is given at once. */
function authorized(request: ZoomRequest): ZoomReply | undefined {
  const target = request.query.get('redirect_uri');
  if (request.method !== 'GET' || request.path !== '/oauth/authorize' || target === null) return undefined;
  const answer = new URL(target);
  answer.searchParams.set('code', 'replayed-code');
  answer.searchParams.set('state', request.query.get('state') ?? '');
  return redirect(answer.href);
}

/** As at Zoom, a pre-signed address refuses a request that carries a token too. */
const signedTwice = (request: ZoomRequest): ZoomReply | undefined =>
  request.headers.authorization === undefined
    ? undefined
    : json(403, { code: 403, message: 'Only one auth mechanism allowed.' });
