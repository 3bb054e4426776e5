import { inject, injectable } from 'tsyringe';
import type { Host, Transaction } from '../../contracts/host.ts';
import type { Audience } from '../customers/audience.ts';
import { participantKeys } from '../customers/participant-keys.ts';
import type { Rule } from '../distillation/rules.ts';
import { HOST } from '../injection.ts';
import { readSettings } from '../settings.ts';
import { Connections } from '../store/connections.ts';
import { DirectoryChanges } from '../store/directory-changes.ts';
import { Meetings } from '../store/meetings.ts';
import { Participants } from '../store/participants.ts';
import { RecordingContent } from '../store/recording-content.ts';
import type { RecordingRow } from '../store/recording-row.ts';
import { Recordings } from '../store/recordings.ts';
import { type Outcome, Runs } from '../store/runs.ts';
import type { ListedRecording } from '../zoom/recording.ts';
import { hasChat } from './chat-files.ts';
import type { Conversation } from './conversation.ts';
import { keywordHash, listingHash } from './hashes.ts';
import { distillJob, lookJob, partJob, recordingJob } from './jobs.ts';
import { sourceAudience, transcriptSource } from './knowledge.ts';
import { listedColumns } from './listed-columns.ts';
import { isInDoubt } from './news.ts';
import { PART_NAMES, PARTS, storedParts } from './parts.ts';
import { withClearedTitle } from './redaction.ts';
import { Removal } from './removal.ts';
import { transcriptSourceId } from './source-ids.ts';
import type { Standing } from './standing.ts';
import { suggestionsOf } from './suggestions.ts';
import { chooseTranscript } from './transcript-files.ts';

/** Everything that one ingested recording puts into Halo. */
export interface Content {
  readonly recording: ListedRecording;
  /** Zoom's account it is of. */
  readonly accountId: string;
  /** When customers had last been found to have changed, before they were matched. */
  readonly relinkedAt: Date | null;
  readonly conversation: Conversation;
  readonly audience: Exclude<Audience, 'skip'>;
  readonly contentHash: string;
}

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
    private readonly meetings: Meetings,
    private readonly connections: Connections,
    private readonly changes: DirectoryChanges,
    private readonly content: RecordingContent,
    private readonly participants: Participants,
    private readonly removal: Removal,
    private readonly runs: Runs,
  ) {}

  /** Meeting, links, participants, transcript, knowledge, state, and the job that distils. */
  publish(known: Known, content: Content): Promise<'ingested' | 'unchanged' | Overtaken> {
    const recording = this.#cleared(content.recording);
    return this.#write(known, recording.uuid, async (tx, row) => {
      if (row?.state === 'ingested' && row.contentHash === content.contentHash) return 'unchanged';
      await this.#saveContent(tx, { ...content, recording }, row);
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

  #cleared(recording: ListedRecording): ListedRecording {
    return withClearedTitle(recording, readSettings(this.host.settings));
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
      await this.runs.settle(tx, uuid, { outcome, ...why }, this.host.clock.now());
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

  async #saveContent(
    tx: Transaction,
    { recording, accountId, relinkedAt, conversation, audience, contentHash }: Content,
    row: RecordingRow | null,
  ): Promise<void> {
    const { uuid, startTime } = recording;
    const { participants, links } = conversation.customers;
    const title = recording.topic || 'Zoom meeting';
    const sourceId = transcriptSourceId(uuid);
    const now = this.host.clock.now();
    const { distillation } = readSettings(this.host.settings);
    await this.recordings.save(tx, {
      ...listedColumns(recording),
      state: 'ingested',
      reason: null,
      files: null,
      nextTryAt: null,
      queuedAt: null,
      heldBy: null,
      tries: 0,
      contentHash,
      accountId,
      transcriptFileIds: transcriptFileIds(recording.files),
      reads: readsOf(row) + 1,
      distillQueuedAt: distillation ? now : null,
      distillSends: distillation ? 1 : 0,
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
    await this.meetings.save(tx, meeting, links, now);
    const connection = await this.connections.read(tx);
    if (connection?.relinkedAt?.getTime() !== relinkedAt?.getTime()) await this.changes.mark(tx, uuid);
    await this.participants.save(tx, uuid, participants, participantKeys(participants));
    await this.participants.suggest(tx, uuid, suggestionsOf(conversation.customers));
    await this.content.saveTranscript(tx, uuid, conversation);
    await this.host.knowledge.replace(
      tx,
      transcriptSource({ uuid, title, startTime, audience, links, ...conversation }),
    );
    for (const part of storedParts(row))
      await this.host.knowledge.setAudience(tx, PARTS[part].sourceId(uuid), sourceAudience(audience, links));
    if (distillation) await this.host.jobs.send(tx, [distillJob(sourceId)]);
    else if (row?.state === 'ingested') await this.removal.removeInsights(tx, uuid);
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

/** By these a later event says that the transcript is gone. Known only if every one of its files has an id. */
function transcriptFileIds(files: ListedRecording['files']): string[] {
  const choice = chooseTranscript(files);
  const ids = choice.kind === 'none' ? [] : choice.files.map(({ id }) => id);
  return ids.includes(null) ? [] : ids.flatMap((id) => id ?? []);
}
