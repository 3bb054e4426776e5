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
    /**
     * The e-mail address of the Zoom user in whose name Halo reads. Missing where Zoom names none, and once the connection is over.
     */
    zoomUser?: string;
    /**
     * Halo's user who connected it last.
     */
    connectedBy?: string;
    connectedAt?: string;
    /**
     * Whose recordings the connection reaches. Missing when there is no connection.
     */
    mode?: 'account' | 'user';
    /**
     * Scopes of the manifest that were not granted, as this kind of app names them.
     */
    missingScopes: {
      scope: string;
      optional: boolean;
      /**
       * What does not work without it.
       */
      costs: string;
    }[];
    /**
     * `app` = covered by the subscription in the app's settings; `api` = registered through Zoom's API; `inactive` = the hourly sync alone.
     */
    webhook: 'app' | 'api' | 'inactive';
    /**
     * Why the webhook is not active.
     */
    webhookReason?: string;
    webhookLastSeenAt?: string;
    awaitingTranscript: number;
    failed: number;
    /**
     * When Zoom last checked that the webhook's address is Halo's.
     */
    webhookValidatedAt?: string;
    /**
     * When what came from Zoom is deleted, because the app was removed there.
     */
    purgeAt?: string;
    /**
     * How fast Zoom may be asked for each kind of request that has been made. Zoom counts per account, whoever asks. Missing when there is no connection.
     */
    rateLimits?: {
      /**
       * Zoom's rate limit label of the request.
       */
      tier: 'light' | 'medium' | 'heavy';
      /**
       * What Zoom has said that it allows, or else its published limit of the plan in the settings. Halo takes the share of it that the settings name.
       */
      perSecond: number;
      /**
       * Requests wait for their turn; the next free one is then. Missing where there is hardly a wait.
       */
      nextAt?: string;
      /**
       * The day's limit is spent: nothing of this kind is asked before. Missing where it is not.
       */
      parkedUntil?: string;
    }[];
    /**
     * When Halo's access to Zoom was last renewed, and until when it lasts without being renewed again. Missing when there is none.
     */
    token?: {
      /**
       * Renewed by itself when it is needed and about to expire; a time in the past means that nothing was asked since.
       */
      expiresAt: string;
      /**
       * Missing where it was renewed before this was kept.
       */
      refreshedAt?: string;
    };
    /**
     * What will break unless somebody acts.
     */
    warnings: {
      /**
       * Each has an entry in docs/runbook.md.
       */
      code:
        | 'zoom_unreachable'
        | 'tokens_unreadable'
        | 'webhook_validation_old'
        | 'webhook_never_validated'
        | 'redaction_pattern_unusable';
      message: string;
      advice: string;
    }[];
  };
}
