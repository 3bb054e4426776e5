import { z } from 'zod';
import type { HookName, Queryable, Transaction } from '../../../contracts/host.ts';
import { ingestIsOn } from '../integrations.ts';
import { rulesInForce } from '../learning-rules.ts';
import type { Platform } from '../platform.ts';
import { type FailureText, failureText } from './failure-text.ts';
import { deadLetterQueue, HOOKS, queueName } from './queues.ts';
import { type JobData, sendJobs } from './sender.ts';
import { type JobFacts, subjectOf } from './subjects.ts';

/** A job that was given up, as an admin is shown it. Of its input no more than that: it may hold what is nobody's to read. */
export interface DeadLetter {
  readonly id: string;
  readonly hook: HookName;
  /** When it was given up. */
  readonly at: Date;
  readonly about: string;
  readonly recording: { readonly uuid: string; readonly topic: string | null } | null;
  readonly error: FailureText;
}

/** Some of an org's dead letters, and how many there are. */
export interface DeadLetters {
  readonly total: number;
  readonly letters: readonly DeadLetter[];
}

/** What came of asking for one to be tried again. */
export type Retried =
  | { readonly outcome: 'sent'; readonly jobId: string }
  | { readonly outcome: 'unknown' | 'ingest_off' };

interface Row extends Omit<JobFacts, 'hook'> {
  readonly id: string;
  readonly queue: string;
  readonly at: Date;
  readonly output: unknown;
  readonly uuid: string | null;
  readonly topic: string | null;
  readonly total: number;
}

interface Letter {
  readonly queue: string;
  readonly key: string | null;
  readonly data: JobData;
}

/** While ingest is off, nothing is brought in, by whatever job. */
const BRINGS_IN = z.object({
  scope: z.enum(['catch_up', 'full_resync', 'backfill_transcripts', 'recording']),
});

/** The org's jobs that were given up, newest first. pg-boss lists one queue, oldest first. */
export async function readDeadLetters(
  { halo, plugin }: Pick<Platform, 'halo' | 'plugin'>,
  orgId: string,
  limit: number,
): Promise<DeadLetters> {
  const hooks = hooksOfQueues(plugin.manifest.provider);
  const rows = await halo.query<Row>(
    `select j.id, j.name as queue, j.created_on as at, coalesce(j.source_output, j.output) as output,
       input ->> 'scope' as scope, input ->> 'part' as part, d.delivery ->> 'event' as event, sources,
       input ->> 'data' as data, named.uuid, r.topic, count(*) over ()::int as total
     from pgboss.job j
     cross join lateral (select j.data -> 'input' as input) i
     -- An input that does not fit its contract may hold anything.
     cross join lateral (select case jsonb_typeof(input -> 'sources')
       when 'array' then jsonb_array_length(input -> 'sources') end as sources) s
     left join webhook_deliveries d on d.org_id = $2 and d.id::text = j.data ->> 'deliveryId'
     left join meetings m on m.org_id = $2 and sources = 1 and m.source_id = input -> 'sources' ->> 0
     cross join lateral (select coalesce(
       input ->> 'uuid', d.delivery -> 'meetings' -> 0 ->> 'uuid', m.external_id) as uuid) named
     left join overview_recordings r on r.org_id = $2 and r.uuid = named.uuid
     where j.name = any($1) and j.data ->> 'orgId' = $2
     order by j.created_on desc, j.id limit $3`,
    [[...hooks.keys()], orgId, limit],
  );
  const letters = rows.flatMap((row) => {
    const hook = hooks.get(row.queue);
    return hook ? [shownLetter(row, hook)] : [];
  });
  return { total: rows[0]?.total ?? 0, letters };
}

/**
 * Sends the job again, under the key and for the org that it had, and takes the dead letter away. Where another job of
 * the key waits by now, that one will do: pg-boss's own redrive would leave the letter behind as failed.
 */
export function retryDeadLetter(platform: Platform, orgId: string, id: string): Promise<Retried> {
  const { halo, boss, plugin } = platform;
  const { provider } = plugin.manifest;
  return halo.transaction(async (tx) => {
    const letter = await lockLetter(tx, provider, orgId, id);
    const hook = letter && hooksOfQueues(provider).get(letter.queue);
    if (!letter || !hook) return { outcome: 'unknown' };
    const bringsIn =
      hook === 'sync' && 'input' in letter.data && BRINGS_IN.safeParse(letter.data.input).success;
    if (bringsIn && !(await ingestIsOn(tx, orgId, provider))) return { outcome: 'ingest_off' };
    await remove(tx, letter.queue, id);
    const data = hook === 'distill' ? await byRulesInForce(tx, letter.data) : letter.data;
    const again = { queue: queueName(provider, hook), singletonKey: letter.key ?? id, data };
    const [jobId = ''] = await sendJobs(boss, tx, [again]);
    return { outcome: 'sent', jobId };
  });
}

/** Takes a dead letter away for good; false if the org has none of this id. */
export function dropDeadLetter({ halo, plugin }: Platform, orgId: string, id: string): Promise<boolean> {
  return halo.transaction(async (tx) => {
    const letter = await lockLetter(tx, plugin.manifest.provider, orgId, id);
    if (letter) await remove(tx, letter.queue, id);
    return letter !== undefined;
  });
}

function shownLetter(row: Row, hook: HookName): DeadLetter {
  const { id, at, uuid, topic, output } = row;
  return {
    ...{ id, hook, at },
    about: subjectOf({ ...row, hook }),
    recording: uuid === null ? null : { uuid, topic },
    error: failureText(output),
  };
}

/** The Learning Rules may have changed since it was sent: run by those of then, it would bring back what they forbid. */
async function byRulesInForce(db: Queryable, data: JobData): Promise<JobData> {
  if (!('input' in data)) return data;
  return { ...data, input: { ...data.input, rules: await rulesInForce(db, data.orgId) } };
}

async function lockLetter(
  tx: Transaction,
  provider: string,
  orgId: string,
  id: string,
): Promise<Letter | undefined> {
  const [letter] = await tx.query<Letter>(
    `select name as queue, singleton_key as key, data from pgboss.job
     where name = any($1) and id = $2 and data ->> 'orgId' = $3 for update`,
    [[...hooksOfQueues(provider).keys()], id, orgId],
  );
  return letter;
}

async function remove(tx: Transaction, queue: string, id: string): Promise<void> {
  await tx.query('delete from pgboss.job where name = $1 and id = $2', [queue, id]);
}

function hooksOfQueues(provider: string): ReadonlyMap<string, HookName> {
  return new Map(HOOKS.map((hook) => [deadLetterQueue(provider, hook), hook]));
}
