import { injectable } from 'tsyringe';
import type { z } from 'zod';
import type { EndpointName } from './endpoints.ts';
import { ZoomError } from './errors.ts';
import type {
  CompanionOffer,
  ListedRecording,
  MeetingDetails,
  MeetingSummary,
  PeoplePage,
  RecordingFiles,
  RecordingPage,
  ZoomUser,
} from './recording.ts';
import { type Parameters, page, Requests } from './requests.ts';
import { Tokens } from './tokens.ts';
import * as wire from './wire.ts';
import * as companion from './wire-companion.ts';
import * as people from './wire-people.ts';

/** Zoom's REST API for one connection: one method an endpoint, typed answers, {@link ZoomError} for everything else. */
@injectable()
export class ZoomClient {
  constructor(
    private readonly tokens: Tokens,
    private readonly requests: Requests,
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

  companionTranscript(uuid: string): Promise<CompanionOffer> {
    return this.#get('companionTranscript', companion.companionOffer, { path: { uuid } });
  }

  meetingSummary(uuid: string): Promise<MeetingSummary> {
    return this.#get('meetingSummary', companion.meetingSummary, { path: { uuid } });
  }

  /** A meeting that is over, whether it was recorded or not; without files. */
  pastMeeting(uuid: string): Promise<ListedRecording> {
    return this.#get('pastMeeting', wire.pastMeeting, { path: { uuid } });
  }

  participants(
    kind: 'pastParticipants' | 'webinarParticipants',
    uuid: string,
    pageToken: string | null,
  ): Promise<PeoplePage> {
    return this.#get(kind, people.participantsPage, { path: { uuid }, query: page(pageToken) });
  }

  meeting(meetingId: string): Promise<MeetingDetails> {
    return this.#get('meeting', people.meetingDetails, { path: { meetingId } });
  }

  registrants(
    kind: 'registrants' | 'webinarRegistrants',
    meetingId: string,
    pageToken: string | null,
  ): Promise<PeoplePage> {
    return this.#get(kind, people.registrantsPage, { path: { meetingId }, query: page(pageToken) });
  }

  /** The OAuth token, for a download. */
  accessToken(rejected?: string): Promise<string> {
    return this.tokens.access(rejected).then((access) => access.accessToken);
  }

  async #get<T>(name: EndpointName, schema: z.ZodType<T>, parameters: Parameters = {}): Promise<T> {
    const access = await this.tokens.access();
    try {
      return await this.requests.ask(name, schema, parameters, access);
    } catch (error) {
      if (!isRejection(error)) throw error;
    }
    // One forced refresh and one retry: a token can die early, when its user authorizes the app again.
    const renewed = await this.tokens.access(access.accessToken);
    try {
      return await this.requests.ask(name, schema, parameters, renewed);
    } catch (error) {
      if (!isRejection(error)) throw error;
      throw new ZoomError('zoom.reconnect_needed', 'Zoom refuses even a fresh token of this connection.', {
        cause: error,
      });
    }
  }
}

function isRejection(error: unknown): boolean {
  return error instanceof ZoomError && error.code === 'zoom.token_rejected';
}
