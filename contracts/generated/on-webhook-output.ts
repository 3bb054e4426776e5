// Generated from the JSON Schemas by `npm run contracts`. Do not edit.

/**
 * What the event led to.
 */
export interface OnWebhookOutput {
  /**
   * `queued` = a job reads Zoom; `removed` = taken out of Halo; `noted` = kept for when the recording comes in; `disconnected` = the connection has ended.
   */
  action: 'queued' | 'removed' | 'noted' | 'disconnected' | 'none';
  /**
   * How many recordings it touched.
   */
  recordings: number;
}
