import type { Migration } from '../../../contracts/host.ts';

/** Who took part in a recording, for Halo's page of it. Columns are a promise; the table behind them is not. */
export const overviewParticipants: Migration = {
  id: '0008-overview-participants',
  sql: `
create view zoom.overview_participants as
select p.org_id, p.uuid, p.name, p.kind, p.side, p.attended, p.waiting_only, p.addresses, p.seconds
from zoom.participants p;
`,
};
