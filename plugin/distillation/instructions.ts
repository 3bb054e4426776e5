import { INSIGHT_KINDS, type InsightKind } from './insights.ts';
import type { Rule } from './rules.ts';

/** Which kinds the instruction rules ask for, and which of their words ask for more, as only a model can follow. */
export interface InstructionPlan {
  kinds: InsightKind[];
  notUnderstood: string[];
}

const KIND_WORDS: readonly (readonly [kind: InsightKind, words: RegExp])[] = [
  ['pain_point', /\b(?:pain ?points?|problems?|complaints?|frustrations?|blockers?|struggles?)\b/],
  [
    'feature_request',
    /\b(?:feature (?:requests?|asks?|ideas?)|product asks?|requests?|wish(?:es|lists?)?)\b/,
  ],
  [
    'action_item',
    /\b(?:action (?:items?|points?)|actions|commitments?|next steps?|to-?dos?|follow[- ]?ups?|deadlines?|promises?)\b/,
  ],
  ['pricing', /\b(?:pric(?:e|es|ing)|budgets?|costs?|discounts?|commercial terms?)\b/],
  ['product_feedback', /\b(?:feedback|praise|criticisms?|opinions?)\b/],
  ['summary', /\bsummar(?:y|ies|i[sz]e)\b/],
];

type Stance = 'only' | 'without' | 'include';

/** What a clause asks for. The first that fits decides, so that "do not include" is read before "include". */
const STANCES: readonly (readonly [stance: Stance, words: RegExp])[] = [
  [
    'without',
    /\b(?:skip|ignore|exclude|omit|drop|leave out|except(?: for)?|without|avoid|no|not|never|don't)\b/,
  ],
  [
    'only',
    /\b(?:only|just|solely|exclusively|nothing but|focus(?:ing)?|concentrate|prioriti[sz]e|stick to|limit(?:ed)? to)\b/,
  ],
  [
    'include',
    /\b(?:include|extract|capture|collect|note|track|record|add|find|list|watch for|look for|pay attention to|summari[sz]e)\b/,
  ],
];

/** Asked for again and again, and true of the built-in extractor anyway. */
const ALWAYS_LEFT_OUT = /\b(?:small ?talk|chit-?chat|greetings?|pleasantries|banter)\b/;

const BY_DEFAULT = INSIGHT_KINDS.filter((kind) => kind !== 'summary');

/**
 * Turns instruction rules into the kinds to extract. An instruction shapes what is taken from a meeting and never decides
 * whether the meeting is taken. Several "only" add up; what is to be left out wins over what is to be taken.
 */
export function planInstructions(rules: readonly Rule[]): InstructionPlan {
  const asked: Record<Stance, Set<InsightKind>> = { only: new Set(), without: new Set(), include: new Set() };
  const notUnderstood: string[] = [];
  for (const { text } of rules.filter((rule) => rule.type === 'instruction')) {
    for (const { stance, kinds, words, leavesOutSmallTalk } of clausesOf(text)) {
      if (stance) for (const kind of kinds) asked[stance].add(kind);
      if (!leavesOutSmallTalk && (!stance || kinds.length === 0)) notUnderstood.push(words);
    }
  }
  const wanted = asked.only.size > 0 ? asked.only : new Set([...BY_DEFAULT, ...asked.include]);
  const kinds = INSIGHT_KINDS.filter((kind) => wanted.has(kind) && !asked.without.has(kind));
  return { kinds, notUnderstood };
}

interface Clause {
  words: string;
  stance: Stance | undefined;
  kinds: InsightKind[];
  leavesOutSmallTalk: boolean;
}

/** Cuts at punctuation, and before a word that begins a new stance; a clause without a stance of its own goes on with the one before. */
function clausesOf(instruction: string): Clause[] {
  const parts = instruction
    .split(
      /[.;,\n]+|\b(?:and|but)\b(?=\s+(?:skip|ignore|exclude|omit|drop|leave|focus|only|include|avoid|never|don['’]t)\b)/i,
    )
    .map((part) => part.replace(/^\s*(?:and|but|then|please)\b/i, '').trim())
    .filter((part) => /\p{L}/u.test(part));
  let current: Stance | undefined;
  return parts.map((words) => {
    const lower = words.toLowerCase().replaceAll('’', "'");
    current = STANCES.find(([, pattern]) => pattern.test(lower))?.[0] ?? current;
    return {
      words,
      stance: current,
      kinds: KIND_WORDS.filter(([, pattern]) => pattern.test(lower)).map(([kind]) => kind),
      leavesOutSmallTalk: current === 'without' && ALWAYS_LEFT_OUT.test(lower),
    };
  });
}
