// Generated from the JSON Schemas by `npm run contracts`. Do not edit.

/**
 * What the integration page shows. Answered from stored state; Zoom is never asked.
 */
export interface Stats {
  totalMeetings: number;
  /**
   * Meetings linked to at least one known customer.
   */
  linkedMeetings: number;
  /**
   * Newest first, at most ten.
   */
  recentTranscripts: {
    uuid: string;
    topic: string;
    startTime: string;
    customers: string[];
  }[];
  /**
   * Transcripts per day of the last 14 days, oldest first.
   */
  activity: {
    day: string;
    transcripts: number;
  }[];
  lastSyncAt: string | null;
  health: {
    state: 'connecting' | 'connected' | 'degraded' | 'reconnect_needed' | 'disconnected' | 'deauthorized';
    reason?: string;
    zoomAccountId?: string;
    webhook: 'app' | 'inactive';
    webhookLastSeenAt?: string;
    awaitingTranscript: number;
    failed: number;
  };
}
