import { inject, injectable } from 'tsyringe';
import type { Host, KnowledgePassage } from '../../contracts/host.ts';
import { toKnowledgePassages } from '../distillation/insight-source.ts';
import { HOST } from '../injection.ts';
import { Distillations } from '../store/distillations.ts';
import { Meetings } from '../store/meetings.ts';
import { RecordingContent } from '../store/recording-content.ts';
import { Recordings } from '../store/recordings.ts';
import type { Distillable, DistilledRecording } from './distilling.ts';
import { hashOf } from './hashes.ts';
import { sourceAudience } from './knowledge.ts';
import { linksTo } from './moments.ts';
import { distilledSourceId } from './source-ids.ts';

/** Replaces what was distilled of a recording before: insights, source, state and cost, in one transaction. */
@injectable()
export class InsightPublication {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly recordings: Recordings,
    private readonly meetings: Meetings,
    private readonly content: RecordingContent,
    private readonly distillations: Distillations,
  ) {}

  /** False if the recording changed or went while it was being distilled: its next job distils what it is by then. */
  async publish(
    { row, startTime, transcript }: Distillable,
    distilled: DistilledRecording,
    hash: string,
  ): Promise<boolean> {
    const { uuid } = row;
    const { insights, heldBack, extractor, cost, builtinPieces, dropped, questions } = distilled;
    return this.host.db.transaction(async (tx) => {
      const current = await this.recordings.lock(tx, uuid);
      const meeting = await this.meetings.find(tx, uuid);
      if (current?.state !== 'ingested' || current.contentHash !== row.contentHash || !meeting) return false;
      await this.content.saveInsights(tx, uuid, insights);
      const id = distilledSourceId(uuid);
      if (insights.length === 0) await this.host.knowledge.remove(tx, [id]);
      else {
        await this.host.knowledge.replace(tx, {
          id,
          title: meeting.title,
          occurredAt: startTime,
          audience: sourceAudience(meeting.audience, await this.meetings.customers(tx, uuid)),
          passages: passagesOf(distilled, transcript),
        });
      }
      const distilledAt = this.host.clock.now();
      const record = { extractor, ...cost, builtinPieces, dropped, distilledAt };
      await this.distillations.save(tx, uuid, record, questions);
      await this.recordings.distilled(tx, uuid, hash, heldBack);
      return true;
    });
  }
}

function passagesOf(
  { insights }: Pick<DistilledRecording, 'insights'>,
  { moments, language }: Distillable['transcript'],
): KnowledgePassage[] {
  const linkTo = linksTo(moments);
  return toKnowledgePassages(insights).map(({ text, metadata }) => {
    const link = linkTo(metadata.startMs);
    return {
      id: hashOf([text, metadata.startMs]).slice(0, 16),
      text,
      metadata: {
        ...metadata,
        ...(link === undefined ? {} : { link }),
        ...(language === null ? {} : { language }),
      },
    };
  });
}
