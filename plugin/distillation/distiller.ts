import { extractBuiltin } from './builtin/extract.ts';
import { ground } from './grounding.ts';
import type { Insight, SidedTurn } from './insights.ts';
import { planInstructions } from './instructions.ts';
import { extractWithModel, type ModelExtraction } from './model-extraction.ts';
import type { Questions } from './questions.ts';
import { type Rule, topicGate } from './rules.ts';
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
  /** Pieces of the transcript that the built-in extractor read in a model's place. */
  readonly builtinPieces: number;
  /** Why nothing was distilled, if a topic rule held the meeting back. */
  readonly heldBack: string | null;
}

/** From a transcript to grounded insights, under the org's rules; by questions to the host's model where there is one. */
export async function distil(
  meeting: Meeting,
  rules: readonly Rule[],
  questions: Questions | undefined,
): Promise<Distilled> {
  const heldBack = await gate(meeting, rules, questions);
  if (heldBack !== null) return { insights: [], dropped: 0, builtinPieces: 0, heldBack };
  const { drafts, builtinPieces } = await extract(meeting, rules, questions);
  const { insights, dropped } = ground(drafts, meeting.turns);
  return { insights, dropped: dropped.length, builtinPieces, heldBack };
}

/** The rules that shape what is distilled, in one order: a keyword only decides whether there is anything to distil. */
export function shapingRules(rules: readonly Rule[]): Rule[] {
  const keyOf = ({ type, text }: Rule) => `${type} ${text}`;
  return rules.filter(({ type }) => type !== 'keyword').toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function gate(
  { title, turns }: Meeting,
  rules: readonly Rule[],
  questions: Questions | undefined,
): Promise<string | null> | string | null {
  if (questions) return judgeTopics(questions, rules, title, turns);
  return topicGate(
    rules,
    title,
    turns.map(({ turn }) => turn),
  );
}

async function extract(
  { title, startTime, turns }: Meeting,
  rules: readonly Rule[],
  questions: Questions | undefined,
): Promise<ModelExtraction> {
  const { kinds } = planInstructions(rules);
  // In UTC, for Zoom may leave a meeting's time zone out: "tomorrow", said in an evening call in California, is a day late.
  const meetingStart = startTime.toISOString();
  if (!questions) return { drafts: extractBuiltin(turns, { meetingStart, kinds }), builtinPieces: 0 };
  return extractWithModel(questions, turns, { title, meetingStart, rules, kinds });
}
