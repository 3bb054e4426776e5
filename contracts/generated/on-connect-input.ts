// Generated from the JSON Schemas by `npm run contracts`. Do not edit.

/**
 * Nothing: the authorization waits, encrypted, as the credential `authorization`.
 */
export interface OnConnectInput {}
