/**
 * What pg-boss can run on, of which the last two can be several machines. It has another one, `yugabytedb`, that it no
 * longer tests and will refuse.
 */
export const JOBS_BACKENDS = ['postgres', 'citus', 'cockroachdb'] as const;

export type JobsBackend = (typeof JOBS_BACKENDS)[number];
