import { STATUS_CODES } from 'node:http';
import got, { RequestError } from 'got';
import type { Deployment } from '../../contracts/host.ts';
import { lookupPublic } from '../../plugin/zoom/public-addresses.ts';
import { json, redirect, type ZoomRequest } from '../../test/zoom/exchange.ts';
import { type Answer, listen } from '../../test/zoom/listener.ts';
import { type Exchange, jsonOf, type Place } from './exchange.ts';
import { FileAddresses } from './file-addresses.ts';
import { ListingLimit } from './listing-limit.ts';

const TIMEOUT_MS = 60_000;
const SENT = ['authorization', 'content-type', 'accept'];
/** They are of one connection, or of the way the body was packed on it. */
const NOT_PASSED_ON = new Set(['connection', 'content-encoding', 'content-length', 'transfer-encoding']);

type Zoom = Pick<Deployment, 'apiUrl' | 'oauthUrl' | 'downloadHosts'>;

/** Stands between the plugin and Zoom, and keeps in memory what they say to each other. */
export interface RecordingProxy {
  /** What the plugin is told to take for Zoom. */
  readonly zoom: Zoom;
  /** In the order in which they began. */
  exchanges(): Exchange[];
  close(): Promise<void>;
}

/** Opens a proxy on loopback in front of a Zoom. Of its listings the plugin sees the newest `most` recordings. */
export async function openProxy(
  zoom: Zoom,
  options: { readonly most: number; readonly now: () => Date },
): Promise<RecordingProxy> {
  const passing = new Passing(zoom, options.most, options.now);
  const { origin, close } = await listen(0, (request) => passing.answer(request));
  passing.origin = origin;
  return {
    zoom: { apiUrl: origin, oauthUrl: origin, downloadHosts: [origin] },
    exchanges: () => passing.exchanges.flatMap((exchange) => exchange ?? []),
    close,
  };
}

class Passing {
  origin = '';
  /** One is undefined until it has been answered. */
  readonly exchanges: (Exchange | undefined)[] = [];
  readonly #zoom: Zoom;
  readonly #now: () => Date;
  readonly #files: FileAddresses;
  readonly #limit: ListingLimit;

  constructor(zoom: Zoom, most: number, now: () => Date) {
    this.#zoom = zoom;
    this.#now = now;
    this.#files = new FileAddresses(zoom.downloadHosts);
    this.#limit = new ListingLimit(most);
  }

  async answer(request: ZoomRequest): Promise<Answer> {
    const { method, path, query } = request;
    const asked = query.size > 0 ? `${path}?${query}` : path;
    // The browser's business: a person consents on Zoom's own page.
    if (method === 'GET' && path === '/oauth/authorize') return redirect(`${this.#zoom.oauthUrl}${asked}`);
    if (path.startsWith('/oauth/')) return this.#pass(request, `${this.#zoom.oauthUrl}${asked}`, 'oauth');
    if (path.startsWith('/v2/')) return this.#pass(request, `${this.#zoom.apiUrl}${asked}`, 'api');
    const file = this.#files.at(path);
    return file
      ? this.#pass(request, file.url, file.place)
      : json(404, { message: 'Zoom named no such file.' });
  }

  async #pass(request: ZoomRequest, url: string, place: Place): Promise<Answer> {
    const turn = this.exchanges.push(undefined) - 1;
    const startedAt = this.#now();
    const sent = sentHeaders(request);
    const answer = await ask(url, place, request, sent);
    if (answer === undefined) return 'cut';
    const { status, answered, text } = this.#shortened(request, place, answer);
    const { method, body: posted } = request;
    this.exchanges[turn] = {
      ...{ startedAt, place, method, url, sent, posted },
      ...{ status, statusText: STATUS_CODES[status] ?? '', answered, text },
    };
    return { status, headers: this.#redirected(answered, url), body: this.#renamed(text) };
  }

  #shortened({ path, query }: ZoomRequest, place: Place, answer: Fetched): Fetched {
    const body = place === 'api' ? jsonOf(answer.text) : undefined;
    const shorter = this.#limit.apply(path, query, body);
    return shorter === body ? answer : { ...answer, text: JSON.stringify(shorter) };
  }

  #renamed(text: string): string {
    return text.includes('download_url')
      ? (JSON.stringify(this.#files.renamed(jsonOf(text), this.origin)) ?? text)
      : text;
  }

  #redirected({ location, ...headers }: Record<string, string>, url: string): Record<string, string> {
    if (location === undefined || !URL.canParse(location, url)) return headers;
    const target = new URL(location, url).href;
    const path = this.#files.pathOf(target, 'signed');
    return { ...headers, location: path === undefined ? target : `${this.origin}${path}` };
  }
}

interface Fetched {
  readonly status: number;
  readonly answered: Record<string, string>;
  readonly text: string;
}

/** Once, and as it is: trying again is the plugin's own business. Undefined if there was no answer. */
async function ask(
  url: string,
  place: Place,
  { method, body }: ZoomRequest,
  headers: Record<string, string>,
): Promise<Fetched | undefined> {
  try {
    const response = await got(url, {
      method: methodOf(method),
      headers,
      ...(body === '' ? {} : { body }),
      followRedirect: false,
      throwHttpErrors: false,
      retry: { limit: 0 },
      timeout: { request: TIMEOUT_MS },
      // The address of a file is data from outside, for us as for the plugin.
      ...(place === 'file' || place === 'signed' ? { dnsLookup: lookupPublic } : {}),
    });
    return { status: response.statusCode, answered: answeredHeaders(response.headers), text: response.body };
  } catch (error) {
    if (error instanceof RequestError) return undefined;
    throw error;
  }
}

const methodOf = (method: string): 'GET' | 'POST' | 'DELETE' =>
  method === 'POST' || method === 'DELETE' ? method : 'GET';

function sentHeaders({ headers }: ZoomRequest): Record<string, string> {
  return Object.fromEntries(
    SENT.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

function answeredHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && !NOT_PASSED_ON.has(name) ? [[name, value]] : [],
    ),
  );
}
