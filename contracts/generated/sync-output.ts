// Generated from the JSON Schemas by `npm run contracts`. Do not edit.

/**
 * What this job did. For a listing, `found` counts the recordings listed and `queued` the jobs sent; one recording reports its outcome.
 */
export interface SyncOutput {
  runId?: string;
  found: number;
  queued: number;
  outcome:
    | 'listed'
    | 'relinked'
    | 'ingested'
    | 'unchanged'
    | 'awaiting_transcript'
    | 'no_transcript'
    | 'skipped'
    | 'restricted'
    | 'gone'
    | 'failed'
    | 'nothing_to_do';
  reason?: string;
}
