import { describe, expect, it } from 'vitest';
import type { Stats } from '../../../contracts/generated/stats-output.ts';
import type { DistillingCost } from '../../halo/overview.ts';
import { HealthPanel } from '../../halo/page/health.tsx';
import { manifest, NO_STATS, statsWith } from './made-up-plugin.ts';

const NOW = new Date('2026-03-20T10:00:00Z');
const CONNECTED = {
  state: 'connected',
  zoomAccountId: 'account-1',
  mode: 'account',
  webhook: 'app',
} as const;
const NO_COST: DistillingCost = {
  ...{ recordings: 0, byModel: 0, fallenBack: 0, inputTokens: 0, outputTokens: 0 },
};

function drawn(stats: Stats, { mayChange = true, distilling = NO_COST } = {}): string {
  return String(HealthPanel({ manifest, stats, distilling, mayChange, now: NOW }));
}

const panel = (health: Partial<Stats['health']>) => drawn(statsWith({ ...CONNECTED, ...health }));

const SIGNS: readonly [string, Partial<Stats['health']>, readonly RegExp[]][] = [
  ['that all is well', {}, [/Accepted/, /All \d+ granted/, /Active/, /none has come yet/, /Not yet/]],
  [
    'when access was renewed',
    { token: { expiresAt: NOW.toISOString(), refreshedAt: NOW.toISOString() } },
    [/Renewed <time [^>]*>just now/],
  ],
  ['that access was refused', { state: 'reconnect_needed' }, [/Refused.*Reconnect to renew it/s]],
  [
    'that permissions are missing',
    { missingScopes: [{ scope: 'meeting:read:past_meeting:admin', optional: true, costs: 'Less.' }] },
    [/badge warning">1 of \d+ missing/],
  ],
  [
    'that no webhook comes, why, and what takes its place',
    { webhook: 'inactive', webhookReason: 'Zoom could not reach it.' },
    [
      /Webhook.*Not active.*Halo looks for new transcripts hourly/s,
      /Zoom could not reach it\. Reconnect to try again\./,
    ],
  ],
  [
    'when Zoom last checked the webhook’s address',
    { webhookValidatedAt: '2026-03-16T06:00:00.000Z' },
    [/Passed.*Zoom checked the address <time datetime="2026-03-16T06:00:00.000Z"/s],
  ],
  [
    'that Zoom’s next check of the address is overdue',
    {
      webhookValidatedAt: '2026-03-16T06:00:00.000Z',
      warnings: [{ code: 'webhook_validation_old', message: 'Old.', advice: 'Wait.' }],
    },
    [/badge warning">Overdue/],
  ],
  [
    'that the day’s limit is reached, and until when',
    { rateLimits: [{ tier: 'heavy', perSecond: 10, parkedUntil: '2026-03-02T00:00:00.000Z' }] },
    [/Limit of the day reached.*<time datetime="2026-03-02T00:00:00.000Z"/s],
  ],
  [
    'that requests wait their turn',
    { rateLimits: [{ tier: 'heavy', perSecond: 10, nextAt: '2026-03-02T00:00:00.000Z' }] },
    [/Requests wait their turn.*10 heavy requests a second/s],
  ],
  ['which recordings wait', { awaitingTranscript: 3 }, [/>3<.*recordings\?state=awaiting_transcript"/s]],
  ['which recordings failed', { failed: 2 }, [/>2<.*recordings\?state=failed"/s]],
];

describe('of the health of a connection, the page says', () => {
  it.each(SIGNS)('%s', (_, told, shown) => {
    const health = panel(told);
    for (const each of shown) expect(health).toMatch(each);
  });

  it.each([
    ['without a model as free', { byModel: 0 }, /No cost.*1 meeting in 30 days, without a language model/s],
    [
      'by the model in tokens',
      { byModel: 1, inputTokens: 12_000, outputTokens: 345 },
      /12,345 tokens<.*1 meeting in 30 days: 12,000 tokens read, 345 written\.</s,
    ],
    [
      'with what the model left',
      { byModel: 1, fallenBack: 1 },
      /Parts of 1 meeting were distilled without the model/,
    ],
  ])('what distilling has cost, %s', (_, cost, shown) => {
    const distilling = { ...NO_COST, recordings: 1, ...cost };
    expect(drawn(statsWith(CONNECTED), { distilling })).toMatch(shown);
  });

  it('nothing while there is none', () => {
    expect(drawn(NO_STATS)).toContain('until Zoom is connected');
  });

  it('where diagnostics are to be had, to those who may ask for them', () => {
    expect(drawn(NO_STATS)).toContain(
      'href="/api/integrations/zoom/diagnostics" download="zoom-diagnostics.json"',
    );
    expect(drawn(NO_STATS, { mayChange: false })).not.toContain('diagnostics');
  });
});
