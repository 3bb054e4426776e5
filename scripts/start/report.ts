import type { Stats } from '../../contracts/generated/stats-output.ts';
import { lastConnectFailure } from '../../test/halo/connect-failure.ts';
import type { Halo } from '../../test/halo/halo.ts';
import { readStats } from '../../test/halo/operations.ts';
import {
  type InsightRow,
  type RecordingRow,
  readInsights,
  readRecordings,
  readRuns,
} from '../../test/halo/overview.ts';
import { PlainError } from '../../test/halo/plain-error.ts';

const EVERYTHING = 1_000_000;

/** The object that `--once --json` prints. Its fields are public. */
export interface Report {
  readonly connection: {
    readonly state: string;
    readonly zoomAccountId: string | null;
    readonly reason?: string;
  };
  readonly stats: Pick<Stats, 'totalMeetings' | 'linkedMeetings' | 'recentTranscripts' | 'lastSyncAt'>;
  /** Sources of each namespace. */
  readonly knowledge: Readonly<Record<string, number>>;
  readonly meetings: readonly object[];
  readonly insights: readonly object[];
  /** `GET /v2/…` -> how often it was asked. */
  readonly requests: Readonly<Record<string, number>>;
  readonly run: {
    readonly listed: number;
    readonly ingested: number;
    readonly unchanged: number;
    readonly skipped: number;
    readonly failed: number;
    readonly seconds: number;
  };
}

/** Reads the report of the org's newest run. */
export async function readReport(halo: Halo): Promise<Report> {
  const stats = await readStats(halo, halo.orgId);
  if (!stats) throw new PlainError('The stats hook did not answer.');
  const { totalMeetings, linkedMeetings, recentTranscripts, lastSyncAt, health } = stats;
  const failure = await lastConnectFailure(halo, halo.orgId);
  const reason = failure ? [failure.text, failure.advice].filter(Boolean).join(' ') : health.reason;
  return {
    connection: {
      state: health.state,
      zoomAccountId: health.zoomAccountId ?? null,
      ...(reason ? { reason } : {}),
    },
    stats: { totalMeetings, linkedMeetings, recentTranscripts, lastSyncAt },
    knowledge: await countSources(halo),
    meetings: (await readRecordings(halo.halo, halo.orgId, EVERYTHING)).map(meetingOf),
    insights: (await readInsights(halo.halo, halo.orgId, EVERYTHING)).map(insightOf),
    requests: requestsOf(halo.counters.snapshot()),
    run: await runOf(halo),
  };
}

/** Nothing failed, and nothing is left hanging. */
export async function cameOutWell(halo: Halo, report: Report): Promise<boolean> {
  const [run] = await readRuns(halo.halo, halo.orgId, 1);
  return report.connection.state === 'connected' && run?.state === 'done' && report.run.failed === 0;
}

async function countSources({ halo, orgId, plugin }: Halo): Promise<Record<string, number>> {
  const counts = plugin.manifest.knowledge.namespaces.map(async (namespace) => {
    const [row] = await halo.query<{ n: number }>(
      'select count(*)::int as n from knowledge_sources where org_id = $1 and starts_with(id, $2)',
      [orgId, namespace],
    );
    return [namespace, row?.n ?? 0] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

function meetingOf({ uuid, topic, startTime, state, reason, links, audience }: RecordingRow) {
  return {
    uuid,
    topic: topic ?? '',
    startTime: startTime?.toISOString() ?? null,
    state,
    ...(reason ? { reason } : {}),
    links,
    audience,
  };
}

/** `start` in seconds from the meeting's start. */
function insightOf({ kind, text, quote, speaker, startMs, sourceId }: InsightRow) {
  return { kind, text, quote, speaker, start: startMs / 1000, source: sourceId };
}

function requestsOf(counters: Readonly<Record<string, number>>): Record<string, number> {
  const requests = Object.entries(counters).flatMap(([name, count]) => {
    const endpoint = /^zoom_requests_total\{endpoint="(.+)"\}$/.exec(name)?.[1];
    return endpoint ? [[endpoint, count] as const] : [];
  });
  return Object.fromEntries(requests.toSorted(([a], [b]) => a.localeCompare(b)));
}

async function runOf({ halo, orgId }: Halo): Promise<Report['run']> {
  const [run] = await readRuns(halo, orgId, 1);
  if (!run) return { listed: 0, ingested: 0, unchanged: 0, skipped: 0, failed: 0, seconds: 0 };
  const { listed, ingested, unchanged, skipped, failed, startedAt, finishedAt } = run;
  const seconds = ((finishedAt ?? new Date()).getTime() - startedAt.getTime()) / 1000;
  return { listed, ingested, unchanged, skipped, failed, seconds };
}
