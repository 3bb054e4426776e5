import { describe, expect, it } from 'vitest';
import { healthWarnings } from '../../../plugin/hooks/health-warnings.ts';
import { readSettings } from '../../../plugin/settings.ts';
import type { Connection } from '../../../plugin/store/connection.ts';

const NOW = new Date('2026-10-15T12:00:00Z');
const SETTINGS = readSettings({});
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

const connection = (change: Partial<Connection> = {}): Connection => ({
  accountId: 'account',
  userId: 'user',
  userEmail: null,
  mode: 'account',
  state: 'connected',
  reason: null,
  scopes: [],
  missingScopes: [],
  webhook: 'app',
  webhookReason: null,
  subscriptionId: null,
  connectedBy: 'dana',
  connectedAt: hoursAgo(1000),
  webhookSeenAt: null,
  lastSyncAt: null,
  listedThrough: null,
  relinkedAt: null,
  purgeAt: null,
  lostAt: null,
  lostEndpoint: null,
  ...change,
});
const around = (validatedAt: Date | null) => ({
  validatedAt,
  tokensReadable: true,
  settings: SETTINGS,
  now: NOW,
});
const codes = (of: Connection, validatedAt: Date | null) =>
  healthWarnings(of, around(validatedAt)).map(({ code }) => code);

describe('the health of the webhook', () => {
  it('is fine as long as Zoom has checked its address within 80 hours', () => {
    expect(codes(connection(), hoursAgo(80))).toEqual([]);
    expect(codes(connection(), hoursAgo(81))).toEqual(['webhook_validation_old']);
  });

  it('says for how long Zoom has not checked, what follows from that, and what to do', () => {
    expect(healthWarnings(connection(), around(hoursAgo(100)))).toEqual([
      {
        code: 'webhook_validation_old',
        message: expect.stringContaining('100 hours ago'),
        advice: expect.stringContaining('press Validate'),
      },
    ]);
  });

  it('is in doubt when Zoom has never checked the address nor sent anything for days', () => {
    expect(codes(connection(), null)).toEqual(['webhook_never_validated']);
    expect(codes(connection({ webhookSeenAt: hoursAgo(2) }), null)).toEqual([]);
    expect(codes(connection({ connectedAt: hoursAgo(2) }), null)).toEqual([]);
  });

  it.each([{ state: 'disconnected' }, { state: 'deauthorized' }, { webhook: 'inactive' }] as const)(
    'is no matter of concern for a connection that has %o',
    (change) => {
      expect(codes(connection(change), hoursAgo(500))).toEqual([]);
    },
  );
});

describe('an outage of Zoom', () => {
  const warnings = (lostAt: Date | null, state: Connection['state'] = 'connected') =>
    healthWarnings(connection({ lostAt, state }), around(hoursAgo(1)));

  it('is told once it has lasted for a quarter of an hour, and of a connection that is alive', () => {
    expect(warnings(hoursAgo(0.24))).toEqual([]);
    expect(warnings(hoursAgo(0.25))).toMatchObject([
      { code: 'zoom_unreachable', message: 'Zoom has not answered for 15 minutes.' },
    ]);
    expect(warnings(hoursAgo(5))).toMatchObject([{ message: 'Zoom has not answered for 5 hours.' }]);
    expect(warnings(hoursAgo(5), 'reconnect_needed')).toEqual([]);
  });
});

describe('tokens that cannot be opened', () => {
  it('are told, with what may have happened', () => {
    expect(healthWarnings(connection(), { ...around(hoursAgo(1)), tokensReadable: false })).toMatchObject([
      { code: 'tokens_unreadable', advice: expect.stringContaining('encryption key') },
    ]);
  });
});

describe('a pattern of the org’s own that cannot be used', () => {
  const warnings = (...redactPatterns: string[]) =>
    healthWarnings(connection(), { ...around(hoursAgo(1)), settings: readSettings({ redactPatterns }) });

  it('is named with what is wrong with it, for whoever wrote it believes that it masks something', () => {
    expect(warnings('ACME-\\d{6}', 'ACME-(')).toEqual([
      {
        code: 'redaction_pattern_unusable',
        message: expect.stringMatching(/^The pattern ACME-\( masks nothing\. .+\.$/),
        advice: expect.stringContaining('full resync'),
      },
    ]);
  });

  it('is no trouble where there is none', () => {
    expect(warnings('ACME-\\d{6}')).toEqual([]);
  });
});
