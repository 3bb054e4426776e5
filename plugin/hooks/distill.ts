import { inject, injectable } from 'tsyringe';
import type { DistillInput } from '../../contracts/generated/distill-input.ts';
import type { DistillOutput } from '../../contracts/generated/distill-output.ts';
import type { Host } from '../../contracts/host.ts';
import { shapingRules } from '../distillation/distiller.ts';
import { planInstructions } from '../distillation/instructions.ts';
import type { Rule } from '../distillation/rules.ts';
import { HOST } from '../injection.ts';
import { DistillationPreview, type Verdict } from '../recordings/distillation-preview.ts';
import { type Distillable, type DistilledRecording, Distilling } from '../recordings/distilling.ts';
import { hashOf, keywordHash } from '../recordings/hashes.ts';
import { InsightPublication } from '../recordings/insight-publication.ts';
import { partJob } from '../recordings/jobs.ts';
import { storedParts } from '../recordings/parts.ts';
import { Removal } from '../recordings/removal.ts';
import { LearningRules } from '../store/learning-rules.ts';
import { Recordings } from '../store/recordings.ts';

type Count = Exclude<keyof DistillOutput, 'verdicts' | 'notUnderstood'>;
type Tally = Record<Count, number>;
type Outcome = Extract<Count, 'distilled' | 'unchanged' | 'skipped' | 'missing'>;

/** Halo's second pass: gates by rules, extracts, grounds, and replaces what was distilled of each source before. */
@injectable()
export class Distill {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly recordings: Recordings,
    private readonly distilling: Distilling,
    private readonly preview: DistillationPreview,
    private readonly publication: InsightPublication,
    private readonly removal: Removal,
    private readonly learningRules: LearningRules,
  ) {}

  async run({ sources, rules: given, reason, dryRun }: DistillInput): Promise<DistillOutput> {
    // The job after an ingest may have waited while the rules were changed, so it brings none along.
    const rules = reason === 'ingested' && !dryRun ? await this.learningRules.read(this.host.db) : given;
    const tally: Tally = {
      ...{ distilled: 0, unchanged: 0, skipped: 0, missing: 0, insights: 0, dropped: 0 },
      ...{ inputTokens: 0, outputTokens: 0 },
    };
    const verdicts: Verdict[] = [];
    for (const [index, source] of sources.entries()) {
      this.host.signal.throwIfAborted();
      this.host.progress({ phase: 'distilling', done: index, total: sources.length });
      if (dryRun) verdicts.push(await this.preview.of(source, rules));
      else {
        const outcome = await this.#distilOne(source, rules, reason, tally);
        tally[outcome] += 1;
        this.host.metrics.count('zoom_distillations_total', 1, { outcome });
      }
    }
    // A model reads the instructions themselves.
    const { notUnderstood } = this.host.model ? { notUnderstood: [] } : planInstructions(rules);
    return { ...tally, notUnderstood, ...(dryRun ? { verdicts } : {}) };
  }

  async #distilOne(
    source: string,
    rules: readonly Rule[],
    reason: DistillInput['reason'],
    tally: Tally,
  ): Promise<Outcome> {
    const { db, model } = this.host;
    const found = await this.distilling.find(source);
    if (!found) return 'missing';
    if (this.distilling.keptOutBy(found, rules)) {
      await this.#holdBack(found, rules);
      return 'skipped';
    }
    const { row } = found;
    if (reason === 'rules_changed') await this.#readPartsAgain(found);
    const hash = hashOf([row.contentHash, shapingRules(rules), model ? 'model' : 'builtin']);
    if (row.distilledHash === hash) {
      if (row.distillQueuedAt) await this.recordings.stillDistilled(db, row.uuid);
      return 'unchanged';
    }
    const distilled = await this.distilling.distil(found, rules, { keepsAnswers: true });
    const kept = await this.publication.publish(found, distilled, hash);
    this.#count(distilled, tally);
    if (!kept) return 'missing';
    return distilled.heldBack === null ? 'distilled' : 'skipped';
  }

  #count({ insights, dropped, newCost }: DistilledRecording, tally: Tally): void {
    const { metrics } = this.host;
    tally.insights += insights.length;
    metrics.count('zoom_insights_total', insights.length, { outcome: 'kept' });
    tally.dropped += dropped;
    metrics.count('zoom_insights_total', dropped, { outcome: 'dropped' });
    for (const kind of ['inputTokens', 'outputTokens'] as const) {
      tally[kind] += newCost[kind];
      metrics.count('zoom_model_tokens_total', newCost[kind], { kind });
    }
  }

  /** A new keyword rule may name something in them, and their words are in the knowledge base alone. */
  async #readPartsAgain({ row }: Distillable): Promise<void> {
    const { db, jobs } = this.host;
    const again = storedParts(row).map((part) => partJob(part, row.uuid));
    if (again.length > 0) await db.transaction((tx) => jobs.send(tx, again));
  }

  /** A keyword rule that came after the meeting: what was stored goes. */
  async #holdBack({ row, startTime }: Distillable, rules: readonly Rule[]): Promise<void> {
    const { uuid, listingHash } = row;
    await this.host.db.transaction((tx) =>
      this.removal.holdBack(tx, uuid, {
        startTime,
        listingHash: listingHash ?? '',
        heldBy: keywordHash(rules),
      }),
    );
  }
}
