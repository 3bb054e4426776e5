// Generated from the JSON Schemas by `npm run contracts`. Do not edit.

/**
 * Nothing.
 */
export interface StatsInput {}
