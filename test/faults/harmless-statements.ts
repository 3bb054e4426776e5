/** A turn at Zoom's that is not used; and a run that its job lets go of, so that the next job need not take it for busy. */
export const HARMLESS = /insert into zoom\.request_budgets|update zoom\.runs set beat_at = null/i;
