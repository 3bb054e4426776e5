import { plugin } from '../../plugin/index.ts';
import type { KnownCustomers } from '../../scripts/record/scrub/customers.ts';
import { recordSession, type Session } from '../../scripts/record/session.ts';
import { consent } from '../../scripts/start/consent.ts';
import { byStillClock, FIXTURE_TIME, fixture, openZoom, SECRETS, StillClock } from '../contract/scene.ts';
import type { Halo } from '../halo/halo.ts';
import { readRecordings } from '../halo/overview.ts';
import { createTestDatabase } from '../halo/postgres/test-database.ts';
import { loadFixtures, type ZoomAccount } from '../zoom/index.ts';

const RETRY_SECONDS = 60;
export const DAYS = 30;

/** Customers of the fixtures, without rules: those would hold recordings back. */
export async function fixtureCustomers(): Promise<KnownCustomers> {
  const { companies, endUsers, teamEmails }: KnownCustomers = JSON.parse(await fixture('customers.json'));
  return { companies, endUsers, teamEmails };
}

/** Records the simulated Zoom, whose account was changed before, and says what Halo made of it. */
export async function recordFixtures(options: {
  readonly change?: (account: ZoomAccount) => void;
  readonly most?: number;
  /** By itself unless told. */
  readonly connect?: (halo: Halo) => Promise<void>;
}) {
  const account = await loadFixtures(FIXTURE_TIME);
  options.change?.(account);
  const clock = new StillClock();
  const zoom = await openZoom(clock, [account]);
  let outcome: Outcome | undefined;
  try {
    const session: Session = await recordSession({
      halo: {
        databaseUrl: await createTestDatabase(),
        plugin: byStillClock(plugin),
        clock,
        logLevel: 'silent',
      },
      zoom: {
        secrets: SECRETS,
        apiUrl: zoom.origin,
        oauthUrl: zoom.origin,
        downloadHosts: ['http://127.0.0.1:*'],
        eventSubscriptions: 'app',
      },
      customers: await fixtureCustomers(),
      days: DAYS,
      most: options.most ?? 100,
      connect: async (halo) => {
        await (options.connect ?? consent)(halo);
        await halo.idle(RETRY_SECONDS);
        outcome = await outcomeOf(halo);
      },
    });
    return { session, outcome, secretsGiven: zoom.secretsGiven(), counts: zoom.counts() };
  } finally {
    await zoom.close();
  }
}

export type Outcome = Awaited<ReturnType<typeof outcomeOf>>;

/** What Halo holds, in figures that do not depend on anybody's words. */
export async function outcomeOf({ halo, orgId }: Pick<Halo, 'halo' | 'orgId'>) {
  const rows = await readRecordings(halo, orgId, 1_000);
  const passages = await halo.query<{
    part: string | null;
    startMs: number;
    endMs: number;
    length: number;
  }>(
    `select substring(source_id from '/(summary|chat)$') as part, (metadata ->> 'startMs')::int as "startMs",
            (metadata ->> 'endMs')::int as "endMs", length(text) as length
     from knowledge_passages where source_id like 'zoom:%'
     order by part nulls first, "startMs", "endMs", length`,
  );
  return {
    recordings: rows
      .map(({ startTime, state, reason, audience, links }) => ({
        startTime,
        state,
        reason,
        audience,
        links: links.map(({ source, method, confidence }) => `${source} ${method} ${confidence}`).toSorted(),
      }))
      .toSorted((a, b) => Number(a.startTime) - Number(b.startTime)),
    passages,
  };
}
