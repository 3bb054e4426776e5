import type { Migration } from '../../../contracts/host.ts';

/** What tells that a job was lost, or that two of them read one recording at once. */
export const lostJobs: Migration = {
  id: '0004-lost-jobs',
  sql: `
alter table zoom.recordings
  -- how often what a job read of it has been written: a job that finds another count than it began with reads again
  add column reads integer not null default 0,
  -- when the job that distils it was sent; null once that is done
  add column distill_queued_at timestamptz,
  -- how often that job was sent for this content
  add column distill_sends integer not null default 0;
create index recordings_queued on zoom.recordings (org_id, queued_at) where queued_at is not null;
create index recordings_distill_queued on zoom.recordings (org_id, distill_queued_at)
  where distill_queued_at is not null;
`,
};
