import type { Draft, InsightKind, SidedTurn } from '../insights.ts';
import { detectActionItem } from './action-items.ts';
import { type Detector, ENOUGH, type Finding, type Sentence } from './clues.ts';
import { resolveDueDate } from './due-dates.ts';
import { detectFeatureRequest } from './feature-requests.ts';
import { detectPainPoint } from './pain-points.ts';
import { cleanSentence, plainWords } from './plain-words.ts';
import { detectPricing } from './pricing.ts';
import { detectProductFeedback } from './product-feedback.ts';
import { splitSentences } from './sentences.ts';

/** A summary is not among them: patterns can pick sentences, they cannot sum up. */
const DETECTORS: readonly (readonly [kind: InsightKind, detect: Detector])[] = [
  ['pain_point', detectPainPoint],
  ['feature_request', detectFeatureRequest],
  ['action_item', detectActionItem],
  ['pricing', detectPricing],
  ['product_feedback', detectProductFeedback],
];

/** A sentence that tells of a pain or a wish is not told again as feedback. */
const SAID_BETTER_BY: Partial<Record<InsightKind, readonly InsightKind[]>> = {
  product_feedback: ['pain_point', 'feature_request'],
};

/** Most insights of one kind in each hour of meeting that has begun: a page nobody reads to the end helps nobody. */
const PER_HOUR = 12;
/** Prices come up in passing, too: the strongest few show where a meeting is about them. */
const PRICING_PER_HOUR = 8;
const PRICING_AT_LEAST = 5;
const HOUR_MS = 3_600_000;

export interface ExtractionOptions {
  /** Start of the meeting as ISO 8601, in the host's time zone where it is known: due dates count from its day. */
  meetingStart: string;
  kinds: readonly InsightKind[];
}

/** What each finding of the same kind close by adds: people discuss a price in many sentences, and mention it in one. */
const COMPANY: Partial<Record<InsightKind, number>> = { pricing: 0.3 };
const CLOSE_BY_SENTENCES = 12;

interface Found {
  /** The number of the sentence. */
  order: number;
  sentence: Sentence;
  finding: Finding;
}

/** Distils without a model: English patterns, the same drafts each time, in one pass over the transcript. */
export function extractBuiltin(sided: readonly SidedTurn[], options: ExtractionOptions): Draft[] {
  const detectors = DETECTORS.filter(([kind]) => options.kinds.includes(kind));
  const found = new Map<InsightKind, Found[]>(detectors.map(([kind]) => [kind, []]));
  for (const [order, sentence] of sentencesOf(sided).entries()) {
    for (const [kind, finding] of detect(sentence, detectors))
      found.get(kind)?.push({ order, sentence, finding });
  }
  const hours = lengthMs(sided) / HOUR_MS;
  return [...found]
    .flatMap(([kind, items]) =>
      strongest(inCompany(items, COMPANY[kind] ?? 0), mostOf(kind, hours)).map((item) => ({ kind, ...item })),
    )
    .sort((a, b) => a.order - b.order)
    .map(({ kind, sentence, finding }) => toDraft(kind, sentence, finding, options.meetingStart));
}

function mostOf(kind: InsightKind, hours: number): number {
  if (kind === 'pricing') return Math.max(PRICING_AT_LEAST, Math.ceil(PRICING_PER_HOUR * hours));
  return PER_HOUR * Math.max(1, Math.ceil(hours));
}

/** The findings of one kind, each the stronger for those close by. */
function inCompany(items: readonly Found[], bonus: number): Found[] {
  if (bonus === 0) return [...items];
  let [first, behind] = [0, 0];
  return items.map((item) => {
    while ((items[first]?.order ?? item.order) < item.order - CLOSE_BY_SENTENCES) first++;
    while (behind < items.length && (items[behind]?.order ?? 0) <= item.order + CLOSE_BY_SENTENCES) behind++;
    const strength = item.finding.strength + bonus * (behind - first - 1);
    return { ...item, finding: { ...item.finding, strength } };
  });
}

function strongest(items: readonly Found[], most: number): Found[] {
  return items
    .filter((item) => item.finding.strength >= ENOUGH)
    .sort((a, b) => b.finding.strength - a.finding.strength || a.order - b.order)
    .slice(0, most);
}

function detect(sentence: Sentence, detectors: typeof DETECTORS): [InsightKind, Finding][] {
  const findings: [InsightKind, Finding][] = [];
  for (const [kind, detector] of detectors) {
    const finding = detector(sentence);
    if (finding) findings.push([kind, finding]);
  }
  const kinds = findings.map(([kind]) => kind);
  return findings.filter(([kind]) => !SAID_BETTER_BY[kind]?.some((better) => kinds.includes(better)));
}

function sentencesOf(sided: readonly SidedTurn[]): Sentence[] {
  const speakers = [...new Set(sided.flatMap(({ turn }) => (turn.speaker === null ? [] : [turn.speaker])))];
  const startMs = sided[0]?.turn.startMs ?? 0;
  const length = lengthMs(sided) || 1;
  return sided.flatMap(({ turn, side }, at) => {
    const next = sided[at + 1]?.turn;
    const sentences = splitSentences(turn.text);
    return sentences.map((verbatim, index) => ({
      verbatim,
      plain: plainWords(verbatim),
      speaker: turn.speaker,
      side,
      position: (turn.startMs - startMs) / length,
      ...(next && index === sentences.length - 1
        ? { reply: { speaker: next.speaker, text: next.text } }
        : {}),
      speakers,
    }));
  });
}

function lengthMs(sided: readonly SidedTurn[]): number {
  return (sided.at(-1)?.turn.endMs ?? 0) - (sided[0]?.turn.startMs ?? 0);
}

function toDraft(kind: InsightKind, sentence: Sentence, finding: Finding, meetingStart: string): Draft {
  const due = kind === 'action_item' ? resolveDueDate(sentence.plain, meetingStart) : undefined;
  return {
    kind,
    text: cleanSentence(sentence.plain),
    quote: sentence.verbatim,
    ...(finding.owner === undefined ? {} : { owner: finding.owner }),
    ...(due === undefined ? {} : { due }),
  };
}
