import type { Migration } from '../../../contracts/host.ts';

/** What distilling has cost and what the model has said; the player of a recording; by which rules one is held back. */
export const distillations: Migration = {
  id: '0007-distillations',
  sql: `
-- where the recording can be watched; null where Zoom shows no player, or where it came in before this was kept
alter table zoom.transcripts add column moments jsonb;

-- a hash of the keyword rules that hold it back: others may let it in
alter table zoom.recordings add column held_by text;
create index recordings_held on zoom.recordings (org_id, held_by) where reason = 'keyword_rule';

-- What the model has said to each question about a meeting as it is now, so that nothing is asked twice.
create table zoom.model_answers (
  org_id         text not null,
  uuid           text not null,
  -- a hash: the question holds the words of the meeting
  question       text not null,
  -- null where no valid answer was given
  answer         jsonb,
  input_tokens   integer not null,
  output_tokens  integer not null,
  primary key (org_id, uuid, question),
  foreign key (org_id, uuid) references zoom.recordings on delete cascade
);

-- How the insights of a meeting were found, and what they have cost.
create table zoom.distillations (
  org_id          text not null,
  uuid            text not null,
  extractor       text not null check (extractor in ('model', 'builtin')),
  input_tokens    integer not null,
  output_tokens   integer not null,
  -- pieces of the transcript that the built-in extractor read in the model's place
  builtin_pieces  integer not null,
  -- proposals whose quote the transcript does not hold
  dropped         integer not null,
  primary key (org_id, uuid),
  foreign key (org_id, uuid) references zoom.recordings on delete cascade
);

do $$
declare name text;
begin
  foreach name in array array['model_answers', 'distillations']
  loop
    execute format('alter table zoom.%I enable row level security', name);
    execute format(
      'create policy own_org on zoom.%I using (org_id = current_setting(''halo.org_id'', true))', name);
    execute format('grant select, insert, update, delete on zoom.%I to halo_plugin_zoom', name);
  end loop;
end $$;
`,
};
