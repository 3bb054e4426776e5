import { isIP } from 'node:net';
import got, { type Request, RequestError } from 'got';
import { inject, injectable } from 'tsyringe';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { endpointLabel } from './endpoints.ts';
import { ZoomError } from './errors.ts';
import { countFailure } from './failure-count.ts';
import { isAllowed, wantsToken } from './network.ts';
import { lookupPublic } from './public-addresses.ts';

const MAX_HOPS = 5;
/** The largest transcript seen, of 2 h 44 min, has 178 KB. */
const MAX_BYTES = 25 * 1024 * 1024;
const TIMEOUT_MS = 60_000;

interface Hop {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: Buffer;
}

/** Fetches one file of a recording. A file URL is data from outside: every hop is checked before it is asked. */
@injectable()
export class Downloads {
  constructor(@inject(HOST) private readonly host: Host) {}

  /**
   * The file's bytes. The token goes along on the first hop only: behind it Zoom serves pre-signed URLs, which
   * answer 403 when a token comes too. A host of Zoom's that refuses to answer without one gets it once.
   */
  async fetch(fileUrl: string, token: string): Promise<Buffer> {
    const { metrics } = this.host;
    const endpoint = endpointLabel('download');
    metrics.count('zoom_requests_total', 1, { endpoint });
    try {
      return await this.#follow(fileUrl, token);
    } catch (error) {
      countFailure(metrics, endpoint, error);
      throw error;
    }
  }

  async #follow(fileUrl: string, token: string): Promise<Buffer> {
    let url = this.#checked(fileUrl);
    let bearer: string | undefined = token;
    for (let hop = 0; hop <= MAX_HOPS; hop += 1) {
      let answer = await this.#hop(url, bearer);
      if (bearer === undefined && wantsToken(url, answer.status)) answer = await this.#hop(url, token);
      if (answer.location !== undefined && answer.status >= 300 && answer.status < 400) {
        url = this.#checked(new URL(answer.location, url).href);
        bearer = undefined;
        continue;
      }
      return readBody(answer);
    }
    throw new ZoomError(
      'zoom.download_restricted',
      `Zoom redirected a download more than ${MAX_HOPS} times.`,
    );
  }

  #checked(address: string): URL {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url && isAllowed(url, this.host.deployment.downloadHosts)) return url;
    throw notAllowed(
      url
        ? `${url.protocol}//${isIP(url.hostname) ? 'an IP address' : url.hostname}, which is not an allowed Zoom host`
        : 'something that is no URL',
    );
  }

  async #hop(url: URL, token: string | undefined): Promise<Hop> {
    const request = got.stream(url, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      followRedirect: false,
      throwHttpErrors: false,
      dnsLookup: lookupPublic,
      retry: { limit: 0 },
      timeout: { request: TIMEOUT_MS },
      signal: this.host.signal,
    });
    try {
      return await collect(request);
    } catch (error) {
      this.host.signal.throwIfAborted();
      if (!(error instanceof RequestError)) throw error;
      if (error.code === 'ENOTPUBLIC')
        throw notAllowed(`${url.hostname}, which leads inside a private network`);
      throw new ZoomError(
        'zoom.unreachable',
        `A transcript could not be downloaded from Zoom (${error.code}).`,
      );
    }
  }
}

function notAllowed(where: string): ZoomError {
  return new ZoomError('zoom.host_not_allowed', `A transcript was to be fetched from ${where}.`);
}

async function collect(request: Request): Promise<Hop> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BYTES) {
      request.destroy();
      throw new ZoomError(
        'zoom.download_too_large',
        `A transcript file of Zoom's is larger than ${MAX_BYTES} bytes.`,
      );
    }
    chunks.push(bytes);
  }
  const { statusCode = 0, headers } = request.response ?? {};
  return { status: statusCode, location: headers?.location, body: Buffer.concat(chunks) };
}

/** Zoom answers a refused download with HTTP 200 and a login page as often as with 401 or 403. */
function readBody({ status, body }: Hop): Buffer {
  if (status >= 500 || status === 429) {
    throw new ZoomError('zoom.unreachable', `Zoom could not serve a transcript file (HTTP ${status}).`);
  }
  if (status === 404) throw new ZoomError('zoom.not_found', 'Zoom no longer has the transcript file.');
  const html = /^\s*<(!doctype|html|\?xml)/i.test(body.subarray(0, 200).toString('utf8'));
  if (status !== 200 || html) {
    throw new ZoomError(
      'zoom.download_restricted',
      `Zoom does not hand out the transcript file (HTTP ${status}).`,
    );
  }
  return body;
}
