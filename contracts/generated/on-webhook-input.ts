// Generated from the JSON Schemas by `npm run contracts`. Do not edit.

/**
 * One verified webhook request, reduced to what names the work: no token, passcode, link or title. A person only where the person is the news.
 */
export interface Delivery {
  /**
   * Same for every repeat of the same news: account, event, uuid and the files named.
   */
  key: string;
  event: string;
  /**
   * Unix milliseconds; when Zoom says it happened.
   */
  eventTs: number;
  accountId: string;
  hostId?: string;
  /**
   * Of app_deauthorized: who removed the app. Of user events: whom they are about.
   */
  userId?: string;
  /**
   * The occurrences the event is about.
   */
  meetings: {
    uuid: string;
    files: {
      /**
       * Missing on CC and TIMELINE files.
       */
      id?: string;
      /**
       * Zoom's file_type, e.g. TRANSCRIPT.
       */
      type: string;
      recordingStart?: string;
    }[];
  }[];
  /**
   * Of participant events: who joined.
   */
  participant?: {
    email: string;
    joinTime: string;
    name?: string;
    userId?: string;
    registrantId?: string;
  };
}
