// Generated from the JSON Schemas by `npm run contracts`. Do not edit.

/**
 * What the connection became.
 */
export interface OnConnectOutput {
  state: 'connected' | 'degraded';
  zoomAccountId: string;
  /**
   * Whose recordings the granted scopes reach.
   */
  mode: 'account' | 'user';
  missingScopes: string[];
  /**
   * `app` = covered by the subscription in the app's settings; `api` = registered through Zoom's API; `inactive` = the hourly sync alone.
   */
  webhook: 'app' | 'api' | 'inactive';
}
