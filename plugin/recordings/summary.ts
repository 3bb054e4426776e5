import { inject, injectable } from 'tsyringe';
import type { RecordingInput } from '../../contracts/generated/sync-input.ts';
import type { SyncOutput } from '../../contracts/generated/sync-output.ts';
import type { Host, Transaction } from '../../contracts/host.ts';
import { keywordHit } from '../distillation/rules.ts';
import { HOST } from '../injection.ts';
import { readSettings } from '../settings.ts';
import { Connections } from '../store/connections.ts';
import { LearningRules } from '../store/learning-rules.ts';
import { Meetings } from '../store/meetings.ts';
import { type RecordingRow, Recordings } from '../store/recordings.ts';
import { ZoomClient } from '../zoom/client.ts';
import { ZoomError } from '../zoom/errors.ts';
import type { MeetingSummary } from '../zoom/recording.ts';
import { hashOf } from './hashes.ts';
import { sourceAudience, summarySource } from './knowledge.ts';
import { OptionalSource } from './optional-source.ts';
import { Removal } from './removal.ts';
import { summaryPassages } from './summary-passages.ts';

type Result = Pick<SyncOutput, 'outcome' | 'reason'>;

const NONE: MeetingSummary = { title: null, markdown: '' };
const NOT_INGESTED: Result = { outcome: 'nothing_to_do', reason: 'not_ingested' };

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
    private readonly meetings: Meetings,
    private readonly rules: LearningRules,
    private readonly removal: Removal,
    private readonly optional: OptionalSource,
  ) {}

  async run({ uuid }: RecordingInput): Promise<SyncOutput> {
    return { ...(await this.#run(uuid)), found: 1, queued: 0 };
  }

  async #run(uuid: string): Promise<Result> {
    const { db, settings } = this.host;
    const row = (await this.recordings.find(db, [uuid])).get(uuid);
    if (row?.state !== 'ingested') return NOT_INGESTED;
    if (!readSettings(settings).aiSummary) return this.#remove(row, 'summaries_off');
    const summary = await this.#ask(uuid);
    if (!summary) return { outcome: 'nothing_to_do', reason: 'summary_unavailable' };
    const passages = summaryPassages(summary.title, summary.markdown);
    if (passages.length === 0) return this.#remove(row, 'no_summary');
    const texts = [summary.title ?? '', summary.markdown, passages.join(' ')];
    if (keywordHit(await this.rules.read(db), texts)) return this.#remove(row, 'keyword_rule');
    return db.transaction((tx) => this.#keep(tx, uuid, passages));
  }

  /** Undefined where it cannot be known; {@link NONE} where Zoom says that there is none, or none for us. */
  async #ask(uuid: string): Promise<MeetingSummary | undefined> {
    const connection = await this.connections.read(this.host.db);
    if (!connection || !['connected', 'degraded'].includes(connection.state)) return undefined;
    return this.optional.ask('meetingSummary', connection.scopes, () =>
      this.client.meetingSummary(uuid).catch(noneIfAbsent),
    );
  }

  async #keep(tx: Transaction, uuid: string, passages: readonly string[]): Promise<Result> {
    const row = await this.recordings.lock(tx, uuid);
    const meeting = await this.meetings.find(tx, uuid);
    // Gone, or held back, while Zoom was asked.
    if (row?.state !== 'ingested' || !meeting) return NOT_INGESTED;
    const { title, startedAt: startTime } = meeting;
    const summaryHash = hashOf([title, startTime.toISOString(), passages]);
    if (row.summaryHash === summaryHash) return { outcome: 'unchanged' };
    const audience = sourceAudience(meeting.audience, await this.meetings.customers(tx, uuid));
    await this.host.knowledge.replace(tx, summarySource({ uuid, title, startTime, audience, passages }));
    await this.recordings.save(tx, { uuid, state: row.state, summaryHash });
    return { outcome: 'ingested' };
  }

  async #remove({ uuid, summaryHash }: RecordingRow, reason: string): Promise<Result> {
    if (summaryHash === null) return { outcome: 'nothing_to_do', reason };
    await this.host.db.transaction(async (tx) => {
      await this.recordings.lock(tx, uuid);
      await this.removal.removeSummary(tx, uuid);
    });
    return { outcome: reason === 'no_summary' ? 'gone' : 'skipped', reason };
  }
}

/** Zoom answers 2305 for a summary in the trash, as for one that is shared by e-mail alone. */
function noneIfAbsent(error: unknown): MeetingSummary {
  if (error instanceof ZoomError && ['zoom.not_found', 'zoom.not_permitted'].includes(error.code))
    return NONE;
  throw error;
}
