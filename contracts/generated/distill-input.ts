// Generated from the JSON Schemas by `npm run contracts`. Do not edit.

/**
 * Sources to distil under the given rules.
 */
export interface DistillInput {
  /**
   * @minItems 1
   *
   * Items: A source id, `zoom:…`.
   */
  sources: [string, ...string[]];
  rules: {
    type: 'topic' | 'keyword' | 'instruction';
    text: string;
  }[];
  /**
   * ingested: by the org's rules in force when the job runs; else by `rules`.
   */
  reason: 'ingested' | 'rules_changed' | 'manual';
  /**
   * Write nothing, and tell of each source what the rules would make of it.
   */
  dryRun?: boolean;
}
