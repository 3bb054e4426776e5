import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plugin } from '../../../plugin/index.ts';
import { type HaloDatabase, openHaloDatabase } from '../../halo/postgres/database.ts';
import { createTestDatabase } from '../../halo/postgres/test-database.ts';
import { migrate } from '../../halo/schema.ts';

type Columns = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Halo's pages, its diagnostics and `--json` read these views of the plugin's; the tables below them are its own affair. */
const VIEWS: Columns = {
  // The diagnostics: how far the org has been listed.
  overview_checkpoints: {
    org_id: 'text',
    connected_at: 'timestamp with time zone',
    last_sync_at: 'timestamp with time zone',
    listed_through: 'timestamp with time zone',
    webhook_seen_at: 'timestamp with time zone',
    relinked_at: 'timestamp with time zone',
    purge_at: 'timestamp with time zone',
    lost_at: 'timestamp with time zone',
  },
  // The recording’s page: what distilling has cost, and what held it back.
  overview_distillations: {
    org_id: 'text',
    uuid: 'text',
    extractor: 'text',
    input_tokens: 'integer',
    output_tokens: 'integer',
    builtin_pieces: 'integer',
    dropped: 'integer',
    distilled_at: 'timestamp with time zone',
    held_back: 'text',
  },
  // `--json`, the pages of a recording and of a company.
  overview_insights: {
    org_id: 'text',
    uuid: 'text',
    kind: 'text',
    text: 'text',
    quote: 'text',
    speaker: 'text',
    start_ms: 'integer',
    source_id: 'text',
    position: 'integer',
  },
  // The recording’s page: what an admin has decided.
  overview_link_decisions: {
    org_id: 'text',
    uuid: 'text',
    company_id: 'text',
    end_user_id: 'text',
    decision: 'text',
    decided_by: 'text',
    decided_at: 'timestamp with time zone',
  },
  // The recording’s page: who took part, and where each address was found.
  overview_participants: {
    org_id: 'text',
    uuid: 'text',
    name: 'text',
    kind: 'text',
    side: 'text',
    attended: 'boolean',
    waiting_only: 'boolean',
    addresses: 'jsonb',
    seconds: 'integer',
  },
  // `--json`, every list of recordings, and the company’s page.
  overview_recordings: {
    org_id: 'text',
    uuid: 'text',
    topic: 'text',
    start_time: 'timestamp with time zone',
    duration_minutes: 'integer',
    host_email: 'text',
    state: 'text',
    reason: 'text',
    audience: 'text',
    links: 'jsonb',
  },
  // The diagnostics: where a run stands.
  overview_run_checkpoints: {
    org_id: 'text',
    scope: 'text',
    trigger: 'text',
    state: 'text',
    phase: 'text',
    listing_done: 'boolean',
    started_at: 'timestamp with time zone',
    beat_at: 'timestamp with time zone',
    finished_at: 'timestamp with time zone',
    walked_to: 'text',
    error_code: 'text',
  },
  // GET …/runs, `--json`, and the page’s history of syncs.
  overview_runs: {
    org_id: 'text',
    id: 'uuid',
    scope: 'text',
    trigger: 'text',
    started_by: 'text',
    state: 'text',
    phase: 'text',
    found: 'integer',
    done: 'integer',
    listed: 'integer',
    ingested: 'integer',
    unchanged: 'integer',
    skipped: 'integer',
    failed: 'integer',
    removed: 'integer',
    reasons: 'jsonb',
    started_at: 'timestamp with time zone',
    finished_at: 'timestamp with time zone',
    error: 'text',
    advice: 'text',
    failures: 'jsonb',
  },
  // The recording’s page: whom it may be about.
  overview_suggestions: {
    org_id: 'text',
    uuid: 'text',
    reason: 'text',
    evidence: 'text',
    company_id: 'text',
    end_user_id: 'text',
  },
};

/** What contracts/tables.sql asks of Halo: the plugin's queries name these columns, and those with a `!` are never null. */
const TABLES: Columns = {
  teams: {
    id: 'text!',
    name: 'text!',
    settings: 'jsonb!',
  },
  team_members: {
    org_id: 'text!',
    email: 'text!',
  },
  companies: {
    org_id: 'text!',
    id: 'text!',
    name: 'text!',
    domain: 'text',
    domain_key: 'text',
  },
  end_users: {
    org_id: 'text!',
    id: 'text!',
    email: 'text',
    name: 'text',
    company_id: 'text',
    email_key: 'text',
    name_key: 'text',
  },
  learning_rules: {
    org_id: 'text!',
    id: 'text!',
    type: 'text!',
    text: 'text!',
    paused: 'boolean!',
  },
  meetings: {
    id: 'uuid!',
    org_id: 'text!',
    provider: 'text!',
    external_id: 'text!',
    title: 'text!',
    started_at: 'timestamp with time zone!',
    duration_minutes: 'integer!',
    host_email: 'text',
    audience: 'text!',
    source_id: 'text!',
    created_at: 'timestamp with time zone!',
    updated_at: 'timestamp with time zone!',
    linked: 'boolean!',
  },
  meeting_counts: {
    id: 'uuid!',
    org_id: 'text!',
    provider: 'text!',
    day: 'date!',
    meetings: 'integer!',
    linked: 'integer!',
  },
  meeting_links: {
    org_id: 'text!',
    meeting_id: 'uuid!',
    company_id: 'text',
    end_user_id: 'text',
    email: 'text',
    source: 'text!',
    method: 'text!',
    confidence: 'real!',
    attended: 'boolean!',
  },
  webhook_endpoints: {
    provider: 'text!',
    validated_at: 'timestamp with time zone!',
  },
};

let halo: HaloDatabase;

beforeAll(async () => {
  halo = openHaloDatabase(await createTestDatabase());
  await migrate(halo, plugin.manifest.provider, plugin.migrations);
});
afterAll(() => halo.end());

describe('a migrated database', () => {
  it.each(Object.entries(VIEWS))('offers the view %s with these columns', async (view, columns) => {
    expect(await columnsOf('zoom', view)).toEqual(columns);
  });

  it.each(Object.entries(TABLES))('has Halo’s table %s with these columns', async (table, columns) => {
    expect(await columnsOf('public', table)).toEqual(columns);
  });

  it('offers no other views', async () => {
    const views = await halo.query<{ name: string }>(
      `select table_name as name from information_schema.views where table_schema = 'zoom' order by 1`,
    );
    expect(views.map(({ name }) => name)).toEqual(Object.keys(VIEWS).toSorted());
  });
});

/** As PostgreSQL has them. */
async function columnsOf(schema: string, table: string): Promise<Record<string, string>> {
  const rows = await halo.query<{ name: string; type: string; nullable: string }>(
    `select column_name as name, data_type as type, is_nullable as nullable from information_schema.columns
     where table_schema = $1 and table_name = $2 order by ordinal_position`,
    [schema, table],
  );
  const written = rows.map(({ name, type, nullable }) => [name, type + (nullable === 'NO' ? '!' : '')]);
  return Object.fromEntries(written);
}
