import { inject, injectable } from 'tsyringe';
import type { Host, Transaction } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { Meetings } from '../store/meetings.ts';
import { RecordingContent } from '../store/recording-content.ts';
import { Recordings } from '../store/recordings.ts';
import { distilledSourceId, transcriptSourceId } from './source-ids.ts';

/** Takes everything that was made of recordings out of Halo: search, meeting, links, transcript, insights. */
@injectable()
export class Removal {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly recordings: Recordings,
    private readonly meetings: Meetings,
    private readonly content: RecordingContent,
  ) {}

  /** The recordings' rows stay, so that their state and reason can be shown. */
  async removeContent(tx: Transaction, uuids: readonly string[]): Promise<void> {
    const sources = uuids.flatMap((uuid) => [transcriptSourceId(uuid), distilledSourceId(uuid)]);
    await this.host.knowledge.remove(tx, sources);
    await this.meetings.remove(tx, uuids);
    await this.content.remove(tx, uuids);
  }

  /** A keyword rule means never stored: of the recording only its uuid, its time and the reason remain. */
  async holdBack(
    tx: Transaction,
    uuid: string,
    listing: { startTime: Date; listingHash: string },
  ): Promise<void> {
    await this.removeContent(tx, [uuid]);
    await this.recordings.save(tx, {
      uuid,
      state: 'skipped',
      reason: 'keyword_rule',
      topic: null,
      hostEmail: null,
      files: null,
      contentHash: null,
      distilledHash: null,
      nextTryAt: null,
      ...listing,
    });
  }
}
