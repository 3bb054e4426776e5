// Generated from the JSON Schemas by `npm run contracts`. Do not edit.

/**
 * One sync of an org, or of one recording.
 */
export type SyncInput = ListingInput | RecordingInput | CancelInput;

export interface ListingInput {
  scope: 'catch_up' | 'full_resync' | 'backfill_transcripts';
  trigger: 'connect' | 'cron' | 'manual' | 'webhook';
  /**
   * Halo's user who pressed the button.
   */
  by?: string;
}
export interface RecordingInput {
  scope: 'recording';
  trigger: 'connect' | 'cron' | 'manual' | 'webhook';
  /**
   * Zoom's meeting UUID.
   */
  uuid: string;
  /**
   * The AI Companion's summary alone, or the meeting's chat; the transcript is left as it is.
   */
  part?: 'summary' | 'chat';
}
export interface CancelInput {
  scope: 'cancel';
  /**
   * The run to stop. What it has brought in stays; the rest comes with the next sync.
   */
  runId: string;
}
