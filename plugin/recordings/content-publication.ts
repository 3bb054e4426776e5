import { inject, injectable } from 'tsyringe';
import type { Host, SourceAudience, Transaction } from '../../contracts/host.ts';
import { participantKeys } from '../customers/participant-keys.ts';
import { HOST } from '../injection.ts';
import { readSettings } from '../settings.ts';
import { Connections } from '../store/connections.ts';
import { DirectoryChanges } from '../store/directory-changes.ts';
import { Meetings } from '../store/meetings.ts';
import { Participants } from '../store/participants.ts';
import { RecordingContent } from '../store/recording-content.ts';
import type { RecordingRow } from '../store/recording-row.ts';
import { Recordings } from '../store/recordings.ts';
import type { ListedRecording } from '../zoom/recording.ts';
import type { Conversation } from './conversation.ts';
import { distillJob } from './jobs.ts';
import { sourceAudience, transcriptSource } from './knowledge.ts';
import { listedColumns } from './listed-columns.ts';
import { PARTS, storedParts } from './parts.ts';
import { Removal } from './removal.ts';
import { transcriptSourceId } from './source-ids.ts';
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
  readonly audience: SourceAudience['visibility'];
  readonly contentHash: string;
}

/** Writes the content of a recording: meeting, links, participants, transcript, source, state and the job that distils. */
@injectable()
export class ContentPublication {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly recordings: Recordings,
    private readonly meetings: Meetings,
    private readonly connections: Connections,
    private readonly changes: DirectoryChanges,
    private readonly content: RecordingContent,
    private readonly participants: Participants,
    private readonly removal: Removal,
  ) {}

  /** In a transaction that holds the recording's row. The title has been cleared by then, as the words have. */
  async write(tx: Transaction, content: Content, row: RecordingRow | null): Promise<void> {
    const now = this.host.clock.now();
    const { distillation } = readSettings(this.host.settings);
    await this.#saveRow(tx, content, row, distillation ? now : null);
    await this.#saveMeeting(tx, content, now);
    await this.#savePeople(tx, content);
    await this.content.saveTranscript(tx, content.recording.uuid, content.conversation);
    await this.#saveSources(tx, content, row);
    const { uuid } = content.recording;
    if (distillation) await this.host.jobs.send(tx, [distillJob(transcriptSourceId(uuid))]);
    else if (row?.state === 'ingested') await this.removal.removeInsights(tx, uuid);
  }

  async #saveRow(
    tx: Transaction,
    { recording, accountId, contentHash }: Content,
    row: RecordingRow | null,
    distillQueuedAt: Date | null,
  ): Promise<void> {
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
      reads: (row?.reads ?? 0) + 1,
      distillQueuedAt,
      distillSends: distillQueuedAt ? 1 : 0,
    });
  }

  async #saveMeeting(tx: Transaction, content: Content, now: Date): Promise<void> {
    const { recording, conversation, audience } = content;
    const { uuid, startTime: startedAt, durationMinutes, hostEmail } = recording;
    const meeting = {
      ...{ uuid, startedAt, durationMinutes, hostEmail, audience },
      title: titleOf(recording),
      sourceId: transcriptSourceId(uuid),
    };
    await this.meetings.save(tx, meeting, conversation.customers.links, now);
  }

  /** Customers that changed while these were being matched may concern this meeting too. */
  async #savePeople(tx: Transaction, { recording, relinkedAt, conversation }: Content): Promise<void> {
    const { uuid } = recording;
    const { participants } = conversation.customers;
    const connection = await this.connections.read(tx);
    if (connection?.relinkedAt?.getTime() !== relinkedAt?.getTime()) await this.changes.mark(tx, uuid);
    await this.participants.save(tx, uuid, participants, participantKeys(participants));
    await this.participants.suggest(tx, uuid, suggestionsOf(conversation.customers));
  }

  /** What stands beside the transcript stays, for whom the meeting is now. */
  async #saveSources(
    tx: Transaction,
    { recording, conversation, audience }: Content,
    row: RecordingRow | null,
  ): Promise<void> {
    const { knowledge } = this.host;
    const { uuid, startTime } = recording;
    const { links } = conversation.customers;
    const title = titleOf(recording);
    await knowledge.replace(
      tx,
      transcriptSource({ uuid, title, startTime, audience, links, ...conversation }),
    );
    for (const part of storedParts(row))
      await knowledge.setAudience(tx, PARTS[part].sourceId(uuid), sourceAudience(audience, links));
  }
}

function titleOf({ topic }: ListedRecording): string {
  return topic || 'Zoom meeting';
}

/** By these a later event says that the transcript is gone. Known only if every one of its files has an id. */
function transcriptFileIds(files: ListedRecording['files']): string[] {
  const choice = chooseTranscript(files);
  const ids = choice.kind === 'none' ? [] : choice.files.map(({ id }) => id);
  return ids.includes(null) ? [] : ids.flatMap((id) => id ?? []);
}
