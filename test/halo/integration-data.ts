import type { PluginManifest } from '../../contracts/generated/manifest.ts';
import type { Stats } from '../../contracts/generated/stats-output.ts';
import { lastConnectFailure } from './connect-failure.ts';
import { type CustomerNames, customerNames } from './customer-directory.ts';
import { ingestIsOn } from './integrations.ts';
import { type DeadLetters, readDeadLetters } from './jobs/dead-letters.ts';
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
import type { Platform } from './platform.ts';
import type { Session } from './sessions.ts';

/** Everything that the page of the integration shows. */
export interface IntegrationData {
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
  readonly message: Message | undefined;
  readonly mayChange: boolean;
  /** The reader wants the page to stand still. */
  readonly paused: boolean;
  /** Something is going on that is worth watching closely. */
  readonly busy: boolean;
  readonly now: Date;
}

export interface PageRequest {
  readonly session: Session;
  readonly message?: Message | undefined;
  readonly paused?: boolean;
  /** Something was asked for and shows soon. */
  readonly expecting?: boolean;
}

const COST_MS = 30 * 86_400_000;
const SHOWN = { recordings: 8, insights: 30, runs: 5, deadLetters: 20 };

export async function readIntegration(platform: Platform, request: PageRequest): Promise<IntegrationData> {
  const { halo, plugin, clock } = platform;
  const { manifest } = plugin;
  const { orgId, permissions } = request.session;
  const stats = await readStats(platform, orgId);
  const runs = await readRuns(halo, orgId, SHOWN.runs);
  const recordings = await readRecordings(halo, orgId, SHOWN.recordings);
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
    recordings,
    insights: await readInsights(halo, orgId, SHOWN.insights),
    runs,
    distilling: await readDistillingCost(halo, orgId, new Date(clock.now().getTime() - COST_MS)),
    deadLetters: await readDeadLetters(platform, orgId, SHOWN.deadLetters),
    names: await customerNames(
      halo,
      orgId,
      recordings.flatMap(({ links }) => links),
    ),
    message: request.message ?? (failure ? { tone: 'bad', ...failure } : undefined),
    mayChange: permissions.includes(manifest.permissions.change),
    paused: request.paused ?? false,
    busy,
    now: clock.now(),
  };
}
