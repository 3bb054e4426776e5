import got, { RequestError, type Response } from 'got';
import { inject, injectable } from 'tsyringe';
import type { z } from 'zod';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { type Answer, errorOf } from './answer-errors.ts';
import { ENDPOINTS, type EndpointName, endpointLabel, endpointPath } from './endpoints.ts';
import { ZoomError } from './errors.ts';
import { apiOrigin } from './network.ts';
import { Pacing } from './pacing.ts';
import type { MeetingDetails, PeoplePage, RecordingFiles, RecordingPage, ZoomUser } from './recording.ts';
import { type Access, Tokens } from './tokens.ts';
import * as wire from './wire.ts';

const TIMEOUT_MS = 20_000;
/** Zoom's largest page of recordings and of participants. */
const PAGE_SIZE = 300;

/** Blips are retried here; whatever lasts longer is the job queue's business. */
const RETRY = {
  limit: 4,
  methods: ['GET' as const],
  statusCodes: [429, 500, 502, 503, 504],
  // A daily limit states a moment hours away: got then does not wait, and the job is parked instead.
  maxRetryAfter: 10_000,
  backoffLimit: 8_000,
};

interface Parameters {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/** Zoom's REST API for one connection: one method an endpoint, typed answers, {@link ZoomError} for everything else. */
@injectable()
export class ZoomClient {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly tokens: Tokens,
    private readonly pacing: Pacing,
  ) {}

  me(): Promise<ZoomUser> {
    return this.#get('me', wire.zoomUser);
  }

  /** `from` and `to` are UTC dates (`yyyy-mm-dd`) of the meetings' starts, at most a month apart. */
  listRecordings(
    reach: 'accountRecordings' | 'userRecordings',
    window: { from: string; to: string },
    pageToken: string | null,
  ): Promise<RecordingPage> {
    return this.#get(reach, wire.recordingPage, { query: { ...window, ...page(pageToken) } });
  }

  /** Asked with a token of its own for the file URLs, because the user's may lack the right to the content. */
  recordingFiles(uuid: string): Promise<RecordingFiles> {
    const query = { include_fields: 'download_access_token', ttl: '3600' };
    return this.#get('recordingFiles', wire.recordingFiles, { path: { uuid }, query });
  }

  participants(
    kind: 'pastParticipants' | 'webinarParticipants',
    uuid: string,
    pageToken: string | null,
  ): Promise<PeoplePage> {
    return this.#get(kind, wire.participantsPage, { path: { uuid }, query: page(pageToken) });
  }

  meeting(meetingId: string): Promise<MeetingDetails> {
    return this.#get('meeting', wire.meetingDetails, { path: { meetingId } });
  }

  registrants(
    kind: 'registrants' | 'webinarRegistrants',
    meetingId: string,
    pageToken: string | null,
  ): Promise<PeoplePage> {
    return this.#get(kind, wire.registrantsPage, { path: { meetingId }, query: page(pageToken) });
  }

  /** The OAuth token, for a download. */
  accessToken(rejected?: string): Promise<string> {
    return this.tokens.access(rejected).then((access) => access.accessToken);
  }

  async #get<T>(name: EndpointName, schema: z.ZodType<T>, parameters: Parameters = {}): Promise<T> {
    const access = await this.tokens.access();
    const { answer, error } = await this.#send(name, parameters, access);
    if (error?.code !== 'zoom.token_rejected') return this.#read(name, schema, answer, error);

    // One forced refresh and one retry: a token can die early, when its user authorizes the app again.
    const renewed = await this.tokens.access(access.accessToken);
    const second = await this.#send(name, parameters, renewed);
    if (second.error?.code === 'zoom.token_rejected') {
      throw new ZoomError('zoom.reconnect_needed', 'Zoom refuses even a fresh token of this connection.', {
        cause: second.error,
      });
    }
    return this.#read(name, schema, second.answer, second.error);
  }

  async #takeTurn(name: EndpointName): Promise<void> {
    await this.pacing.turn(name);
    this.host.metrics.count('zoom_requests_total', 1, { endpoint: endpointLabel(name) });
  }

  #read<T>(name: EndpointName, schema: z.ZodType<T>, answer: Answer, error: ZoomError | undefined): T {
    if (error) throw error;
    const read = schema.safeParse(answer.body);
    if (read.success) return read.data;
    const fields = read.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ');
    throw new ZoomError(
      'zoom.unreadable_answer',
      `Zoom's answer for ${ENDPOINTS[name].gives} could not be read (${fields}).`,
    );
  }

  async #send(
    name: EndpointName,
    parameters: Parameters,
    access: Access,
  ): Promise<{ answer: Answer; error: ZoomError | undefined }> {
    const answer = await this.#ask(name, parameters, access);
    const error = errorOf(name, answer, this.host.clock.now());
    await this.pacing.heed(name, answer, error);
    return { answer, error };
  }

  async #ask(name: EndpointName, { path = {}, query = {} }: Parameters, access: Access): Promise<Answer> {
    const origin = apiOrigin(this.host.deployment.apiUrl, access.apiUrl);
    try {
      const response = await got(`${origin}${endpointPath(name, path)}`, {
        searchParams: query,
        headers: { authorization: `Bearer ${access.accessToken}`, accept: 'application/json' },
        throwHttpErrors: false,
        followRedirect: false,
        retry: RETRY,
        timeout: { request: TIMEOUT_MS },
        signal: this.host.signal,
        // Before each try, not each call: a retry draws on Zoom's limit like any other request.
        hooks: { beforeRequest: [() => this.#takeTurn(name)] },
      });
      return toAnswer(response);
    } catch (error) {
      this.host.signal.throwIfAborted();
      if (!(error instanceof RequestError)) throw error;
      // The turn that was not given: got wraps what a hook throws.
      if (error.cause instanceof ZoomError) throw error.cause;
      throw new ZoomError(
        'zoom.unreachable',
        `Zoom could not be reached for ${ENDPOINTS[name].gives} (${error.code}).`,
      );
    }
  }
}

function page(token: string | null): Record<string, string> {
  // An empty next_page_token makes Zoom start again at page one, for ever.
  return { page_size: String(PAGE_SIZE), ...(token ? { next_page_token: token } : {}) };
}

function toAnswer(response: Response<string>): Answer {
  return { status: response.statusCode, headers: response.headers, body: parseJson(response.body) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
