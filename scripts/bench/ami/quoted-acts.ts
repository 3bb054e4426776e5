import type { Insight } from '../../../plugin/distillation/insights.ts';
import type { Act } from './meetings.ts';
import type { SpokenTurn } from './spoken-turns.ts';

/**
 * The acts that hold a part of the insight's quote. Undefined if its speaker did not say it, word for word within one turn,
 * at its time: an invention. Looked up without the plugin's grounding, which is what is on trial.
 */
export function quotedActs(
  { speaker, quote, startMs }: Insight,
  turns: readonly SpokenTurn[],
): readonly Act[] | undefined {
  const words = plain(quote);
  for (const { turn, acts } of turns) {
    if (turn.speaker !== speaker || startMs < turn.startMs || startMs > turn.endMs) continue;
    const text = plain(turn.text);
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
      const quoted = actsBetween(at, at + words.length, acts);
      if (quoted[0]?.startMs === startMs) return quoted;
    }
  }
  return undefined;
}

/** The acts that have a character in this part of their turn. */
function actsBetween(start: number, end: number, acts: readonly Act[]): Act[] {
  let behind = 0;
  return acts.filter(({ text }) => {
    const first = behind;
    const last = first + plain(text).length;
    behind = last + 1;
    return first < end && start < last;
  });
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}
