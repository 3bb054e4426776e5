import type { Side } from '../insights.ts';

/** One sentence as it was said, with what the detectors may look at. */
export interface Sentence {
  /** The words of the transcript. */
  verbatim: string;
  /** The same without fillers and false starts. */
  plain: string;
  speaker: string | null;
  side: Side;
  /** How far into the meeting its turn begins, 0 to 1. */
  position: number;
  /** Who speaks next, and how they begin: an answer may take on what was asked. */
  reply?: { speaker: string | null; text: string };
  /** The names of all speakers. */
  speakers: readonly string[];
}

/** A pattern that speaks for a kind of insight, or with a negative weight against it. */
export type Clue = readonly [weight: number, pattern: RegExp];

/** From this sum on, a sentence counts. */
export const ENOUGH = 1;

/** The sum of the weights of the clues found. */
export function weigh(text: string, clues: readonly Clue[]): number {
  let sum = 0;
  for (const [weight, pattern] of clues) if (pattern.test(text)) sum += weight;
  return sum;
}

/** What one detector makes of one sentence. */
export interface Finding {
  strength: number;
  owner?: string;
}

/** Looks at a sentence for one kind of insight. */
export type Detector = (sentence: Sentence) => Finding | undefined;

/**
 * A detector for what only customers can tell us; a speaker whose side is unknown may be one. `least` below `ENOUGH` is for
 * kinds to whose findings the neighbouring sentences still add.
 */
export function customerDetector(clues: readonly Clue[], least = ENOUGH): Detector {
  return ({ side, plain }) => {
    if (side === 'team') return undefined;
    const strength = weigh(plain, clues);
    return strength >= least ? { strength } : undefined;
  };
}

/** Against every kind: what is not said in earnest, not about now, or not about the product. */
export const NOT_IN_EARNEST: readonly Clue[] = [
  [
    -2,
    /\b(?:if (?:i|we|you) (?:were|had)|imagine|hypothetically|suppose|let's say|let's pretend|(?:would|could|should|might) have (?:been|had|done|\w+ed))\b/i,
  ],
  [-2, /\b(?:just|only) (?:kidding|joking)\b/i],
  [
    -2,
    /\b(?:weather|weekend|vacation|holidays?|traffic jam|commute|my (?:kids?|dog|cat|wife|husband|son|daughter)|football|coffee)\b/i,
  ],
  [
    -2,
    /\b(?:hear me|hear you|see my screen|see your screen|my screen|your screen|on mute|unmute|muted|you froze|breaking up|my (?:mic|microphone|camera|headset|internet|connection|wi-?fi)|your (?:mic|microphone|camera|audio|video))\b/i,
  ],
];
