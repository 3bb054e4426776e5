// Generated from the JSON Schemas by `npm run contracts`. Do not edit.

/**
 * What was taken away.
 */
export interface OnDisconnectOutput {
  /**
   * Whether Zoom confirmed; best effort.
   */
  revoked: boolean;
  purgedMeetings: number;
}
