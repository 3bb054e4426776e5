// Generated from the JSON Schemas by `npm run contracts`. Do not edit.

/**
 * Counts over all sources.
 */
export interface DistillOutput {
  distilled: number;
  unchanged: number;
  /**
   * Held back by a rule.
   */
  skipped: number;
  /**
   * No longer ingested.
   */
  missing: number;
  insights: number;
  /**
   * Proposed, but the quote is not in the transcript.
   */
  dropped: number;
}
