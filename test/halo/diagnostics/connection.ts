import { readStats } from '../operations.ts';
import type { Platform } from '../platform.ts';

const PATIENCE_MS = 3_000;

/** How the connection stands, as the plugin tells it; without whose it is, and without its reasons, which Zoom has worded. */
export async function readConnection(platform: Platform, orgId: string) {
  const stats = await readStats(platform, orgId, PATIENCE_MS);
  if (!stats) return { unavailable: 'no worker has answered' };
  const { scopes } = platform.plugin.manifest.oauth;
  const asked = new Set(scopes.flatMap(({ user, admin }) => [user, admin]));
  const { health, lastSyncAt, totalMeetings, linkedMeetings } = stats;
  const { state, mode, webhook, connectedAt, webhookLastSeenAt, webhookValidatedAt, purgeAt } = health;
  return {
    ...{ state, mode, connectedAt, purgeAt },
    ...{ webhook, webhookLastSeenAt, webhookValidatedAt, lastSyncAt, totalMeetings, linkedMeetings },
    missingScopes: health.missingScopes.flatMap(({ scope }) => (asked.has(scope) ? [scope] : [])),
    token: health.token && { refreshedAt: health.token.refreshedAt, expiresAt: health.token.expiresAt },
    rateLimits: health.rateLimits?.map(({ tier, perSecond, nextAt, parkedUntil }) => ({
      ...{ tier, perSecond, nextAt, parkedUntil },
    })),
    warnings: health.warnings.map(({ code }) => code),
  };
}
