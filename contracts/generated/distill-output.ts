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
  /**
   * What the host's model was sent for it, in its own tokens.
   */
  inputTokens: number;
  outputTokens: number;
  /**
   * Parts of instruction rules that could not be followed without a model.
   */
  notUnderstood: string[];
  /**
   * Of a dry run, one for each source.
   */
  verdicts?: {
    source: string;
    /**
     * removed: a keyword rule keeps all of it out; skipped: no topic rule matches; missing: no longer ingested.
     */
    verdict: 'distilled' | 'removed' | 'skipped' | 'missing';
    /**
     * The keyword, or why no topic matches.
     */
    reason: string | null;
    /**
     * How many of each kind would be found.
     */
    insights: {
      [k: string]: number;
    };
  }[];
}
