import { setTimeout } from 'node:timers/promises';
import type { Credentials, Database, Host, NewJob, Transaction } from '../../contracts/host.ts';
import { manifest } from '../../plugin/manifest.ts';
import { singletonKey } from '../halo/jobs/sender.ts';
import { knowledgeOf } from '../halo/knowledge/store.ts';
import type { PluginDatabase } from '../halo/postgres/database.ts';
import { settingsSchema } from '../halo/settings-schema.ts';
import { isLast, type Job, type JobQueue } from './job-queue.ts';
import type { JobSteps } from './steps.ts';

/** What the hosts of one org's jobs are made of. */
export interface HostParts {
  readonly pluginDatabase: PluginDatabase;
  readonly credentials: Credentials;
  readonly orgId: string;
  readonly deployment: Host['deployment'];
  readonly clock: { now(): Date };
  readonly queue: JobQueue;
  /** Sees whatever the plugin writes, sends or logs. */
  readonly watch: (written: unknown) => void;
}

/** Long enough for all that a history is about, and short enough for one window: a second one shows nothing more. */
const checkedSettings = settingsSchema(manifest)({ lookbackDays: 29 });
const SETTINGS = checkedSettings.ok ? checkedSettings.settings : {};

/** The services of one job, as Halo makes them. Each call is a step, in which the job may die; all it says is watched. */
export function watchedHost(parts: HostParts, job: Job, steps: JobSteps): Host {
  const { pluginDatabase, credentials, orgId, deployment, clock, queue, watch } = parts;
  const outbox = new WeakMap<Transaction, NewJob[]>();
  const say = (fields: object, message: string) => watch([fields, message]);
  return {
    org: { id: orgId, name: orgId },
    job: { id: job.id, attempt: job.retries + 1, lastAttempt: isLast(job) },
    db: stepped(pluginDatabase.forOrg(orgId), steps, watch, (tx) =>
      queue.send(
        (outbox.get(tx) ?? []).map((sent) => ({
          hook: sent.hook,
          key: singletonKey(orgId, sent.key),
          data: { orgId, input: sent.input },
          startAfter: sent.startAfter ?? clock.now(),
        })),
      ),
    ),
    jobs: {
      async send(tx, jobs) {
        await steps.step();
        watch(jobs.map(({ hook, key: name, input }) => [hook, name, hook === 'distill' ? null : input]));
        outbox.set(tx, [...(outbox.get(tx) ?? []), ...jobs]);
      },
    },
    credentials: steppedCredentials(credentials, steps),
    knowledge: knowledgeOf(orgId, manifest.knowledge.namespaces),
    settings: SETTINGS,
    deployment,
    // Nobody waits for the pace of requests: it has tests of its own.
    clock: { now: () => clock.now(), sleep: (_, signal) => setTimeout(0, undefined, { signal }) },
    log: { info: say, warn: say, error: say },
    metrics: { count: (name, _, labels) => watch([name, labels]) },
    progress: watch,
    signal: new AbortController().signal,
  };
}

/** Jobs that a transaction has sent exist once it is committed. */
function stepped(
  db: Database,
  steps: JobSteps,
  watch: HostParts['watch'],
  committed: (tx: Transaction) => void,
): Database {
  return {
    async query(sql, values) {
      await steps.step();
      watch(values);
      return db.query(sql, values);
    },
    async transaction<T>(work: (tx: Transaction) => Promise<T>) {
      await steps.step();
      const done = await steps.locked(() =>
        db.transaction(async (tx) => {
          // Halo's services take the very transaction that was opened, so it is watched itself.
          const query = tx.query.bind(tx);
          tx.query = async (sql, values) => {
            await steps.step();
            watch(values);
            return query(sql, values);
          };
          const result = await work(tx);
          await steps.step();
          return { tx, result };
        }),
      );
      committed(done.tx);
      await steps.step();
      return done.result;
    },
  };
}

function steppedCredentials(credentials: Credentials, steps: JobSteps): Credentials {
  return {
    handOver: (name, owner, value) => credentials.handOver(name, owner, value),
    async read(name) {
      await steps.step();
      return credentials.read(name);
    },
    async change(name, change) {
      await steps.step();
      return steps.locked(() => credentials.change(name, change));
    },
    async forgetAll(prefix) {
      await steps.step();
      return credentials.forgetAll(prefix);
    },
  };
}
