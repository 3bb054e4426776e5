import { inject, injectable } from 'tsyringe';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { ZoomClient } from '../zoom/client.ts';
import type { CompanionOffer, ListedRecording } from '../zoom/recording.ts';
import type { CompanionAbsence } from './companion-standing.ts';
import { OptionalSource } from './optional-source.ts';
import { type DownloadedTranscript, TranscriptReader } from './transcript-reader.ts';

/** A transcript of the AI Companion's, and the meeting it is of. */
interface Heard {
  readonly kind: 'transcript';
  readonly recording: ListedRecording;
  readonly transcript: DownloadedTranscript;
}

/**
 * The transcript in the AI Companion's store: of meetings whose recording has none, and of meetings that were never
 * recorded. Zoom answers 404 there for a session whose transcript is among its recording's files.
 */
@injectable()
export class CompanionTranscript {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly client: ZoomClient,
    private readonly reader: TranscriptReader,
    private readonly optional: OptionalSource,
  ) {}

  /** `recording`: the meeting as Zoom shows its cloud recording, if there is one. */
  async find(
    uuid: string,
    recording: ListedRecording | null,
    scopes: readonly string[],
  ): Promise<Heard | CompanionAbsence> {
    const offer = await this.optional.ask('companionTranscript', scopes, () =>
      this.client.companionTranscript(uuid),
    );
    if (!offer?.downloadUrl) return { kind: 'absent', restriction: offer?.restriction ?? null };
    return {
      kind: 'transcript',
      recording: recording ?? (await this.#meeting(uuid, offer, scopes)),
      transcript: await this.reader.readCompanion(offer.downloadUrl),
    };
  }

  /** What a listing would have said of it. The store itself knows neither start nor length. */
  async #meeting(uuid: string, offer: CompanionOffer, scopes: readonly string[]): Promise<ListedRecording> {
    const past = await this.optional.ask('pastMeeting', scopes, () => this.client.pastMeeting(uuid));
    if (past) return { ...past, uuid };
    return {
      uuid,
      meetingId: '',
      topic: offer.topic ?? '',
      kind: 'meeting',
      hostId: offer.hostId ?? '',
      hostEmail: null,
      startTime: offer.createdAt ?? this.host.clock.now(),
      durationMinutes: 0,
      files: [],
    };
  }
}
