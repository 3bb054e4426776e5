// Generated from the JSON Schemas by `npm run contracts`. Do not edit.

/**
 * What the event led to.
 */
export interface OnWebhookOutput {
  action: 'queued' | 'removed' | 'disconnected' | 'none';
  /**
   * How many recordings it touched.
   */
  recordings: number;
}
