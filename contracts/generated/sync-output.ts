// Generated from the JSON Schemas by `npm run contracts`. Do not edit.

/**
 * What this job did. For a listing, `found` counts the recordings listed and `queued` the jobs sent; one recording reports its outcome. For a preview `found` counts the recordings it considered.
 */
export interface SyncOutput {
  runId?: string;
  found: number;
  queued: number;
  outcome:
    | 'listed'
    | 'relinked'
    | 'previewed'
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
  /**
   * Of a preview, one for each recording it considered, newest first.
   */
  verdicts?: {
    uuid: string;
    /**
     * By the settings in force: `kept`, or the reason it is left out.
     */
    now: string;
    /**
     * By the settings asked about.
     */
    next: string;
  }[];
}
