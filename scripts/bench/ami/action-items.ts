import { rounded } from '../bench.ts';
import { type Agreement, agreementOf, agreementOfChoices, shareOf } from './agreement.ts';
import type { DistilledMeeting } from './distilled-meeting.ts';
import type { Act } from './meetings.ts';

/**
 * What a plain regex takes for an action item: one for each act it matches. "Should", "have to" and "going to" are left to
 * the design that is talked of; with them it finds a hundred in a meeting and agrees a third as well.
 */
const REGEX =
  /\b(?:(?:i|you)(?:'ll| will)|action items?|next steps?|next meeting|by (?:tomorrow|monday|tuesday|wednesday|thursday|friday|next week))\b/i;

/** A way to find action items, each of which is the acts it comes from. */
type Finder = (meeting: DistilledMeeting) => readonly (readonly Act[])[];

const ours: Finder = ({ insights }) =>
  insights.filter(({ insight }) => insight.kind === 'action_item').map(({ acts }) => acts);

const regex: Finder = ({ meeting }) =>
  meeting.acts.filter(({ text }) => REGEX.test(text)).map((act) => [act]);

/**
 * Action items against the annotators' summaries, over all meetings together. An item is right if its quote has a part of
 * an act that a summary's action item is linked to. `f1` weighs that against how many of those action items were hit;
 * `actF1` asks of each act whether it is linked and whether it is quoted. What is found where the annotators saw no
 * action item at all is `invented`: as a share of everything found, and for each such meeting. Meetings whose action
 * items are linked to no act are left out.
 */
export function actionItemFigures(all: readonly DistilledMeeting[]) {
  const meetings = all.filter(({ meeting }) => meeting.actionItems !== undefined);
  const without = meetings.filter(({ meeting }) => meeting.actionItems?.length === 0);
  const [items, invented] = [countOf(meetings, ours), countOf(without, ours)];
  const { precision, recall, f1 } = byItem(meetings, ours);
  return {
    precision: rounded(precision),
    recall: rounded(recall),
    f1: rounded(f1),
    regexF1: rounded(byItem(meetings, regex).f1),
    actF1: rounded(byAct(meetings, ours).f1),
    actRegexF1: rounded(byAct(meetings, regex).f1),
    inventedShare: rounded(shareOf(invented, items)),
    inventedPerMeeting: rounded(shareOf(invented, without.length)),
    regexInventedPerMeeting: rounded(shareOf(countOf(without, regex), without.length)),
    items,
    actionSentences: sumOf(meetings, ({ meeting }) => meeting.actionItems?.length ?? 0),
    actionActs: sumOf(meetings, ({ meeting }) => meeting.acts.filter(isLinked).length),
    meetings: meetings.length,
    meetingsWithout: without.length,
  };
}

function byItem(meetings: readonly DistilledMeeting[], find: Finder): Agreement {
  return agreementOf({
    found: countOf(meetings, find),
    right: sumOf(meetings, (meeting) => find(meeting).filter((acts) => acts.some(isLinked)).length),
    there: sumOf(meetings, ({ meeting }) => meeting.actionItems?.length ?? 0),
    reached: sumOf(meetings, (meeting) => {
      const acts = find(meeting).flat();
      return new Set(acts.flatMap(({ actionItems }) => actionItems)).size;
    }),
  });
}

function byAct(meetings: readonly DistilledMeeting[], find: Finder): Agreement {
  return agreementOfChoices(
    meetings.flatMap((meeting) => {
      const found = new Set(find(meeting).flat());
      return meeting.meeting.acts.map((act) => ({ found: found.has(act), there: isLinked(act) }));
    }),
  );
}

function isLinked({ actionItems }: Act): boolean {
  return actionItems.length > 0;
}

function countOf(meetings: readonly DistilledMeeting[], find: Finder): number {
  return sumOf(meetings, (meeting) => find(meeting).length);
}

function sumOf<T>(all: readonly T[], measure: (one: T) => number): number {
  return all.reduce((sum, one) => sum + measure(one), 0);
}
