import type { Stats } from '../../../contracts/generated/stats-output.ts';
import type { Host } from '../../../contracts/host.ts';
import { manifest } from './manifest.ts';

const RECENT = 10;

interface Connection {
  readonly accountId: string;
  readonly state: 'connected' | 'degraded';
  readonly missing: readonly string[];
  readonly lastSyncAt: Date | null;
}

interface Meeting {
  readonly uuid: string;
  readonly topic: string;
  readonly startTime: Date;
}

export async function stats(_: unknown, { db }: Host): Promise<Stats> {
  const [connection] = await db.query<Connection>(
    `select account_id as "accountId", state, missing, last_sync_at as "lastSyncAt" from parley.connections`,
  );
  const [counts] = await db.query<{ total: number; linked: number }>(
    `select coalesce(sum(meetings), 0)::int as total, coalesce(sum(linked), 0)::int as linked
     from meeting_counts where provider = $1`,
    [manifest.provider],
  );
  const recent = await db.query<Meeting>(
    `select external_id as uuid, title as topic, started_at as "startTime" from meetings
     where provider = $1 order by started_at desc limit $2`,
    [manifest.provider, RECENT],
  );
  const missing = connection?.missing ?? [];
  return {
    totalMeetings: counts?.total ?? 0,
    linkedMeetings: counts?.linked ?? 0,
    recentTranscripts: recent.map(({ startTime, ...rest }) => ({
      ...{ ...rest, startTime: startTime.toISOString() },
      customers: [],
    })),
    activity: [],
    lastSyncAt: connection?.lastSyncAt?.toISOString() ?? null,
    health: {
      state: connection?.state ?? 'disconnected',
      ...(connection ? { zoomAccountId: connection.accountId } : {}),
      missingScopes: missing.map((scope) => ({ scope, optional: false, costs: costsOf(scope) })),
      webhook: connection ? 'app' : 'inactive',
      warnings: [],
      awaitingTranscript: 0,
      failed: 0,
    },
  };
}

function costsOf(scope: string): string {
  return manifest.oauth.scopes.find(({ user }) => user === scope)?.costs ?? 'Unknown.';
}
