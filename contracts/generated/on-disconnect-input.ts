// Generated from the JSON Schemas by `npm run contracts`. Do not edit.

/**
 * Whether what was ingested stays.
 */
export interface OnDisconnectInput {
  data: 'keep' | 'purge';
}
