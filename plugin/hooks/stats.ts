import { inject, injectable } from 'tsyringe';
import type { Stats } from '../../contracts/generated/stats-output.ts';
import type { Host } from '../../contracts/host.ts';
import { healthWarnings } from '../health-warnings.ts';
import { HOST } from '../injection.ts';
import { manifest } from '../manifest.ts';
import { readSettings } from '../settings.ts';
import { type Connection, Connections } from '../store/connections.ts';
import { Statistics } from '../store/statistics.ts';
import { missingScopes } from '../zoom/scopes.ts';

const DAY_MS = 86_400_000;
const ACTIVITY_DAYS = 14;
const RECENT = 10;

/** What the integration page shows, from stored state: Zoom is never asked. */
@injectable()
export class StatsHook {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly connections: Connections,
    private readonly statistics: Statistics,
  ) {}

  async run(): Promise<Stats> {
    const { db, clock } = this.host;
    const days = lastDays(clock.now(), ACTIVITY_DAYS);
    const connection = await this.connections.read(db);
    const counts = await this.statistics.meetings(db);
    const recent = await this.statistics.recent(db, RECENT);
    const perDay = await this.statistics.perDay(db, new Date(days[0] ?? clock.now()));
    const unfinished = await this.statistics.unfinished(db);
    const validatedAt = await this.statistics.webhookValidatedAt(db);
    return {
      totalMeetings: counts.total,
      linkedMeetings: counts.linked,
      recentTranscripts: recent.map((one) => ({ ...one, startTime: one.startTime.toISOString() })),
      activity: days.map((day) => ({ day, transcripts: perDay.get(day) ?? 0 })),
      lastSyncAt: connection?.lastSyncAt?.toISOString() ?? null,
      health: {
        ...health(connection, validatedAt),
        warnings: connection
          ? healthWarnings(connection, validatedAt, readSettings(this.host.settings), clock.now())
          : [],
        awaitingTranscript: unfinished.awaiting,
        failed: unfinished.failed,
      },
    };
  }
}

function health(
  connection: Connection | null,
  validatedAt: Date | null,
): Omit<Stats['health'], 'warnings' | 'awaitingTranscript' | 'failed'> {
  if (!connection) return { state: 'disconnected', missingScopes: [], webhook: 'inactive' };
  const { state, reason, accountId, webhook, webhookReason, webhookSeenAt, purgeAt } = connection;
  return {
    state,
    ...grantOf(connection),
    webhook,
    zoomAccountId: accountId,
    ...(reason === null ? {} : { reason }),
    ...(webhookReason === null ? {} : { webhookReason }),
    ...(webhookSeenAt === null ? {} : { webhookLastSeenAt: webhookSeenAt.toISOString() }),
    ...(validatedAt === null ? {} : { webhookValidatedAt: validatedAt.toISOString() }),
    ...(purgeAt === null ? {} : { purgeAt: purgeAt.toISOString() }),
  };
}

/** What the connection may do. Of one that is over, nothing is granted and nothing is missing. */
function grantOf({ state, mode, scopes }: Connection): Pick<Stats['health'], 'mode' | 'missingScopes'> {
  if (state === 'disconnected' || state === 'deauthorized') return { missingScopes: [] };
  return { mode, missingScopes: missingScopes(manifest.oauth.scopes, scopes, mode) };
}

/** UTC days as `yyyy-mm-dd`, oldest first, today last. */
function lastDays(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    new Date(now.getTime() - (count - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
}
