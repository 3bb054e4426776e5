import type { Migration } from '../../../contracts/host.ts';

/** What the insights of each recording have cost, for Halo's pages. Columns are a promise; the table behind them is not. */
export const overviewDistillations: Migration = {
  id: '0009-overview-distillations',
  sql: `
-- null where it was distilled before this was kept
alter table zoom.distillations add column distilled_at timestamptz;
create index distillations_recent on zoom.distillations (org_id, distilled_at);

create view zoom.overview_distillations as
select d.org_id, d.uuid, d.extractor, d.input_tokens, d.output_tokens, d.builtin_pieces, d.dropped, d.distilled_at,
       -- why the Learning Rules let nothing be distilled of it
       r.distill_reason as held_back
from zoom.distillations d
join zoom.recordings r on r.org_id = d.org_id and r.uuid = d.uuid;
`,
};
