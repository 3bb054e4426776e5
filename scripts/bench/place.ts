import { setTimeout as sleep } from 'node:timers/promises';
import type { Halo } from '../../test/halo/halo.ts';
import { createOrg } from '../../test/halo/orgs.ts';
import { PlainError } from '../../test/halo/plain-error.ts';
import { applySeed } from '../../test/halo/seed.ts';
import { everyoneIsAdmin } from '../../test/halo/sessions.ts';
import { consent } from '../start/consent.ts';
import { type AccountOrder, customersOf, hostOf } from './made-up-account.ts';
import type { ZoomBeside } from './zoom-beside.ts';

const LOOK_EVERY_MS = 200;
/**
 * The same for every size, so that an account's growth is measured and not a directory's: most guests are known by
 * their company alone.
 */
const CONTACTS = 100;
/** Far beyond what the workers can ask for: pacing is a bench of its own. */
const REQUESTS_PER_SECOND = 1e6;

/** An org, and the Halo it is in as its admin sees it. */
export interface Place {
  readonly halo: Halo;
  readonly orgId: string;
  readonly account: AccountOrder;
}

/** An org for this account, which nothing paces and in which nothing is distilled. */
export async function openPlace(halo: Halo, account: AccountOrder, contacts = CONTACTS): Promise<Place> {
  const { name = '' } = account;
  const { id } = await createOrg(halo.halo, { id: name, name });
  await applySeed(halo, id, {
    ...customersOf(contacts, name),
    settings: { distillation: false },
  });
  // A customer's directory is years old, and PostgreSQL knows its shape.
  await halo.halo.query('analyze end_users');
  await halo.halo.query(
    `insert into zoom.request_budgets (account_id, tier, next_at, per_second)
     select $1, tier, now(), $2 from unnest($3::text[]) tier`,
    [`${name}Account`, REQUESTS_PER_SECOND, ['light', 'medium', 'heavy']],
  );
  const sessions = everyoneIsAdmin(id, Object.values(halo.plugin.manifest.permissions));
  return { halo: { ...halo, sessions }, orgId: id, account };
}

/** The admin allows Halo into the account; its first sync is a job from then on. */
export async function connect({ halo, account: { name = '' } }: Place, zoom: ZoomBeside): Promise<void> {
  await zoom.signIn(hostOf(name).email);
  await consent(halo);
}

/** When a sync began, and when the last recording of it was in. */
export interface Run {
  readonly startedAt: Date;
  readonly finishedAt: Date;
}

/** Waits for the first sync. It must have brought in every recording. */
export async function firstSync(place: Place): Promise<Run> {
  const { halo, orgId, account } = place;
  const run = await endOfRun(place, 'connect');
  const [row] = await halo.halo.query<{ ingested: number }>(
    `select count(*)::int as ingested from zoom.recordings where org_id = $1 and state = 'ingested'`,
    [orgId],
  );
  if (row?.ingested === account.recordings) return run;
  throw new PlainError(
    `Of ${account.recordings} recordings ${row?.ingested ?? 0} came in, so there is nothing to measure.`,
  );
}

/** Waits for the only catch-up that this has set off. */
export async function endOfRun({ halo, orgId }: Place, trigger: 'connect' | 'manual'): Promise<Run> {
  for (;;) {
    const [run] = await halo.halo.query<Run & { state: string }>(
      `select state, started_at as "startedAt", finished_at as "finishedAt" from zoom.runs
       where org_id = $1 and scope = 'catch_up' and trigger = $2 and state <> 'running'`,
      [orgId, trigger],
    );
    if (run?.state === 'done') return run;
    if (run) throw new PlainError(`A sync ended as ${run.state}, so there is nothing to measure.`);
    await sleep(LOOK_EVERY_MS);
  }
}

/** Seconds from the start of the first to the end of the last. */
export function secondsOf(runs: readonly Run[]): number {
  const from = Math.min(...runs.map(({ startedAt }) => startedAt.getTime()));
  return (Math.max(...runs.map(({ finishedAt }) => finishedAt.getTime())) - from) / 1000;
}
