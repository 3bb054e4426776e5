import { injectable } from 'tsyringe';
import type { DistillOutput } from '../../contracts/generated/distill-output.ts';
import type { Rule } from '../distillation/rules.ts';
import { Distilling } from './distilling.ts';

export type Verdict = NonNullable<DistillOutput['verdicts']>[number];

/** What rules would make of a meeting, without anything being written. Holds no word of the meeting: it is a job's output. */
@injectable()
export class DistillationPreview {
  constructor(private readonly distilling: Distilling) {}

  async of(source: string, rules: readonly Rule[]): Promise<Verdict> {
    const found = await this.distilling.find(source);
    if (!found) return { source, verdict: 'missing', reason: null, insights: {} };
    const keyword = this.distilling.keptOutBy(found, rules);
    if (keyword) return { source, verdict: 'removed', reason: keyword.text, insights: {} };
    const { heldBack, insights } = await this.distilling.distil(found, rules, { keepsAnswers: false });
    if (heldBack !== null) return { source, verdict: 'skipped', reason: heldBack, insights: {} };
    const byKind = Map.groupBy(insights, ({ kind }) => kind);
    const counts = Object.fromEntries([...byKind].map(([kind, items]) => [kind, items.length]));
    return { source, verdict: 'distilled', reason: null, insights: counts };
  }
}
