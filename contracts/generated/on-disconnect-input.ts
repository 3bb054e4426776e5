// Generated from the JSON Schemas by `npm run contracts`. Do not edit.

/**
 * Whether what was ingested stays.
 */
export interface OnDisconnectInput {
  data: 'keep' | 'purge';
  /**
   * Nothing happens unless the app is still removed in Zoom and the date of the purge has come.
   */
  because?: 'deauthorized';
}
