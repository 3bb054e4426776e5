import { inject, injectable } from 'tsyringe';
import type { Stats } from '../../contracts/generated/stats-output.ts';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { manifest } from '../manifest.ts';
import { readSettings } from '../settings.ts';
import { type Connection, isOver } from '../store/connection.ts';
import { Connections } from '../store/connections.ts';
import { Statistics } from '../store/statistics.ts';
import { Pacing } from '../zoom/pacing.ts';
import { missingScopes } from '../zoom/scopes.ts';
import { Tokens } from '../zoom/tokens.ts';
import { healthWarnings } from './health-warnings.ts';

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
    private readonly pacing: Pacing,
    private readonly tokens: Tokens,
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
    const token = connection && !isOver(connection) ? await this.#token() : null;
    const settings = readSettings(this.host.settings);
    const around = { validatedAt, tokensReadable: token !== 'unreadable', settings, now: clock.now() };
    return {
      totalMeetings: counts.total,
      linkedMeetings: counts.linked,
      recentTranscripts: recent.map((one) => ({ ...one, startTime: one.startTime.toISOString() })),
      activity: days.map((day) => ({ day, transcripts: perDay.get(day) ?? 0 })),
      lastSyncAt: connection?.lastSyncAt?.toISOString() ?? null,
      health: {
        ...health(connection, validatedAt),
        ...(connection && !isOver(connection) ? { rateLimits: await this.#rateLimits(connection) } : {}),
        ...(token === null || token === 'unreadable' ? {} : { token }),
        warnings: connection ? healthWarnings(connection, around) : [],
        awaitingTranscript: unfinished.awaiting,
        failed: unfinished.failed,
      },
    };
  }

  /** How far Zoom may be asked now. */
  async #rateLimits({ accountId }: Connection): Promise<NonNullable<Stats['health']['rateLimits']>> {
    const tiers = await this.pacing.standing(accountId);
    return tiers.map(({ tier, perSecond, nextAt, parkedUntil }) => ({
      ...{ tier, perSecond },
      ...(nextAt === null ? {} : { nextAt: nextAt.toISOString() }),
      ...(parkedUntil === null ? {} : { parkedUntil: parkedUntil.toISOString() }),
    }));
  }

  /** Null if there is none. The figures are needed even if it cannot be opened. */
  async #token(): Promise<NonNullable<Stats['health']['token']> | 'unreadable' | null> {
    try {
      const lifetime = await this.tokens.lifetime();
      if (!lifetime) return null;
      const { refreshedAt, expiresAt } = lifetime;
      const since = refreshedAt === null ? {} : { refreshedAt: refreshedAt.toISOString() };
      return { expiresAt: expiresAt.toISOString(), ...since };
    } catch {
      this.host.signal.throwIfAborted();
      return 'unreadable';
    }
  }
}

type Standing = Omit<Stats['health'], 'warnings' | 'awaitingTranscript' | 'failed' | 'rateLimits' | 'token'>;

function health(connection: Connection | null, validatedAt: Date | null): Standing {
  if (!connection) return { state: 'disconnected', missingScopes: [], webhook: 'inactive' };
  const { state, reason, accountId, userEmail, webhook, webhookReason, webhookSeenAt, purgeAt } = connection;
  return {
    state,
    ...grantOf(connection),
    webhook,
    zoomAccountId: accountId,
    ...(userEmail === null || isOver(connection) ? {} : { zoomUser: userEmail }),
    connectedBy: connection.connectedBy,
    connectedAt: connection.connectedAt.toISOString(),
    ...(reason === null ? {} : { reason }),
    ...(webhookReason === null ? {} : { webhookReason }),
    ...(webhookSeenAt === null ? {} : { webhookLastSeenAt: webhookSeenAt.toISOString() }),
    ...(validatedAt === null ? {} : { webhookValidatedAt: validatedAt.toISOString() }),
    ...(purgeAt === null ? {} : { purgeAt: purgeAt.toISOString() }),
  };
}

/** What the connection may do. Of one that is over, nothing is granted and nothing is missing. */
function grantOf(connection: Connection): Pick<Stats['health'], 'mode' | 'missingScopes'> {
  const { mode, scopes } = connection;
  if (isOver(connection)) return { missingScopes: [] };
  return { mode, missingScopes: missingScopes(manifest.oauth.scopes, scopes, mode) };
}

/** UTC days as `yyyy-mm-dd`, oldest first, today last. */
function lastDays(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    new Date(now.getTime() - (count - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
}
