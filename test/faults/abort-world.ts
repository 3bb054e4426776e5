import { randomUUID } from 'node:crypto';
import type { HookName, Model } from '../../contracts/host.ts';
import { plugin } from '../../plugin/index.ts';
import { transcriptSourceId } from '../../plugin/recordings/source-ids.ts';
import { consent } from '../../scripts/start/consent.ts';
import { Interruption, type Moment } from '../contract/conformance/interruption.ts';
import { type Halo, startHalo } from '../halo/halo.ts';
import { hostFor } from '../halo/job-host.ts';
import { checkedHooks } from '../halo/jobs/hooks.ts';
import { type Outcome, outcomeOfFailure } from '../halo/jobs/outcome.ts';
import { openPluginDatabase } from '../halo/postgres/database.ts';
import { createTestDatabase } from '../halo/postgres/test-database.ts';
import { applySeed } from '../halo/seed.ts';
import { startZoom, type ZoomServer } from '../zoom/index.ts';
import { ACCOUNT, INGESTED, SEED } from './abort-account.ts';
import { Snapshots } from './abort-snapshots.ts';
import { differences, type State, stateReader } from './abort-state.ts';
import { HARMLESS } from './harmless-statements.ts';

/** How far the org has come when the hook is called. */
export type Standing = 'new' | 'connected' | 'listed' | 'ingested' | 'distilled';

export interface World {
  readonly halo: Halo;
  readonly zoom: ZoomServer;
  /** It stands still, so that two ends can be the same to the millisecond. */
  readonly clock: { at: Date };
  /** Runs a hook to its end. */
  run(hook: HookName, input: object): Promise<object>;
}

/** One hook with its input, in a small world. */
export interface Case {
  readonly name: string;
  readonly hook: HookName;
  readonly from: Standing;
  readonly input: (world: World) => Promise<object>;
  /** What has happened since, in Halo or at Zoom. */
  readonly since?: (world: World) => Promise<void>;
  readonly model?: Model;
  /** Each run of it uses up what no snapshot brings back: a consent of Zoom's. */
  readonly connects?: true;
  /** Its answer belongs to its end. */
  readonly answers?: true;
  /** The last call that is tried: those behind it are another case's. */
  readonly until?: RegExp;
}

/** How a case ends if nothing stops it, and after how many host calls. */
export interface Undisturbed {
  readonly end: State;
  readonly calls: number;
}

/** A stop, and what it left wrong, if anything. */
export interface Trial {
  /** The call. */
  readonly at: string;
  readonly fault: Fault | undefined;
}

/** A stop that left something wrong. */
export interface Fault {
  /** The call. */
  readonly at: string;
  /** What the hook still wrote. */
  readonly late: readonly string[];
  /** How running it again went. */
  readonly outcome: Outcome['status'];
  readonly wrong: object;
}

interface Job {
  readonly id: string;
  readonly hook: HookName;
  readonly input: object;
  readonly model: Model | undefined;
}

