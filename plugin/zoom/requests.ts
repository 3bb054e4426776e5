import got, { RequestError, type Response } from 'got';
import { inject, injectable } from 'tsyringe';
import type { z } from 'zod';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import type { Connection } from '../store/connection.ts';
import { Connections } from '../store/connections.ts';
import { type Answer, errorOf } from './answer-errors.ts';
import { ENDPOINTS, type Endpoint, type EndpointName, endpointLabel, endpointPath } from './endpoints.ts';
import { ZoomError } from './errors.ts';
import { countFailure } from './failure-count.ts';
import { apiOrigin } from './network.ts';
import { Outages } from './outages.ts';
import { Pacing } from './pacing.ts';
import type { Access } from './tokens.ts';

const TIMEOUT_MS = 20_000;
/** Zoom's largest page of recordings and of participants. */
const PAGE_SIZE = 300;

/** Blips are retried here; whatever lasts longer is the job queue's business. */
const RETRY = {
  limit: 4,
  methods: ['GET' as const, 'DELETE' as const],
  statusCodes: [429, 500, 502, 503, 504],
  maxRetryAfter: 10_000,
  backoffLimit: 8_000,
  calculateDelay: ({ error, computedValue }: { error: RequestError; computedValue: number }) =>
    isDailyLimit(error) ? 0 : computedValue,
};

/** The job is parked instead: more tries would spend what they wait for. Zoom names such a limit, or states a date. */
function isDailyLimit({ response }: RequestError): boolean {
  if (response?.statusCode !== 429) return false;
  const { 'x-ratelimit-type': type, 'retry-after': after } = response.headers;
  const stated = after !== undefined && !/^\d+$/.test(after);
  return type === 'Daily-limit' || stated || /daily/i.test(String(response.body ?? ''));
}

/** Whatever else failed, Zoom may have done what a POST asked; it is sent again only when refused for its rate. */
const RETRY_POST = { ...RETRY, methods: ['POST' as const], statusCodes: [429], errorCodes: [] };

export interface Parameters {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** One request to Zoom's REST API: paced, counted, retried through blips, and read; {@link ZoomError} if it fails. */
@injectable()
export class Requests {
  #connection: Promise<Connection | null> | undefined;

  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly connections: Connections,
    private readonly pacing: Pacing,
    private readonly outages: Outages,
  ) {}

  async ask<T>(name: EndpointName, schema: z.ZodType<T>, parameters: Parameters, access: Access): Promise<T> {
    const answer = await this.#send(name, parameters, access);
    const error = errorOf(name, answer, this.host.clock.now());
    const connection = await this.#connected();
    if (connection) await this.pacing.heed(name, connection.accountId, answer, error);
    if (error) throw await this.#failed(name, error);
    await this.outages.answered(endpointLabel(name), connection);
    const read = readAnswer(name, schema, answer);
    if (read instanceof ZoomError) throw this.#counted(name, read);
    return read;
  }

  async #send(
    name: EndpointName,
    { path = {}, query = {}, body }: Parameters,
    access: Access,
  ): Promise<Answer> {
    const origin = apiOrigin(this.host.deployment.apiUrl, access.apiUrl);
    const { method }: Endpoint = ENDPOINTS[name];
    try {
      const response = await got(`${origin}${endpointPath(name, path)}`, {
        method,
        searchParams: query,
        ...(body ? { json: body } : {}),
        headers: { authorization: `Bearer ${access.accessToken}`, accept: 'application/json' },
        throwHttpErrors: false,
        followRedirect: false,
        retry: method === 'POST' ? RETRY_POST : RETRY,
        timeout: { request: TIMEOUT_MS },
        signal: this.host.signal,
        // Before each try, not each call: a retry draws on Zoom's limit like any other request.
        hooks: {
          beforeRequest: [() => this.#takeTurn(name)],
          beforeRetry: [(error) => void this.#counted(name, this.#errorOf(name, error))],
        },
      });
      return toAnswer(response);
    } catch (error) {
      this.host.signal.throwIfAborted();
      if (!(error instanceof RequestError)) throw error;
      // The turn that was not given: got wraps what a hook throws.
      if (error.cause instanceof ZoomError) throw error.cause;
      throw await this.#failed(name, this.#errorOf(name, error));
    }
  }

  #errorOf(name: EndpointName, error: RequestError): ZoomError {
    const answered = error.response && errorOf(name, toAnswer(error.response), this.host.clock.now());
    if (answered) return answered;
    const text = `Zoom could not be reached for ${ENDPOINTS[name].gives} (${error.code}).`;
    return new ZoomError('zoom.unreachable', text);
  }

  /** What the last try has come to. Webhooks are registered so seldom that nothing would tell the end of an outage there. */
  async #failed(name: EndpointName, error: ZoomError): Promise<ZoomError> {
    const { grantedTo }: Endpoint = ENDPOINTS[name];
    if (error.code === 'zoom.unreachable' && grantedTo !== 'app')
      await this.outages.began(endpointLabel(name));
    else await this.outages.answered(endpointLabel(name), await this.#connected());
    return this.#counted(name, error);
  }

  #counted(name: EndpointName, error: ZoomError): ZoomError {
    countFailure(this.host.metrics, endpointLabel(name), error);
    return error;
  }

  /** Before an account is connected there is nothing to pace. */
  async #takeTurn(name: EndpointName): Promise<void> {
    const connection = await this.#connected();
    if (connection) await this.pacing.turn(name, connection.accountId);
    this.host.metrics.count('zoom_requests_total', 1, { endpoint: endpointLabel(name) });
  }

  /** As it stood before the first request: one look at it, not one with each. */
  #connected(): Promise<Connection | null> {
    this.#connection ??= this.connections.read(this.host.db);
    return this.#connection;
  }
}

/** What a success says; an error if it says it in a way that cannot be read. */
export function readAnswer<T>(
  name: EndpointName,
  schema: z.ZodType<T>,
  { body }: Pick<Answer, 'body'>,
): T | ZoomError {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const fields = read.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ');
  const text = `Zoom's answer for ${ENDPOINTS[name].gives} could not be read (${fields}).`;
  return new ZoomError('zoom.unreadable_answer', text);
}

/** The query of one page of a list. */
export function page(token: string | null): Record<string, string> {
  // An empty next_page_token makes Zoom start again at page one, for ever.
  return { page_size: String(PAGE_SIZE), ...(token ? { next_page_token: token } : {}) };
}

export function toAnswer({
  statusCode: status,
  headers,
  body,
}: Pick<Response, 'statusCode' | 'headers' | 'body'>): Answer {
  return { status, headers, body: parseJson(body) };
}

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
