import { inject, injectable } from 'tsyringe';
import type { Host, Transaction } from '../../contracts/host.ts';
import type { Rule } from '../distillation/rules.ts';
import { HOST } from '../injection.ts';
import { readSettings } from '../settings.ts';
import type { RecordingRow } from '../store/recording-row.ts';
import { Recordings } from '../store/recordings.ts';
import { type Outcome, RunItems } from '../store/run-items.ts';
import type { ListedRecording } from '../zoom/recording.ts';
import { hasChat } from './chat-files.ts';
import { type Content, ContentPublication } from './content-publication.ts';
import { keywordHash, listingHash } from './hashes.ts';
import { lookJob, partJob, recordingJob } from './jobs.ts';
import { listedColumns } from './listed-columns.ts';
import { isInDoubt } from './news.ts';
import { PART_NAMES, storedParts } from './parts.ts';
import { withClearedTitle } from './redaction.ts';
import { Removal } from './removal.ts';
import type { Standing } from './standing.ts';

/** The recording's row as the job found it, before it asked Zoom anything. */
type Known = RecordingRow | undefined;
type Overtaken = 'gone' | 'nothing_to_do';
/** What the run history says of the outcome. */
type Told = Pick<Standing, 'advice'> & { readonly reason: string | null };

/** Writes how a recording came out, always in one transaction: all of it is seen, or nothing. */
@injectable()
export class Publication {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly recordings: Recordings,
    private readonly content: ContentPublication,
    private readonly removal: Removal,
    private readonly runItems: RunItems,
  ) {}

  /** Meeting, links, participants, transcript, knowledge, state, and the job that distils. */
  publish(known: Known, content: Content): Promise<'ingested' | 'unchanged' | Overtaken> {
    const recording = this.#cleared(content.recording);
    return this.#write(known, recording.uuid, async (tx, row) => {
      if (row?.state === 'ingested' && row.contentHash === content.contentHash) return 'unchanged';
      await this.content.write(tx, { ...content, recording }, row);
      await this.#askForParts(tx, recording, row);
      return 'ingested';
    });
  }

  /** The content is as it was: nothing is written but, once, that it was looked at. */
  unchanged(known: Known, recording: ListedRecording): Promise<'unchanged' | Overtaken> {
    return this.#write(known, recording.uuid, async (tx, row) => {
      const hash = listingHash(this.#cleared(recording));
      if (row?.files !== null || row.queuedAt !== null || row.listingHash !== hash) {
        await this.recordings.save(tx, {
          uuid: recording.uuid,
          state: 'ingested',
          files: null,
          queuedAt: null,
          tries: 0,
          listingHash: hash,
        });
      }
      await this.#askForParts(tx, recording, row);
      return 'unchanged';
    });
  }

  /** A keyword rule names something in it: nothing of it is kept. */
  holdBack(known: Known, recording: ListedRecording, rules: readonly Rule[]): Promise<'skipped' | Overtaken> {
    return this.#write(
      known,
      recording.uuid,
      async (tx, row) => {
        const { uuid, startTime } = recording;
        const hash = listingHash(this.#cleared(recording));
        await this.removal.holdBack(tx, uuid, { startTime, listingHash: hash, heldBy: keywordHash(rules) });
        if (row?.reason !== 'keyword_rule')
          await this.recordings.save(tx, { uuid, state: 'skipped', reads: readsOf(row) + 1 });
        return 'skipped';
      },
      { reason: 'keyword_rule' },
    );
  }

  /** No content to publish, for now or for good. What was ingested before stays: only Zoom's word removes it. */
  stand(known: Known, recording: ListedRecording | undefined, uuid: string, standing: Standing) {
    return this.#write(
      known,
      uuid,
      async (tx, row) => {
        if (row && isInDoubt(row) && standing.state !== 'failed') return this.#settleDoubt(tx, row);
        const keeps = row?.state === 'ingested' && standing.outcome !== 'skipped';
        const { state, reason, nextTryAt } = standing;
        const now = this.host.clock.now();
        // Its state will not say that there is something yet to be read.
        const queuedAt = keeps && state === 'failed' ? now : null;
        await this.recordings.save(tx, {
          uuid,
          ...(recording ? listedColumns(this.#cleared(recording)) : heardOf(row, now)),
          files: null,
          queuedAt,
          tries: state === 'failed' ? (known?.tries ?? 0) + 1 : 0,
          ...(keeps ? { state: 'ingested' } : { state, reason, nextTryAt }),
          ...(standing.outcome === 'skipped' ? { summaryHash: null, chatHash: null } : {}),
        });
        if (standing.outcome === 'skipped') await this.removal.removeContent(tx, [uuid]);
        if (nextTryAt) await this.host.jobs.send(tx, [lookJob(uuid, nextTryAt)]);
        return standing.outcome;
      },
      standing,
    );
  }

  /** It was trashed or deleted before its job came to it, or just before the job was sent. */
  stayGone(known: Known, uuid: string): Promise<'gone' | 'nothing_to_do'> {
    return this.#write(
      known,
      uuid,
      async (tx, row) => {
        if (row?.queuedAt) await this.recordings.save(tx, { uuid, state: row.state, queuedAt: null });
        return 'gone';
      },
      { reason: known?.reason ?? null },
    );
  }

  #cleared(recording: ListedRecording): ListedRecording {
    return withClearedTitle(recording, readSettings(this.host.settings));
  }

  /** Files of it went, and Zoom shows no transcript any more: it was among them. */
  async #settleDoubt(tx: Transaction, { uuid, state }: RecordingRow): Promise<'gone'> {
    const reason = state === 'deleted' ? 'transcript_deleted_in_zoom' : 'transcript_trashed_in_zoom';
    await this.recordings.save(tx, { uuid, state, reason, nextTryAt: null });
    return 'gone';
  }

  /**
   * The row is locked: of two jobs for one recording the second sees what the first wrote. News that came while a job
   * was reading Zoom overtakes what it read: gone means gone, and whatever else came has sent a job of its own. Where
   * another job has read it in the meantime, nobody knows who read last: it is read once more.
   */
  async #write<T extends Outcome>(
    known: Known,
    uuid: string,
    write: (tx: Transaction, row: RecordingRow | null) => Promise<T>,
    told: Told = { reason: null },
  ): Promise<T | Overtaken> {
    return this.host.db.transaction(async (tx) => {
      const row = await this.recordings.lock(tx, uuid);
      const overtaken = row?.eventAt?.getTime() !== known?.eventAt?.getTime();
      if (overtaken && row?.state !== 'trashed' && row?.state !== 'deleted') return 'nothing_to_do';
      if (!overtaken && readsOf(row) !== readsOf(known)) {
        await this.host.jobs.send(tx, [recordingJob(uuid, 'webhook')]);
        return 'nothing_to_do';
      }
      const outcome = overtaken ? 'gone' : await write(tx, row);
      const why = overtaken ? { reason: row?.reason ?? null } : told;
      await this.runItems.settle(tx, uuid, { outcome, ...why }, this.host.clock.now());
      return outcome;
    });
  }

  /** By jobs of their own, so that trouble with one holds nothing up; also to remove what is wanted no longer. */
  async #askForParts(
    tx: Transaction,
    { uuid, files }: ListedRecording,
    row: RecordingRow | null,
  ): Promise<void> {
    const { aiSummary, meetingChat } = readSettings(this.host.settings);
    const wanted = { summary: aiSummary, chat: meetingChat && hasChat(files) };
    const stored = storedParts(row);
    const jobs = PART_NAMES.filter((part) => wanted[part] || stored.includes(part)).map((part) =>
      partJob(part, uuid),
    );
    if (jobs.length > 0) await this.host.jobs.send(tx, jobs);
  }
}

const readsOf = (row: RecordingRow | null | undefined): number => row?.reads ?? 0;

/**
 * Only an event has named it, and events do not say when a meeting was. The first look for it stands in for its start:
 * counted from nothing, the looks would never come to an end.
 */
function heardOf(row: RecordingRow | null, now: Date): Partial<RecordingRow> {
  return row?.startTime || row?.eventAt ? {} : { startTime: now };
}
