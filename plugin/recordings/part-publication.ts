import { inject, injectable } from 'tsyringe';
import type { SyncOutput } from '../../contracts/generated/sync-output.ts';
import type { Host, KnowledgeSource } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { readSettings } from '../settings.ts';
import { Meetings } from '../store/meetings.ts';
import type { RecordingRow } from '../store/recording-row.ts';
import { Recordings } from '../store/recordings.ts';
import { hashOf } from './hashes.ts';
import { type SourceOfMeeting, sourceAudience } from './knowledge.ts';
import { PARTS, type Part } from './parts.ts';
import { Removal } from './removal.ts';

/** How the job of a part came out. */
export type PartResult = Pick<SyncOutput, 'outcome' | 'reason'>;

/** Its meeting is not in Halo; once it is, its ingest asks for the part itself. */
export const NOT_INGESTED: PartResult = { outcome: 'nothing_to_do', reason: 'not_ingested' };

/** Writes what stands beside a transcript, always in one transaction and only while its meeting is in Halo. */
@injectable()
export class PartPublication {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly recordings: Recordings,
    private readonly meetings: Meetings,
    private readonly removal: Removal,
  ) {}

  /** With the title, the time and the readers of its meeting. Nothing is written where it is as it was. */
  publish<P>(
    uuid: string,
    part: Part,
    passages: readonly P[],
    toSource: (meeting: SourceOfMeeting, passages: readonly P[]) => KnowledgeSource,
  ): Promise<PartResult> {
    return this.host.db.transaction(async (tx) => {
      const row = await this.recordings.lock(tx, uuid);
      const meeting = await this.meetings.find(tx, uuid);
      // Gone, or held back, while Zoom was asked.
      if (row?.state !== 'ingested' || !meeting) return NOT_INGESTED;
      const { title, startedAt: startTime } = meeting;
      const hash = hashOf([title, startTime.toISOString(), passages]);
      if (row[PARTS[part].hash] === hash) return { outcome: 'unchanged' };
      const audience = sourceAudience(meeting.audience, await this.meetings.customers(tx, uuid));
      await this.host.knowledge.replace(tx, toSource({ uuid, title, startTime, audience }, passages));
      await this.recordings.save(tx, { uuid, state: row.state, [PARTS[part].hash]: hash });
      return { outcome: 'ingested' };
    });
  }

  /** Zoom has none, or none any more. */
  async removeAbsent(row: RecordingRow, part: Part): Promise<PartResult> {
    const reason = `no_${part}`;
    if (readSettings(this.host.settings).deletion === 'keep') return { outcome: 'nothing_to_do', reason };
    return this.#remove(row, part, { outcome: 'gone', reason });
  }

  /** The org wants no such part, or not this one. */
  removeUnwanted(row: RecordingRow, part: Part, reason: string): Promise<PartResult> {
    return this.#remove(row, part, { outcome: 'skipped', reason });
  }

  async #remove(row: RecordingRow, part: Part, result: PartResult): Promise<PartResult> {
    const { uuid, [PARTS[part].hash]: stored } = row;
    if (stored === null) return { ...result, outcome: 'nothing_to_do' };
    await this.host.db.transaction(async (tx) => {
      await this.recordings.lock(tx, uuid);
      await this.removal.removePart(tx, uuid, part);
    });
    return result;
  }
}
