import { inject, injectable } from 'tsyringe';
import type { Host, Transaction } from '../../contracts/host.ts';
import type { Audience } from '../customers/audience.ts';
import type { SidedTurn } from '../distillation/insights.ts';
import type { Rule } from '../distillation/rules.ts';
import { HOST } from '../injection.ts';
import { readSettings } from '../settings.ts';
import { Meetings } from '../store/meetings.ts';
import { RecordingContent } from '../store/recording-content.ts';
import { type RecordingRow, Recordings } from '../store/recordings.ts';
import { type Outcome, Runs } from '../store/runs.ts';
import type { ListedRecording } from '../zoom/recording.ts';
import type { CustomersOfRecording } from './customers-of.ts';
import { listingHash } from './hashes.ts';
import { distillJob, lookJob } from './jobs.ts';
import { transcriptSource } from './knowledge.ts';
import { listedColumns } from './listed-columns.ts';
import { Removal } from './removal.ts';
import { transcriptSourceId } from './source-ids.ts';
import type { Standing } from './standing.ts';

/** Everything that one ingested recording puts into Halo. */
export interface Content {
  readonly recording: ListedRecording;
  readonly turns: readonly SidedTurn[];
  readonly customers: CustomersOfRecording & { readonly audience: Exclude<Audience, 'skip'> };
  readonly contentHash: string;
  readonly rules: readonly Rule[];
}

/** Writes how a recording came out, always in one transaction: all of it is seen, or nothing. */
@injectable()
export class Publication {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly recordings: Recordings,
    private readonly meetings: Meetings,
    private readonly content: RecordingContent,
    private readonly removal: Removal,
    private readonly runs: Runs,
  ) {}

  /** Meeting, links, participants, transcript, knowledge, state, and the job that distils. */
  publish(content: Content): Promise<'ingested' | 'unchanged' | 'gone'> {
    const { uuid } = content.recording;
    return this.#write(uuid, async (tx, row) => {
      if (row?.state === 'ingested' && row.contentHash === content.contentHash) return 'unchanged';
      await this.#saveContent(tx, content);
      return 'ingested';
    });
  }

  /** The content is as it was: nothing is written but, once, that it was looked at. */
  unchanged(recording: ListedRecording): Promise<'unchanged' | 'gone'> {
    return this.#write(recording.uuid, async (tx, row) => {
      const hash = listingHash(recording);
      if (row?.files !== null || row.listingHash !== hash) {
        await this.recordings.save(tx, {
          uuid: recording.uuid,
          state: 'ingested',
          files: null,
          listingHash: hash,
        });
      }
      return 'unchanged';
    });
  }

  /** A keyword rule names something in it: nothing of it is kept. */
  holdBack(recording: ListedRecording): Promise<'skipped' | 'gone'> {
    return this.#write(
      recording.uuid,
      async (tx) => {
        const { startTime } = recording;
        await this.removal.holdBack(tx, recording.uuid, { startTime, listingHash: listingHash(recording) });
        return 'skipped';
      },
      'keyword_rule',
    );
  }

  /** No content to publish, for now or for good. What was ingested before stays: only Zoom's word removes it. */
  stand(
    known: RecordingRow | undefined,
    recording: ListedRecording | undefined,
    uuid: string,
    standing: Standing,
  ) {
    return this.#write(
      uuid,
      async (tx, row) => {
        const keeps = row?.state === 'ingested' && standing.outcome !== 'skipped';
        const { state, reason, nextTryAt } = standing;
        await this.recordings.save(tx, {
          uuid,
          ...(recording ? listedColumns(recording) : {}),
          files: null,
          tries: state === 'failed' ? (known?.tries ?? 0) + 1 : 0,
          ...(keeps ? { state: 'ingested' } : { state, reason, nextTryAt }),
        });
        if (standing.outcome === 'skipped') await this.removal.removeContent(tx, [uuid]);
        if (nextTryAt) await this.host.jobs.send(tx, [lookJob(uuid, nextTryAt)]);
        return standing.outcome;
      },
      standing.reason,
    );
  }

  /** The row is locked: of two jobs for one recording the second sees what the first wrote. */
  async #write<T extends Outcome>(
    uuid: string,
    write: (tx: Transaction, row: RecordingRow | null) => Promise<T>,
    reason: string | null = null,
  ): Promise<T | 'gone'> {
    return this.host.db.transaction(async (tx) => {
      const row = await this.recordings.lock(tx, uuid);
      // Trashed or deleted while this job was reading it: gone means gone.
      const gone = row?.state === 'trashed' || row?.state === 'deleted';
      const outcome = gone ? 'gone' : await write(tx, row);
      await this.runs.settle(tx, uuid, outcome, gone ? row.reason : reason, this.host.clock.now());
      return outcome;
    });
  }

  async #saveContent(
    tx: Transaction,
    { recording, turns, customers, contentHash, rules }: Content,
  ): Promise<void> {
    const { uuid, startTime } = recording;
    const { participants, links, audience } = customers;
    const title = recording.topic || 'Zoom meeting';
    const sourceId = transcriptSourceId(uuid);
    await this.recordings.save(tx, {
      ...listedColumns(recording),
      state: 'ingested',
      reason: null,
      files: null,
      nextTryAt: null,
      tries: 0,
      contentHash,
    });
    const meeting = {
      uuid,
      title,
      startedAt: startTime,
      durationMinutes: recording.durationMinutes,
      hostEmail: recording.hostEmail,
      audience,
      sourceId,
    };
    await this.meetings.save(tx, meeting, links, this.host.clock.now());
    await this.content.saveParticipants(tx, uuid, participants);
    await this.content.saveTurns(tx, uuid, turns);
    await this.host.knowledge.replace(
      tx,
      transcriptSource({ uuid, title, startTime, audience, links, turns }),
    );
    if (readSettings(this.host.settings).distillation) {
      await this.host.jobs.send(tx, [distillJob(sourceId, 'ingested', [...rules])]);
    }
  }
}
