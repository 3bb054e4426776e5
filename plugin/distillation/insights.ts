import type { Turn } from '../transcript/turns.ts';

/** What an insight is about. Halo's docs name the first five; a summary is made only when an instruction asks for one. */
export const INSIGHT_KINDS = [
  'pain_point',
  'feature_request',
  'action_item',
  'pricing',
  'product_feedback',
  'summary',
] as const;

export type InsightKind = (typeof INSIGHT_KINDS)[number];

/** Who a speaker belongs to, as seen by the org that owns the recording. */
export type Side = 'team' | 'customer' | 'unknown';

/** A turn together with the side of its speaker, which only the customer directory can tell. */
export interface SidedTurn {
  turn: Turn;
  side: Side;
}

/** What an extractor proposes. Nothing in it is trusted before it is grounded. */
export interface Draft {
  kind: InsightKind;
  text: string;
  quote: string;
  owner?: string;
  /** A calendar day, yyyy-mm-dd. */
  due?: string;
}

/** A draft whose quote was found: quote, speaker, side and times are the transcript's, never the extractor's. */
export interface Insight {
  kind: InsightKind;
  text: string;
  quote: string;
  speaker: string | null;
  side: Side;
  startMs: number;
  endMs: number;
  owner?: string;
  due?: string;
}
