import { inject, injectable } from 'tsyringe';
import type { Host } from '../../contracts/host.ts';
import type { SidedTurn } from '../distillation/insights.ts';
import { HOST } from '../injection.ts';
import { readSettings } from '../settings.ts';
import type { Connection } from '../store/connection.ts';
import { LinkDecisions } from '../store/link-decisions.ts';
import { languageOf } from '../transcript/language.ts';
import { attributeSpeakers } from '../transcript/speakers.ts';
import { toTurns } from '../transcript/turns.ts';
import { isAllowed } from '../zoom/network.ts';
import type { ListedRecording } from '../zoom/recording.ts';
import { CustomersOf, type CustomersOfRecording } from './customers-of.ts';
import { type Moments, momentsOf } from './moments.ts';
import { People } from './people.ts';
import { clearedTurn, redactorOf } from './redaction.ts';
import { sidesOf } from './sides.ts';
import { Timelines } from './timelines.ts';
import type { DownloadedTranscript, TranscriptOrigin } from './transcript-reader.ts';

/** What was said in a recording, by which side, and for which customers. */
export interface Conversation {
  /** Redacted as the org wants it, like the title of its recording. */
  readonly turns: readonly SidedTurn[];
  readonly customers: CustomersOfRecording;
  readonly origin: TranscriptOrigin;
  /** ISO 639-1; null where the words do not tell. */
  readonly language: string | null;
  /** Cues that could not be read as they stood. */
  readonly problems: number;
  /** How often something of each kind was redacted. */
  readonly redactions: Readonly<Record<string, number>>;
  readonly moments: Moments | null;
}

/** Joins a transcript with the people of its recording. */
@injectable()
export class Conversations {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly people: People,
    private readonly timelines: Timelines,
    private readonly decisions: LinkDecisions,
    private readonly customersOf: CustomersOf,
  ) {}

  async of(
    recording: ListedRecording,
    { cues, files, origin, problems }: DownloadedTranscript,
    { scopes, userEmail }: Connection,
  ): Promise<Conversation> {
    const seen = await this.people.find(recording, scopes);
    const [zero] = files;
    const heard = await this.timelines.find(recording, attributeSpeakers(cues, namesOf(seen)), {
      ...{ seen, zero, scopes },
    });
    const decisions = await this.decisions.find(this.host.db, recording.uuid);
    const customers = await this.customersOf.find([...seen, ...heard.sightings], userEmail, decisions);
    const utterances = attributeSpeakers(cues, namesOf(customers.participants));
    const sideOf = sidesOf(customers.participants, heard.addressOf);
    const { downloadHosts } = this.host.deployment;
    const redactor = redactorOf(readSettings(this.host.settings));
    const turns = toTurns(utterances).map((turn) => ({
      turn: clearedTurn(turn, redactor),
      side: sideOf(turn.speaker),
    }));
    for (const [kind, count] of Object.entries(redactor.counts))
      this.host.metrics.count('zoom_redactions_total', count, { kind });
    return {
      turns,
      customers,
      origin,
      language: languageOf(utterances.map(({ text }) => text)),
      problems,
      redactions: redactor.counts,
      moments: momentsOf(recording.files, zero, (url) => isAllowed(url, downloadHosts)),
    };
  }
}

function namesOf(people: readonly { readonly name?: string | null }[]): string[] {
  return people.flatMap(({ name }) => name ?? []);
}
