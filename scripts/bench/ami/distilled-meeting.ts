import { distil } from '../../../plugin/distillation/distiller.ts';
import type { Insight, SidedTurn } from '../../../plugin/distillation/insights.ts';
import type { Act, AmiMeeting } from './meetings.ts';
import { quotedActs } from './quoted-acts.ts';
import { toSpokenTurns } from './spoken-turns.ts';

/** An insight, and the acts its quote was found in; none if it was found nowhere. */
export interface TracedInsight {
  readonly insight: Insight;
  readonly acts: readonly Act[];
}

export interface DistilledMeeting {
  readonly meeting: AmiMeeting;
  readonly insights: readonly TracedInsight[];
}

/** Only due dates depend on it, and they are not measured. */
const START = new Date('2026-03-02T10:00:00Z');

/** What the plugin takes from a meeting for an org without a model and without rules. */
export async function distilMeeting(meeting: AmiMeeting): Promise<DistilledMeeting> {
  const spoken = toSpokenTurns(meeting.acts);
  const insights = await distilTurns(spoken.map(({ turn }) => ({ turn, side: 'unknown' })));
  return {
    meeting,
    insights: insights.map((insight) => ({ insight, acts: quotedActs(insight, spoken) ?? [] })),
  };
}

/** The same of turns alone. A title could tell what the meeting is about, so it has none. */
export async function distilTurns(turns: readonly SidedTurn[]): Promise<readonly Insight[]> {
  const { insights } = await distil({ title: '', startTime: START, turns }, [], undefined);
  return insights;
}
