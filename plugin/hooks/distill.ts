import { inject, injectable } from 'tsyringe';
import type { DistillInput } from '../../contracts/generated/distill-input.ts';
import type { DistillOutput } from '../../contracts/generated/distill-output.ts';
import type { Host, Transaction } from '../../contracts/host.ts';
import { type Distilled, distil } from '../distillation/distiller.ts';
import { toKnowledgePassages } from '../distillation/insight-source.ts';
import { keywordHit, type Rule, textsBySpeaker } from '../distillation/rules.ts';
import { HOST } from '../injection.ts';
import { hashOf } from '../recordings/hashes.ts';
import { partJob } from '../recordings/jobs.ts';
import { sourceAudience } from '../recordings/knowledge.ts';
import { storedParts } from '../recordings/parts.ts';
import { Removal } from '../recordings/removal.ts';
import { distilledSourceId, uuidOfSource } from '../recordings/source-ids.ts';
import { Meetings } from '../store/meetings.ts';
import { RecordingContent } from '../store/recording-content.ts';
import { type RecordingRow, Recordings } from '../store/recordings.ts';

type Tally = { -readonly [Count in keyof DistillOutput]: number };

/** Halo's second pass: gates by rules, extracts, grounds, and replaces what was distilled of each source before. */
@injectable()
export class Distill {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly recordings: Recordings,
    private readonly meetings: Meetings,
    private readonly content: RecordingContent,
    private readonly removal: Removal,
  ) {}

  async run({ sources, rules, reason }: DistillInput): Promise<DistillOutput> {
    const tally: Tally = { distilled: 0, unchanged: 0, skipped: 0, missing: 0, insights: 0, dropped: 0 };
    for (const [index, source] of sources.entries()) {
      this.host.signal.throwIfAborted();
      this.host.progress({ phase: 'distilling', done: index, total: sources.length });
      if (reason === 'rules_changed') await this.#readPartsAgain(source);
      await this.#distilOne(source, rules, tally);
    }
    return tally;
  }

  /** A new keyword rule may name something in them, and their words are in the knowledge base alone. */
  async #readPartsAgain(source: string): Promise<void> {
    const { db, jobs } = this.host;
    const uuid = uuidOfSource(source);
    const row = uuid === undefined ? undefined : (await this.recordings.find(db, [uuid])).get(uuid);
    const again = row ? storedParts(row).map((part) => partJob(part, row.uuid)) : [];
    if (again.length > 0) await db.transaction((tx) => jobs.send(tx, again));
  }

  async #distilOne(source: string, rules: readonly Rule[], tally: Tally): Promise<void> {
    const { db, model, signal } = this.host;
    const uuid = uuidOfSource(source);
    const row = uuid === undefined ? undefined : (await this.recordings.find(db, [uuid])).get(uuid);
    const turns = row?.state === 'ingested' ? await this.content.turns(db, row.uuid) : null;
    if (!row || !turns || !row.startTime) {
      tally.missing += 1;
      return;
    }
    const title = row.topic ?? '';
    if (keywordHit(rules, [title, ...textsBySpeaker(turns.map(({ turn }) => turn))])) {
      await this.#holdBack(row, row.startTime);
      tally.skipped += 1;
      return;
    }
    const hash = hashOf([row.contentHash, rules, model ? 'model' : 'builtin']);
    if (row.distilledHash === hash) {
      if (row.distillQueuedAt) await this.recordings.distilled(db, row.uuid);
      tally.unchanged += 1;
      return;
    }
    const distilled = await distil({ title, startTime: row.startTime, turns }, rules, model, signal);
    const kept = await this.#keep(row, row.startTime, distilled, hash);
    if (!kept) tally.missing += 1;
    else if (distilled.heldBack !== null) tally.skipped += 1;
    else tally.distilled += 1;
    tally.insights += distilled.insights.length;
    tally.dropped += distilled.dropped;
  }

  /** False if the recording changed or went while it was being distilled: its next job distils what it is by then. */
  async #keep(
    row: RecordingRow,
    occurredAt: Date,
    { insights, heldBack }: Distilled,
    hash: string,
  ): Promise<boolean> {
    return this.host.db.transaction(async (tx) => {
      const current = await this.recordings.lock(tx, row.uuid);
      const meeting = await this.meetings.find(tx, row.uuid);
      if (current?.state !== 'ingested' || current.contentHash !== row.contentHash || !meeting) return false;
      await this.content.saveInsights(tx, row.uuid, insights);
      const id = distilledSourceId(row.uuid);
      if (insights.length === 0) await this.host.knowledge.remove(tx, [id]);
      else {
        await this.host.knowledge.replace(tx, {
          id,
          title: meeting.title,
          occurredAt,
          audience: sourceAudience(meeting.audience, await this.meetings.customers(tx, row.uuid)),
          passages: toKnowledgePassages(insights).map(({ text, metadata }) => ({
            id: hashOf([text, metadata.startMs]).slice(0, 16),
            text,
            metadata: { ...metadata },
          })),
        });
      }
      await this.recordings.setDistilled(tx, row.uuid, hash, heldBack);
      return true;
    });
  }

  /** A keyword rule that came after the meeting: what was stored goes. */
  #holdBack({ uuid, listingHash }: RecordingRow, startTime: Date): Promise<void> {
    return this.host.db.transaction((tx: Transaction) =>
      this.removal.holdBack(tx, uuid, { startTime, listingHash: listingHash ?? '' }),
    );
  }
}
