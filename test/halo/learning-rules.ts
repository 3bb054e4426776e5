import { createHash } from 'node:crypto';
import type { DistillInput } from '../../contracts/generated/distill-input.ts';
import type { DistillOutput } from '../../contracts/generated/distill-output.ts';
import { distillOutput } from '../../contracts/generated/validators.ts';
import type { Queryable, Transaction } from '../../contracts/host.ts';
import { waitForJob } from './jobs/progress.ts';
import { queueName } from './jobs/queues.ts';
import { AHEAD_OF_ALL, hookJob, sendJob, sendJobs } from './jobs/sender.ts';
import type { Platform } from './platform.ts';

/** What a rule says: all of it that a plugin is told. */
export interface Rule {
  readonly type: 'topic' | 'keyword' | 'instruction';
  readonly text: string;
}

export interface LearningRule extends Rule {
  readonly paused: boolean;
}

export interface StoredRule extends LearningRule {
  readonly id: string;
}

/** Sources of one job: small enough that an admin sees them being worked off. */
const SOURCES_PER_JOB = 10;
const DRY_RUN_TIMEOUT_MS = 120_000;

/** A rule has no name of its own, and must be the same row the next time. */
export function ruleId({ type, text }: Rule): string {
  return createHash('sha256')
    .update(JSON.stringify([type, text]))
    .digest('hex')
    .slice(0, 16);
}

export function readRules(db: Queryable, orgId: string): Promise<StoredRule[]> {
  return db.query<StoredRule>(
    'select id, type, text, paused from learning_rules where org_id = $1 order by type, text',
    [orgId],
  );
}

/** The rules that count: those that are not paused. */
export function inForce(rules: readonly LearningRule[]): Rule[] {
  return rules.filter(({ paused }) => !paused).map(({ type, text }) => ({ type, text }));
}

export async function rulesInForce(db: Queryable, orgId: string): Promise<Rule[]> {
  return inForce(await readRules(db, orgId));
}

/** Makes these the org's rules, and sends its sources to be distilled by them. Returns how many. */
export async function saveRules(
  platform: Platform,
  orgId: string,
  rules: readonly LearningRule[],
): Promise<{ sources: number }> {
  return platform.halo.transaction(async (tx) => {
    await tx.query('delete from learning_rules where org_id = $1', [orgId]);
    await tx.query(
      `insert into learning_rules (org_id, id, type, text, paused)
       select $1, id, type, text, paused from jsonb_to_recordset($2) as rule (id text, type text, text text, paused boolean)
       on conflict do nothing`,
      [orgId, JSON.stringify(rules.map((rule) => ({ ...rule, id: ruleId(rule) })))],
    );
    const meetings = await recentMeetings(tx, platform, orgId, Number.MAX_SAFE_INTEGER);
    const sources = meetings.map(({ id }) => id);
    await forgetWaiting(tx, platform, orgId);
    const batches = sources.flatMap((_, at) =>
      at % SOURCES_PER_JOB === 0 ? [sources.slice(at, at + SOURCES_PER_JOB)] : [],
    );
    const jobs = batches.flatMap(([first, ...more]) => {
      if (first === undefined) return [];
      const input: DistillInput = {
        sources: [first, ...more],
        rules: inForce(rules),
        reason: 'rules_changed',
      };
      return [hookJob(provider(platform), orgId, { hook: 'distill', key: `rules:${first}`, input })];
    });
    await sendJobs(platform.boss, tx, jobs);
    return { sources: sources.length };
  });
}

/** How many sources are still to be distilled by the rules as they were last saved. */
export async function sourcesLeft(platform: Platform, orgId: string): Promise<number> {
  const [row] = await platform.halo.query<{ left: number }>(
    `select coalesce(sum(jsonb_array_length(data -> 'input' -> 'sources')), 0)::int as left from pgboss.job
     where ${OF_A_RULE_CHANGE} and state in ('created', 'retry', 'active')`,
    [queueName(provider(platform), 'distill'), orgId],
  );
  return row?.left ?? 0;
}

/** What rules would make of the last meetings; undefined if no worker has answered in time. */
export async function tryRules(
  platform: Platform,
  orgId: string,
  rules: readonly Rule[],
  meetings: number,
): Promise<DistillOutput | undefined> {
  const tried = await recentMeetings(platform.halo, platform, orgId, meetings);
  const [first, ...more] = tried.map(({ id }) => id);
  if (first === undefined) return NOTHING_TO_TRY;
  const input: DistillInput = {
    sources: [first, ...more],
    rules: [...rules],
    reason: 'manual',
    dryRun: true,
  };
  const key = `dry_run:${createHash('sha256').update(JSON.stringify(input)).digest('hex')}`;
  const id = await sendJob(platform, orgId, { hook: 'distill', key, input }, AHEAD_OF_ALL);
  const queue = queueName(provider(platform), 'distill');
  const end = await waitForJob(platform.boss, queue, id, DRY_RUN_TIMEOUT_MS);
  return end.state === 'completed' ? distillOutput.parse(end.output) : undefined;
}

const NOTHING_TO_TRY: DistillOutput = {
  ...{ distilled: 0, unchanged: 0, skipped: 0, missing: 0, insights: 0, dropped: 0 },
  ...{ inputTokens: 0, outputTokens: 0, notUnderstood: [], verdicts: [] },
};

const OF_A_RULE_CHANGE = `name = $1 and data ->> 'orgId' = $2 and data -> 'input' ->> 'reason' = 'rules_changed'`;

/** Jobs of a change before: run later, they would bring back the rules of then. */
async function forgetWaiting(tx: Transaction, platform: Platform, orgId: string): Promise<void> {
  await tx.query(`delete from pgboss.job where ${OF_A_RULE_CHANGE} and state in ('created', 'retry')`, [
    queueName(provider(platform), 'distill'),
    orgId,
  ]);
}

/** Meetings with a transcript, newest first. What stands beside one (`…/summary`) is never distilled. */
export function recentMeetings(
  db: Queryable,
  { plugin }: Platform,
  orgId: string,
  limit: number,
): Promise<{ id: string; title: string; at: Date }[]> {
  const [namespace = ''] = plugin.manifest.knowledge.namespaces;
  return db.query<{ id: string; title: string; at: Date }>(
    `select id, title, occurred_at as at from knowledge_sources
     where org_id = $1 and starts_with(id, $2) and strpos(id, '/') = 0
     order by occurred_at desc, id limit $3`,
    [orgId, namespace, limit],
  );
}

const provider = ({ plugin }: Platform) => plugin.manifest.provider;
