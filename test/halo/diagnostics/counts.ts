import { RECORDING_STATE } from '../page/words.ts';
import type { Platform } from '../platform.ts';
import { known, knownReason } from './known.ts';

interface Recordings {
  readonly state: string;
  readonly reason: string | null;
  readonly recordings: number;
}

interface Totals {
  readonly meetings: number;
  readonly insights: number;
  readonly deliveries: number;
  readonly learningRules: number;
  readonly companies: number;
  readonly endUsers: number;
}

/** How much of everything there is. */
export async function readCounts({ halo, plugin: { manifest } }: Platform, orgId: string) {
  const recordings = await halo.query<Recordings>(
    `select state, reason, count(*)::int as recordings from overview_recordings
     where org_id = $1 group by 1, 2 order by 3 desc, 1, 2`,
    [orgId],
  );
  const sources = await halo.query<{ namespace: string; sources: number }>(
    `select namespace, count(s.id)::int as sources from unnest($2::text[]) namespace
     left join knowledge_sources s on s.org_id = $1 and starts_with(s.id, namespace) group by 1 order by 1`,
    [orgId, manifest.knowledge.namespaces],
  );
  const [totals] = await halo.query<Totals>(
    `select (select count(*)::int from meetings where org_id = $1 and provider = $2) as meetings,
       (select count(*)::int from overview_insights where org_id = $1) as insights,
       (select count(*)::int from webhook_deliveries where org_id = $1 and provider = $2) as deliveries,
       (select count(*)::int from learning_rules where org_id = $1) as "learningRules",
       (select count(*)::int from companies where org_id = $1) as companies,
       (select count(*)::int from end_users where org_id = $1) as "endUsers"`,
    [orgId, manifest.provider],
  );
  return {
    ...totals,
    sources: Object.fromEntries(sources.map((row) => [row.namespace, row.sources])),
    recordings: recordings.map(({ state, reason, ...rest }) => ({
      ...{ state: known(state, RECORDING_STATE), reason: knownReason(reason), ...rest },
    })),
  };
}
