import { describe, expect, it } from 'vitest';
import { flatSchema } from './flat-schema.ts';
import { hookSchema, hookSchemas } from './hook-schemas.ts';

/** The lines of ./flat-schema.ts for what each hook answers. */
const OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  // Kept with the job, for support.
  'on-connect': [
    'state: connected | degraded',
    'zoomAccountId: text',
    'mode: account | user',
    'missingScopes: list of text',
    'webhook: app | api | inactive',
  ],
  // `action` is a label of zoom_events_total.
  'on-webhook': ['action: queued | removed | noted | disconnected | none', 'recordings: count'],
  // `outcome` is a label of zoom_recordings_total; settings are tried by `verdicts`.
  sync: [
    'runId?: text',
    'found: count',
    'queued: count',
    'outcome: listed | relinked | previewed | ingested | unchanged | awaiting_transcript | no_transcript | skipped | restricted | gone | failed | nothing_to_do',
    'reason?: text',
    'verdicts?: list of object',
    'verdicts[].uuid: text',
    'verdicts[].now: text',
    'verdicts[].next: text',
  ],
  // Rules are tried by `verdicts`; the rules page says what was not understood.
  distill: [
    'distilled: count',
    'unchanged: count',
    'skipped: count',
    'missing: count',
    'insights: count',
    'dropped: count',
    'inputTokens: count',
    'outputTokens: count',
    'notUnderstood: list of string',
    'verdicts?: list of object',
    'verdicts[].source: string',
    'verdicts[].verdict: distilled | removed | skipped | missing',
    'verdicts[].reason: string or null',
    'verdicts[].insights: object',
    'verdicts[].insights.*: integer from 1',
  ],
  // GET …/stats answers with it, and the page is drawn from it.
  stats: [
    'totalMeetings: count',
    'linkedMeetings: count',
    'recentTranscripts: list of object',
    'recentTranscripts[].uuid: text',
    'recentTranscripts[].topic: string',
    'recentTranscripts[].startTime: date-time',
    'recentTranscripts[].customers: list of text',
    'activity: list of object',
    'activity[].day: text',
    'activity[].transcripts: count',
    'lastSyncAt: date-time or null',
    'health: object',
    'health.state: connecting | connected | degraded | reconnect_needed | disconnected | deauthorized',
    'health.reason?: text',
    'health.zoomAccountId?: text',
    'health.zoomUser?: text',
    'health.connectedBy?: text',
    'health.connectedAt?: date-time',
    'health.mode?: account | user',
    'health.missingScopes: list of object',
    'health.missingScopes[].scope: text',
    'health.missingScopes[].optional: boolean',
    'health.missingScopes[].costs: text',
    'health.webhook: app | api | inactive',
    'health.webhookReason?: text',
    'health.webhookLastSeenAt?: date-time',
    'health.awaitingTranscript: count',
    'health.failed: count',
    'health.webhookValidatedAt?: date-time',
    'health.purgeAt?: date-time',
    'health.rateLimits?: list of object',
    'health.rateLimits[].tier: light | medium | heavy',
    'health.rateLimits[].perSecond: number above 0',
    'health.rateLimits[].nextAt?: date-time',
    'health.rateLimits[].parkedUntil?: date-time',
    'health.token?: object',
    'health.token.expiresAt: date-time',
    'health.token.refreshedAt?: date-time',
    'health.warnings: list of object',
    'health.warnings[].code: zoom_unreachable | tokens_unreadable | webhook_validation_old | webhook_never_validated | redaction_pattern_unusable',
    'health.warnings[].message: text',
    'health.warnings[].advice: text',
  ],
  // The page says whether Zoom has confirmed, and what was deleted.
  'on-disconnect': ['revoked: boolean', 'purgedMeetings: count'],
};

describe('the output of a hook', () => {
  it.each(Object.entries(OUTPUTS))('%s answers with these fields, and no others', async (hook, lines) => {
    expect(flatSchema(await hookSchema(`${hook}.output`))).toEqual(lines);
  });

  it('is one of these', async () => {
    expect(await hookSchemas('output')).toEqual(Object.keys(OUTPUTS).toSorted());
  });
});
