import type { PluginManifest } from '../../../contracts/generated/manifest.ts';
import type { Delivery } from '../../../contracts/generated/on-webhook-input.ts';
import type { Stats } from '../../../contracts/generated/stats-output.ts';
import { manifest as manifestContract } from '../../../contracts/generated/validators.ts';
import type { HaloPlugin, Hooks } from '../../../contracts/plugin.ts';
import manifestFile from '../../../plugin.manifest.json' with { type: 'json' };

export const manifest: PluginManifest = manifestContract.parse(manifestFile);

/** A delivery as the made-up door reads it: the body is the delivery, signed by naming the secret in a header. */
export function delivery(key: string, accountId = 'account-1'): Delivery {
  return { key, event: 'recording.transcript_completed', eventTs: 1, accountId, meetings: [] };
}

export const NO_STATS: Stats = {
  totalMeetings: 0,
  linkedMeetings: 0,
  recentTranscripts: [],
  activity: [],
  lastSyncAt: null,
  health: {
    state: 'disconnected',
    missingScopes: [],
    webhook: 'inactive',
    warnings: [],
    awaitingTranscript: 0,
    failed: 0,
  },
};

/** The figures of an org of whose connection this is known. */
export function statsWith(health: Partial<Stats['health']>): Stats {
  return { ...NO_STATS, health: { ...NO_STATS.health, ...health } };
}

const QUIET: Hooks = {
  onConnect: async () => ({
    state: 'connected',
    zoomAccountId: 'account-1',
    mode: 'user',
    missingScopes: [],
    webhook: 'app',
  }),
  onWebhook: async () => ({ action: 'none', recordings: 0 }),
  sync: async () => ({ found: 0, queued: 0, outcome: 'nothing_to_do' }),
  distill: async () => ({
    ...{ distilled: 0, unchanged: 0, skipped: 0, missing: 0, insights: 0, dropped: 0 },
    ...{ inputTokens: 0, outputTokens: 0, notUnderstood: [] },
  }),
  stats: async () => NO_STATS,
  onDisconnect: async () => ({ revoked: true, purgedMeetings: 0 }),
};

const text = (status: number, body = '') => ({ status, headers: { 'content-type': 'text/plain' }, body });

/** A plugin that keeps its side of the contract and does nothing but what a test asks of it. */
export function madeUpPlugin(hooks: Partial<Hooks> = {}, rest: Partial<HaloPlugin> = {}): HaloPlugin {
  return {
    manifest,
    migrations: [{ id: '0001', sql: VIEWS }],
    negotiate: ({ services }) => ({ ok: true, without: services.includes('model') ? [] : ['model'] }),
    webhook: ({ headers, body }, secrets) => {
      if (!secrets.includes(headers['x-secret'] ?? '')) {
        return { outcome: 'rejected', reply: text(401), reason: 'signature' };
      }
      const value: Delivery = JSON.parse(Buffer.from(body).toString('utf8'));
      return {
        outcome: 'accepted',
        reply: text(200, 'thanks'),
        delivery: value,
        secrets: [],
        about: 'content',
      };
    },
    oauth: {
      authorize: async ({ oauthUrl, clientId, redirectUri, state }) =>
        `${oauthUrl}/oauth/authorize?${new URLSearchParams({ client_id: clientId, redirect_uri: redirectUri, state })}`,
      callback: (query, attempt) => {
        const code = query.get('code');
        if (!attempt || !code)
          return { ok: false, message: 'Zoom was not connected.', advice: 'Start again.' };
        return { ok: true, code };
      },
    },
    hooks: { ...QUIET, ...hooks },
    ...rest,
  };
}

/** The views that the page reads, and one table of the plugin's own. */
const VIEWS = `
create table zoom.notes (org_id text not null, note text not null);
alter table zoom.notes enable row level security;
create policy own_org on zoom.notes using (org_id = current_setting('halo.org_id', true));
grant select, insert on zoom.notes to halo_plugin_zoom;

create table zoom.recordings (org_id text, uuid text, topic text, start_time timestamptz, duration_minutes integer,
  host_email text, state text, reason text, audience text, links jsonb);
create view zoom.overview_recordings as select * from zoom.recordings;

create table zoom.insights (org_id text, uuid text, kind text, text text, quote text, speaker text, start_ms integer,
  source_id text, position integer);
create view zoom.overview_insights as select * from zoom.insights;

create table zoom.distillations (org_id text, uuid text, extractor text, input_tokens integer, output_tokens integer,
  builtin_pieces integer, dropped integer, distilled_at timestamptz, held_back text);
create view zoom.overview_distillations as select * from zoom.distillations;
create table zoom.suggestions (org_id text, uuid text, reason text, evidence text, company_id text, end_user_id text);
create view zoom.overview_suggestions as select * from zoom.suggestions;

create table zoom.runs (org_id text, id text, scope text, trigger text, state text, phase text, found integer,
  done integer, listed integer, ingested integer, unchanged integer, skipped integer, failed integer, reasons jsonb,
  started_at timestamptz, finished_at timestamptz, started_by text, error text, advice text, removed integer default 0, failures jsonb default '[]');
create view zoom.overview_runs as select * from zoom.runs;
`;
