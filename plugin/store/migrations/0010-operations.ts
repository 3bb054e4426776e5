import type { Migration } from '../../../contracts/host.ts';

/** What whoever runs Halo is told of: outages of Zoom, and why runs failed, by a code. */
export const operations: Migration = {
  id: '0010-operations',
  sql: `
alter table zoom.connections
  -- since when Zoom has not answered, and to what; null while it does
  add column lost_at timestamptz,
  add column lost_endpoint text;

-- what the error is called; null where it was not foreseen, or came before this was kept
alter table zoom.runs add column error_code text;

-- How far each connection has come, and each run, without anybody's words.
create view zoom.overview_checkpoints as
select c.org_id, c.connected_at, c.last_sync_at, c.listed_through, c.webhook_seen_at, c.relinked_at, c.purge_at, c.lost_at
from zoom.connections c;
create view zoom.overview_run_checkpoints as
select r.org_id, r.scope, r.trigger, r.state, r.phase, r.listing_done, r.started_at, r.beat_at, r.finished_at,
       r.checkpoint ->> 'walkedTo' as walked_to, r.error_code
from zoom.runs r;
`,
};
