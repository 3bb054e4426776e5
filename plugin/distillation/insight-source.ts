import type { Insight, InsightKind, Side } from './insights.ts';

/** What Halo can filter and show beside a passage. */
export interface PassageMetadata {
  kind: InsightKind;
  speaker: string | null;
  side: Side;
  startMs: number;
  quote: string;
  owner?: string;
  due?: string;
}

export interface InsightPassage {
  text: string;
  metadata: PassageMetadata;
}

const LABELS: Readonly<Record<InsightKind, string>> = {
  pain_point: 'Pain point',
  feature_request: 'Feature request',
  action_item: 'Action item',
  pricing: 'Pricing',
  product_feedback: 'Product feedback',
  summary: 'Summary',
};

/** One passage for each insight. Its text stands alone, since Halo's search shows a passage without its neighbours. */
export function toKnowledgePassages(insights: readonly Insight[]): InsightPassage[] {
  return insights.map((insight) => ({ text: passageText(insight), metadata: metadataOf(insight) }));
}

function passageText({ kind, text, quote, speaker, startMs, owner, due }: Insight): string {
  const said = [speaker, clock(startMs)].filter((part) => part !== null).join(', ');
  const task = [owner && `Owner: ${owner}.`, due && `Due: ${due}.`].filter(Boolean).join(' ');
  return `${LABELS[kind]} (${said}): ${text}${task && ` ${task}`} — “${quote}”`;
}

function metadataOf({ kind, speaker, side, startMs, quote, owner, due }: Insight): PassageMetadata {
  return {
    kind,
    speaker,
    side,
    startMs,
    quote,
    ...(owner === undefined ? {} : { owner }),
    ...(due === undefined ? {} : { due }),
  };
}

/** Time since the start as the Zoom player shows it: 12:31, 1:02:03. */
function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = `${String(minutes).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}