/** A Halo without workers and a Zoom, for one hook at a time. */
export async function openWorld() {
  const began = new Date(Math.floor(Date.now() / 1000) * 1000);
  const clock = { at: began, now: () => clock.at };
  const zoom = await startZoom({ accounts: [ACCOUNT], autoConsent: true, plan: 'unlimited', clock });
  const halo = await startOn(zoom, clock);
  const pluginDatabase = openPluginDatabase(halo.databaseUrl, 'zoom');
  const snapshots = new Snapshots(halo);
  const readState = await stateReader(halo.halo);
  const hooks = checkedHooks(plugin.hooks);

  async function perform({ id, hook, input, model }: Job, interruption: Interruption): Promise<Outcome> {
    const host = await hostFor(halo, pluginDatabase, model, {
      ...{ id, hook, orgId: halo.orgId, attempt: 1, lastAttempt: false },
      signal: interruption.signal,
    });
    return hooks[hook](input, interruption.watched(host)).then(
      (output): Outcome => ({ status: 'completed', output }),
      (error: unknown) => outcomeOfFailure(error, clock.now()),
    );
  }

  async function run(hook: HookName, input: object): Promise<object> {
    const outcome = await perform({ id: randomUUID(), hook, input, model: undefined }, undisturbed());
    if (outcome.status === 'completed') return outcome.output;
    throw new Error(`${hook} did not come through: ${outcome.output.message}`);
  }

  const world: World = { halo, zoom, clock, run };
  await grow(world, (standing) => snapshots.save(standing));

  async function begin({ from, since, connects }: Case): Promise<void> {
    clock.at = began;
    // Zoom's own copy may have been changed by the case before.
    zoom.accounts[0]?.recordings.splice(0, Infinity, ...structuredClone(ACCOUNT.recordings));
    await snapshots.restore(from);
    // The tokens of the snapshot may have been ended by then.
    await (from === 'new' ? consent(halo) : connect(world));
    await halo.halo.query('delete from pgboss.job');
    await since?.(world);
    if (!connects) await snapshots.save('case');
  }

  /** As it was when the case began. */
  async function jobOf(which: Case): Promise<Job> {
    await (which.connects ? begin(which) : snapshots.restore('case'));
    zoom.clearLog();
    const { hook, model } = which;
    return { id: 'job', hook, input: await which.input(world), model };
  }

  async function endOf({ answers }: Case, outcome: Outcome): Promise<State> {
    const revoked = zoom.requests.filter(
      ({ template, status }) => template === '/oauth/revoke' && status === 200,
    );
    const answer = answers ? outcome.output : undefined;
    return { ...(await readState()), revoked: revoked.length, answer };
  }

  return {
    /** Trials of the same case may follow. */
    async undisturbed(which: Case): Promise<Undisturbed> {
      await begin(which);
      const interruption = undisturbed();
      const outcome = await perform(await jobOf(which), interruption);
      return { end: await endOf(which, outcome), calls: interruption.calls };
    },

    /** Stops the hook at a call, and runs it again as Halo would. */
    async trial(which: Case, expected: State, nth: number, moment: Moment): Promise<Trial> {
      const job = await jobOf(which);
      const interruption = new Interruption(nth, moment, HARMLESS);
      let outcome = await perform(job, interruption);
      // What Halo's own stop has interrupted is sent again as a new job; any other failure is tried again as the same.
      const next = moment === 'after' ? job : { ...job, id: 'next job' };
      if (outcome.status === 'failed' || outcome.status === 'postponed')
        outcome = await perform(next, undisturbed());
      const { at = '', afterwards } = interruption;
      // Where nothing is thrown, a hook may finish the transaction it is in.
      const late = moment === 'during' ? [] : afterwards;
      const wrong = differences(expected, await endOf(which, outcome));
      const { status } = outcome;
      const isFine = status === 'completed' && late.length === 0 && Object.keys(wrong).length === 0;
      return { at, fault: isFine ? undefined : { at, late, outcome: status, wrong } };
    },

    async close(): Promise<void> {
      await pluginDatabase.end();
      await halo.stop();
      await zoom.close();
    },
  };
}

export type AbortWorld = Awaited<ReturnType<typeof openWorld>>;

async function startOn(zoom: ZoomServer, clock: { now(): Date }): Promise<Halo> {
  const secrets = {
    ZOOM_CLIENT_ID: 'zoom-client-id',
    ZOOM_CLIENT_SECRET: 'zoom-client-secret',
    ZOOM_WEBHOOK_SECRET_TOKEN: 'zoom-test-secret-token',
  };
  return startHalo({
    databaseUrl: await createTestDatabase(),
    plugin,
    clock,
    logLevel: 'silent',
    workers: false,
    deployment: {
      secrets,
      apiUrl: zoom.origin,
      oauthUrl: zoom.origin,
      downloadHosts: ['http://127.0.0.1:*'],
    },
  });
}

async function connect({ halo, run }: World): Promise<void> {
  await consent(halo);
  await run('onConnect', {});
}

/** Brings an org from one standing to the next, undisturbed. */
async function grow(world: World, reached: (standing: Standing) => Promise<void>): Promise<void> {
  const { halo, run } = world;
  await applySeed(halo, halo.orgId, SEED);
  await reached('new');
  await connect(world);
  await reached('connected');
  await run('sync', { scope: 'catch_up', trigger: 'connect' });
  await reached('listed');
  for (const uuid of INGESTED) await run('sync', { scope: 'recording', trigger: 'connect', uuid });
  await reached('ingested');
  await run('distill', { sources: INGESTED.map(transcriptSourceId), rules: [], reason: 'ingested' });
  await reached('distilled');
}

function undisturbed(): Interruption {
  return new Interruption(Number.POSITIVE_INFINITY, 'before', HARMLESS);
}
