import { rounded } from '../bench.ts';
import { agreementOfChoices, shareOf } from './agreement.ts';
import type { DistilledMeeting } from './distilled-meeting.ts';
import type { Act, Segment } from './meetings.ts';

/** What a plain keyword rule takes for talk of prices. */
const KEYWORD =
  /\b(?:pric(?:e|es|ed|ing|ey)|costs?|costing|budgets?|expensive|cheap(?:er|est)?|euros?|pounds?|dollars?|cents?|pay(?:s|ing)?|afford(?:able)?|money|profits?)\b/i;

const WINDOW_MS = 60_000;

interface Window {
  /** At least half of its speech is about money, by the annotators' topics. */
  readonly there: boolean;
  readonly insight: boolean;
  readonly keyword: boolean;
}

/**
 * Pricing insights against the annotators' topics `costing` and `project budget`, in windows of a minute, over all
 * meetings together. A window is about money if acts that make up at least half of its speaking time begin in such a
 * topic; it is found if a pricing insight begins in it. An act belongs to the window it begins in. Meetings without named
 * topics are left out.
 *
 * `keywordF1` is that of a rule which finds every window with a price word in it: .36 on the reported half, .18 on the
 * tuned one, where the topics are rare and one meeting's long talk of money goes by another name. The extractor keeps the
 * strongest dozen of a kind for each hour, so that it never finds a long talk of money in each of its windows.
 */
export function pricingFigures(all: readonly DistilledMeeting[]) {
  const meetings = all.filter(({ meeting }) => meeting.pricing !== undefined);
  const windows = meetings.flatMap(windowsOf);
  const { f1, precision, recall } = agreementOfChoices(
    windows.map(({ there, insight }) => ({ there, found: insight })),
  );
  const keyword = agreementOfChoices(
    windows.map((window) => ({ there: window.there, found: window.keyword })),
  );
  return {
    f1: rounded(f1),
    precision: rounded(precision),
    recall: rounded(recall),
    keywordF1: rounded(keyword.f1),
    windows: windows.length,
    pricingWindows: windows.filter(({ there }) => there).length,
    meetings: meetings.length,
  };
}

function windowsOf({ meeting: { acts, pricing = [] }, insights }: DistilledMeeting): Window[] {
  const spoken = Map.groupBy(acts, windowAt);
  const found = new Set(
    insights.filter(({ insight }) => insight.kind === 'pricing').map(({ insight }) => windowAt(insight)),
  );
  return [...spoken].map(([window, within]) => ({
    there: shareAbout(pricing, within) >= 0.5,
    insight: found.has(window),
    keyword: within.some(({ text }) => KEYWORD.test(text)),
  }));
}

function windowAt({ startMs }: { readonly startMs: number }): number {
  return Math.floor(startMs / WINDOW_MS);
}

/** How much of the speaking time of these acts belongs to acts that begin in a segment. */
function shareAbout(segments: readonly Segment[], acts: readonly Act[]): number {
  const about = acts.filter(({ startMs }) =>
    segments.some((segment) => segment.startMs <= startMs && startMs < segment.endMs),
  );
  return shareOf(speakingTime(about), speakingTime(acts));
}

function speakingTime(acts: readonly Act[]): number {
  return acts.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
}
