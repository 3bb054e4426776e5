// Generated from the JSON Schemas by `npm run contracts`. Do not edit.

/**
 * One sync of an org, or of one recording; what an admin has decided of one; or what other settings would do.
 */
export type SyncInput = ListingInput | RecordingInput | LinkInput | CancelInput | PreviewInput;

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
/**
 * An admin's word on one customer of one meeting: a company, or an end user. It stays true for every later run.
 */
export interface LinkInput {
  scope: 'link';
  /**
   * Zoom's meeting UUID.
   */
  uuid: string;
  /**
   * Undecided takes back what was said before.
   */
  decision: 'confirmed' | 'removed' | 'added' | 'undecided';
  companyId?: string;
  /**
   * With it the decision is about this person alone.
   */
  endUserId?: string;
  /**
   * Halo's user who decided.
   */
  by?: string;
}
export interface CancelInput {
  scope: 'cancel';
  /**
   * The run to stop. What it has brought in stays; the rest comes with the next sync.
   */
  runId: string;
}
/**
 * What these settings would make of the newest recordings. Nothing is written, and Zoom is asked nothing.
 */
export interface PreviewInput {
  scope: 'preview';
  /**
   * The org's settings as they would be, by the manifest's schema.
   */
  settings: {
    [k: string]: unknown;
  };
  /**
   * How many of the newest that are not gone from Zoom.
   */
  recordings: number;
}
