import type { HookName } from '../../../contracts/host.ts';
import { deadLetterQueue, HOOKS, queueName } from '../jobs/queues.ts';
import type { Platform } from '../platform.ts';
import { knownReason } from './known.ts';

const NEWEST = 20;

interface Waiting {
  readonly hook: HookName;
  /** `retry`: it has failed and is tried again. */
  readonly state: 'created' | 'retry' | 'active';
  /** Why it failed. */
  readonly error: string | null;
  readonly jobs: number;
  /** When the first of them is or was due. */
  readonly firstDueAt: Date;
}

interface GivenUp {
  readonly hook: HookName;
  readonly at: Date;
  readonly error: string | null;
}

type Queued<T> = Omit<T, 'hook'> & { readonly queue: string };

/** The org's jobs that wait or run, and the newest of those that were given up; of what failed, the codes. */
export async function readJobs({ halo, plugin }: Platform, orgId: string) {
  const { provider } = plugin.manifest;
  const queues = new Map(HOOKS.map((hook) => [queueName(provider, hook), hook]));
  const dead = new Map(HOOKS.map((hook) => [deadLetterQueue(provider, hook), hook]));
  const waiting = await halo.query<Queued<Waiting>>(
    `select name as queue, state::text, output ->> 'code' as error, count(*)::int as jobs, min(start_after) as "firstDueAt"
     from pgboss.job where name = any($1) and data ->> 'orgId' = $2 and state in ('created', 'retry', 'active')
     group by 1, 2, 3 order by 1, 2, 3`,
    [[...queues.keys()], orgId],
  );
  const letters = await halo.query<Queued<GivenUp> & { readonly total: number }>(
    `select name as queue, created_on as at, coalesce(source_output, output) ->> 'code' as error,
       count(*) over ()::int as total
     from pgboss.job where name = any($1) and data ->> 'orgId' = $2 order by created_on desc, id limit $3`,
    [[...dead.keys()], orgId, NEWEST],
  );
  return {
    waiting: waiting.map(({ queue, error, ...rest }) => ({
      ...{ hook: queues.get(queue), ...rest, error: knownReason(error) },
    })),
    deadLetters: letters[0]?.total ?? 0,
    lastErrors: letters.map(({ queue, at, error }) => ({
      ...{ hook: dead.get(queue), at, error: knownReason(error) ?? 'unforeseen' },
    })),
  };
}
