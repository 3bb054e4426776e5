import type { PluginManifest } from '../../contracts/generated/manifest.ts';
import type { Stats } from '../../contracts/generated/stats-output.ts';
import type { Queryable } from '../../contracts/host.ts';
import { lastConnectFailure } from './connect-failure.ts';
import { ingestIsOn } from './integrations.ts';
import { readDeadLetters } from './jobs/dead-letters.ts';
import { parseAsker } from './knowledge/audience.ts';
import { excerpts } from './knowledge/excerpts.ts';
import { search } from './knowledge/search.ts';
import type { Message } from './message.ts';
import { readStats } from './operations.ts';
import { type Org, readOrg } from './orgs.ts';
import {
  type DistillingCost,
  type InsightRow,
  type RecordingRow,
  type RunRow,
  readDistillingCost,
  readInsights,
  readRecordings,
  readRuns,
} from './overview.ts';
import type { DeadLetters } from './page/dead-letters.tsx';
import type { Search } from './page/knowledge.tsx';
import type { CustomerNames } from './page/recordings.tsx';
import type { Platform } from './platform.ts';
import type { Session } from './sessions.ts';

/** Everything the page shows. */
export interface PageData {
  readonly manifest: PluginManifest;
  readonly org: Org;
  readonly stats: Stats | undefined;
  readonly ingest: boolean;
  readonly recordings: readonly RecordingRow[];
  readonly insights: readonly InsightRow[];
  readonly runs: readonly RunRow[];
  readonly deadLetters: DeadLetters;
  /** Of the last thirty days. */
  readonly distilling: DistillingCost;
  readonly names: CustomerNames;
  readonly search: Search;
  readonly message: Message | undefined;
  readonly mayChange: boolean;
  /** The reader wants the page to stand still. */
  readonly paused: boolean;
  /** Something is going on that is worth watching closely. */
  readonly busy: boolean;
  readonly now: Date;
}

interface Question {
  readonly text: string;
  readonly as: string;
}

export interface PageRequest {
  readonly session: Session;
  readonly question?: Question;
  readonly message?: Message | undefined;
  readonly paused?: boolean;
  /** Something was asked for and shows soon. */
  readonly expecting?: boolean;
}

const COST_MS = 30 * 86_400_000;
const SHOWN = { recordings: 8, insights: 30, runs: 5, deadLetters: 20, hits: 5 };

export async function readPage(platform: Platform, request: PageRequest): Promise<PageData> {
  const { halo, plugin, clock } = platform;
  const { manifest } = plugin;
  const { orgId, permissions } = request.session;
  const stats = await readStats(platform, orgId);
  const runs = await readRuns(halo, orgId, SHOWN.runs);
  const question = await ask(halo, orgId, request.question ?? { text: '', as: 'staff' });
  const failure = await lastConnectFailure(platform, orgId);
  const busy =
    request.expecting ||
    stats?.health.state === 'connecting' ||
    runs.some(({ state }) => state === 'running');
  return {
    manifest,
    org: await readOrg(halo, orgId),
    stats,
    ingest: await ingestIsOn(halo, orgId, manifest.provider),
    recordings: await readRecordings(halo, orgId, SHOWN.recordings),
    insights: await readInsights(halo, orgId, SHOWN.insights),
    runs,
    distilling: await readDistillingCost(halo, orgId, new Date(clock.now().getTime() - COST_MS)),
    deadLetters: await readDeadLetters(platform, orgId, SHOWN.deadLetters),
    names: await customerNames(halo, orgId),
    search: question,
    message: request.message ?? (failure ? { tone: 'bad', ...failure } : undefined),
    mayChange: permissions.includes(manifest.permissions.change),
    paused: request.paused ?? false,
    busy,
    now: clock.now(),
  };
}

async function ask(db: Queryable, orgId: string, { text, as }: Question): Promise<Search> {
  const asker = parseAsker(as);
  if (!asker || text === '') return { text, as, hits: undefined };
  const hits = await search(db, orgId, { text, asker, limit: SHOWN.hits });
  const found = await excerpts(
    db,
    text,
    hits.map((hit) => hit.text),
  );
  return { text, as, hits: hits.map((hit, index) => ({ ...hit, excerpt: found[index] ?? [] })) };
}

export async function customerNames(db: Queryable, orgId: string): Promise<CustomerNames> {
  const rows = await db.query<{ id: string; name: string }>(
    `select 'company:' || id as id, name from companies where org_id = $1
     union all select 'user:' || id, coalesce(name, email, id) from end_users where org_id = $1
     order by 1`,
    [orgId],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
