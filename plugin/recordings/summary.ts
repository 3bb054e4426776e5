import { inject, injectable } from 'tsyringe';
import type { RecordingInput } from '../../contracts/generated/sync-input.ts';
import type { SyncOutput } from '../../contracts/generated/sync-output.ts';
import type { Host } from '../../contracts/host.ts';
import { keywordHit } from '../distillation/rules.ts';
import { HOST } from '../injection.ts';
import { readSettings } from '../settings.ts';
import { isAlive } from '../store/connection.ts';
import { Connections } from '../store/connections.ts';
import { LearningRules } from '../store/learning-rules.ts';
import { Recordings } from '../store/recordings.ts';
import { ZoomClient } from '../zoom/client.ts';
import { ZoomError } from '../zoom/errors.ts';
import type { MeetingSummary } from '../zoom/recording.ts';
import { summarySource } from './knowledge.ts';
import { OptionalSource } from './optional-source.ts';
import { NOT_INGESTED, PartPublication, type PartResult } from './part-publication.ts';
import { redactorOf } from './redaction.ts';
import { summaryPassages } from './summary-passages.ts';

const NONE: MeetingSummary = { title: null, markdown: '' };

/**
 * The AI Companion's summary of an ingested recording, as a knowledge source of its own. It is never distilled: an
 * insight quotes what was said.
 */
@injectable()
export class Summaries {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly client: ZoomClient,
    private readonly connections: Connections,
    private readonly recordings: Recordings,
    private readonly rules: LearningRules,
    private readonly publication: PartPublication,
    private readonly optional: OptionalSource,
  ) {}

  async run({ uuid }: RecordingInput): Promise<SyncOutput> {
    return { ...(await this.#run(uuid)), found: 1, queued: 0 };
  }

  async #run(uuid: string): Promise<PartResult> {
    const { db, settings } = this.host;
    const row = (await this.recordings.find(db, [uuid])).get(uuid);
    if (row?.state !== 'ingested') return NOT_INGESTED;
    if (!readSettings(settings).aiSummary)
      return this.publication.removeUnwanted(row, 'summary', 'summaries_off');
    const summary = await this.#ask(uuid);
    if (!summary) return { outcome: 'nothing_to_do', reason: 'summary_unavailable' };
    const said = summaryPassages(summary.title, summary.markdown);
    if (said.length === 0) return this.publication.removeAbsent(row, 'summary');
    const texts = [summary.title ?? '', summary.markdown, said.join(' ')];
    if (keywordHit(await this.rules.read(db), texts))
      return this.publication.removeUnwanted(row, 'summary', 'keyword_rule');
    const { redact } = redactorOf(readSettings(settings));
    const passages = summaryPassages(summary.title && redact(summary.title), redact(summary.markdown));
    return this.publication.publish(uuid, 'summary', passages, summarySource);
  }

  /** Undefined where it cannot be known; {@link NONE} where Zoom says that there is none, or none for us. */
  async #ask(uuid: string): Promise<MeetingSummary | undefined> {
    const connection = await this.connections.read(this.host.db);
    if (!isAlive(connection)) return undefined;
    return this.optional.ask('meetingSummary', connection.scopes, () =>
      this.client.meetingSummary(uuid).catch(noneIfAbsent),
    );
  }
}

/** Zoom answers 2305 for a summary in the trash, as for one that is shared by e-mail alone. */
function noneIfAbsent(error: unknown): MeetingSummary {
  if (error instanceof ZoomError && ['zoom.not_found', 'zoom.not_permitted'].includes(error.code))
    return NONE;
  throw error;
}
