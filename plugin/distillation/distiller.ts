import type { Model } from '../../contracts/host.ts';
import { extractBuiltin } from './builtin/extract.ts';
import { ground } from './grounding.ts';
import type { Draft, Insight, SidedTurn } from './insights.ts';
import { planInstructions } from './instructions.ts';
import { extractWithModel } from './model-extraction.ts';
import { type Rule, type TopicVerdict, topicGate } from './rules.ts';
import { judgeTopics } from './topic-judgement.ts';

export interface Meeting {
  readonly title: string;
  readonly startTime: Date;
  readonly turns: readonly SidedTurn[];
}

export interface Distilled {
  readonly insights: readonly Insight[];
  /** Proposals whose quote the transcript does not hold. */
  readonly dropped: number;
  /** Why nothing was distilled, if a topic rule held the meeting back. */
  readonly heldBack: string | null;
}

/** From a transcript to grounded insights, under the org's rules; with the host's model where there is one. */
export async function distil(
  meeting: Meeting,
  rules: readonly Rule[],
  model: Model | undefined,
  signal: AbortSignal,
): Promise<Distilled> {
  const verdict = await gate(meeting, rules, model, signal);
  if (!verdict.distil)
    return { insights: [], dropped: 0, heldBack: verdict.reason ?? 'No topic rule matches.' };
  const drafts = await extract(meeting, rules, model, signal);
  const { insights, dropped } = ground(drafts, meeting.turns);
  return { insights, dropped: dropped.length, heldBack: null };
}

function gate(
  { title, turns }: Meeting,
  rules: readonly Rule[],
  model: Model | undefined,
  signal: AbortSignal,
): Promise<TopicVerdict> | TopicVerdict {
  if (model) return judgeTopics(model, rules, title, turns, signal);
  return topicGate(
    rules,
    title,
    turns.map(({ turn }) => turn),
  );
}

async function extract(
  { title, startTime, turns }: Meeting,
  rules: readonly Rule[],
  model: Model | undefined,
  signal: AbortSignal,
): Promise<Draft[]> {
  const { kinds } = planInstructions(rules);
  const meetingStart = startTime.toISOString();
  if (!model) return extractBuiltin(turns, { meetingStart, kinds });
  const { drafts } = await extractWithModel(model, turns, { title, meetingStart, rules, kinds, signal });
  return drafts;
}
