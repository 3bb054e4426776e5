import { inject, injectable } from 'tsyringe';
import type { Host, Transaction } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { Distillations } from '../store/distillations.ts';
import { JoinedParticipants } from '../store/joined-participants.ts';
import { Meetings } from '../store/meetings.ts';
import { Participants } from '../store/participants.ts';
import { RecordingContent } from '../store/recording-content.ts';
import { Recordings } from '../store/recordings.ts';
import { PART_NAMES, PARTS, type Part } from './parts.ts';
import { distilledSourceId, transcriptSourceId } from './source-ids.ts';

/** The columns of a row that say, or stand for, what was in the recording. */
const WITHOUT_CONTENT = {
  topic: null,
  files: null,
  contentHash: null,
  distilledHash: null,
  summaryHash: null,
  chatHash: null,
  transcriptFileIds: null,
  nextTryAt: null,
  queuedAt: null,
  distillQueuedAt: null,
  distillSends: 0,
  heldBy: null,
} as const;

/** Takes everything that was made of recordings out of Halo: search, meeting, links, transcript, insights. */
@injectable()
export class Removal {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly recordings: Recordings,
    private readonly meetings: Meetings,
    private readonly content: RecordingContent,
    private readonly participants: Participants,
    private readonly joined: JoinedParticipants,
    private readonly distillations: Distillations,
  ) {}

  /** The recordings' rows stay, so that their state and reason can be shown. Returns how many were meetings in Halo. */
  async removeContent(tx: Transaction, uuids: readonly string[]): Promise<number> {
    const sources = uuids.flatMap((uuid) => [
      transcriptSourceId(uuid),
      distilledSourceId(uuid),
      ...PART_NAMES.map((part) => PARTS[part].sourceId(uuid)),
    ]);
    await this.host.knowledge.remove(tx, sources);
    await this.content.remove(tx, uuids);
    await this.participants.remove(tx, uuids);
    await this.joined.remove(tx, uuids);
    await this.distillations.remove(tx, uuids);
    return this.meetings.remove(tx, uuids);
  }

  /** Gone in Zoom: of the recording only what tells when it was, and that it has gone, remains. */
  async forget(
    tx: Transaction,
    uuid: string,
    gone: { state: 'trashed' | 'deleted'; reason: string; eventAt: Date | null },
  ): Promise<void> {
    await this.removeContent(tx, [uuid]);
    await this.recordings.save(tx, { uuid, ...WITHOUT_CONTENT, ...gone });
  }

  /** It is there in Zoom, and has no place in Halo any more. */
  async leaveOut(tx: Transaction, uuid: string, reason: string): Promise<void> {
    await this.removeContent(tx, [uuid]);
    await this.recordings.save(tx, { uuid, ...WITHOUT_CONTENT, state: 'skipped', reason });
  }

  /** What was distilled of words that are others now, where nothing will be distilled of them. */
  async removeInsights(tx: Transaction, uuid: string): Promise<void> {
    await this.host.knowledge.remove(tx, [distilledSourceId(uuid)]);
    await this.content.removeInsights(tx, uuid);
    await this.distillations.remove(tx, [uuid]);
    // Or else the same words, were they to come back, would pass for distilled.
    await this.recordings.save(tx, { uuid, state: 'ingested', distilledHash: null });
  }

  /** What stood beside the transcript, and that alone. */
  async removePart(tx: Transaction, uuid: string, part: Part): Promise<void> {
    await this.host.knowledge.remove(tx, [PARTS[part].sourceId(uuid)]);
    await this.recordings.forgetPart(tx, uuid, PARTS[part].hash);
  }

  /** A keyword rule means never stored: of the recording only its uuid, its time and the reason remain. */
  async holdBack(
    tx: Transaction,
    uuid: string,
    listing: { startTime: Date; listingHash: string; heldBy: string },
  ): Promise<void> {
    await this.removeContent(tx, [uuid]);
    await this.recordings.save(tx, {
      uuid,
      state: 'skipped',
      reason: 'keyword_rule',
      hostEmail: null,
      ...WITHOUT_CONTENT,
      ...listing,
    });
  }
}
