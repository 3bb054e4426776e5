import { randomUUID } from 'node:crypto';
import type { HookName, Host, Model } from '../../../contracts/host.ts';
import type { HaloPlugin } from '../../../contracts/plugin.ts';
import { takeAttempt } from '../../halo/authorization-attempts.ts';
import { writeCredentials } from '../../halo/credentials.ts';
import type { Halo } from '../../halo/halo.ts';
import { hostFor } from '../../halo/job-host.ts';
import { checkedHooks } from '../../halo/jobs/hooks.ts';
import { type Outcome, outcomeOfFailure } from '../../halo/jobs/outcome.ts';
import { type JobEnd, waitForJob } from '../../halo/jobs/progress.ts';
import { queueName } from '../../halo/jobs/queues.ts';
import { hookJob, sendJobs } from '../../halo/jobs/sender.ts';
import { readStats } from '../../halo/operations.ts';
import type { PluginDatabase } from '../../halo/postgres/database.ts';
import { readContents, readVersions } from './org-contents.ts';
import type { Subject } from './subject.ts';
import type { RecordedVendor, SignedRequest } from './vendor.ts';

/** Halo's user who does all that is done in the course of the suite. */
export const ADMIN = 'admin';

const JOB_TIMEOUT_MS = 30_000;

export interface StageParts {
  readonly subject: Subject;
  readonly plugin: HaloPlugin;
  readonly halo: Halo;
  readonly pluginDatabase: PluginDatabase;
  readonly vendor: RecordedVendor;
  readonly clock: SuiteClock;
  readonly orgId: string;
  /** What Halo and the plugin have logged in the course of the suite. */
  readonly logged: readonly string[];
}

/** Goes on by itself, and can be moved. */
export class SuiteClock {
  #ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  pass(hours: number): void {
    this.#ahead += hours * 3_600_000;
  }

  reset(): void {
    this.#ahead = 0;
  }
}

/** How a hook is called when no queue is in between. */
export interface Circumstances {
  readonly model?: Model;
  readonly signal?: AbortSignal;
  readonly watched?: (host: Host) => Host;
}

/** An org of its own in the reference Halo, with the plugin, beside a vendor that was reset for it. */
export class Stage {
  readonly subject: Subject;
  readonly plugin: HaloPlugin;
  readonly halo: Halo;
  readonly vendor: RecordedVendor;
  readonly clock: SuiteClock;
  readonly orgId: string;
  readonly logged: readonly string[];
  readonly #pluginDatabase: PluginDatabase;

  constructor(parts: StageParts) {
    this.subject = parts.subject;
    this.plugin = parts.plugin;
    this.halo = parts.halo;
    this.vendor = parts.vendor;
    this.clock = parts.clock;
    this.orgId = parts.orgId;
    this.logged = parts.logged;
    this.#pluginDatabase = parts.pluginDatabase;
  }

  get provider(): string {
    return this.plugin.manifest.provider;
  }

  /** A request to Halo as an admin of the org. */
  request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...Object.fromEntries(new Headers(init.headers)), 'x-org': this.orgId };
    return fetch(new URL(path, this.halo.url), { redirect: 'manual', ...init, headers });
  }

  /** Presses the button: where Halo sends the browser for the consent. */
  async consentPage(): Promise<URL> {
    return redirectOf(await this.request(`/api/integrations/${this.provider}/connect`));
  }

  /** Comes back from the consent with these parameters. */
  callback(query: Readonly<Record<string, string>>): Promise<Response> {
    return this.request(`/api/integrations/${this.provider}/callback?${new URLSearchParams(query)}`);
  }

  /** Consents as a browser would. Halo has then sent `onConnect`. */
  async consent(): Promise<void> {
    const back = redirectOf(await fetch(await this.consentPage(), { redirect: 'manual' }));
    await this.callback(Object.fromEntries(back.searchParams));
  }

  /** Consents, and has the answer stored as Halo does, but sends no job. */
  async authorize(): Promise<void> {
    const back = redirectOf(await fetch(await this.consentPage(), { redirect: 'manual' }));
    const { halo, key, clock } = this.halo;
    const session = { orgId: this.orgId, userId: ADMIN, permissions: [] };
    const state = back.searchParams.get('state') ?? '';
    const attempt = await takeAttempt(halo, session, this.provider, state, clock.now());
    const answer = this.plugin.oauth.callback(back.searchParams, attempt);
    if (!answer.ok || !attempt) throw new Error('The consent was not taken.');
    const { codeVerifier, redirectUri } = attempt;
    const value = { code: answer.code, codeVerifier, redirectUri, connectedBy: ADMIN };
    const place = { orgId: this.orgId, provider: this.provider, name: 'authorization' };
    await halo.transaction((tx) => writeCredentials(tx, key, [{ place, value }]));
  }

  /** What the plugin's door makes of a webhook. */
  deliveryIn({ headers, body }: SignedRequest): object {
    const secret = this.subject.secrets[this.plugin.manifest.webhook.secret] ?? '';
    const request = { method: this.plugin.manifest.webhook.method, headers, body: Buffer.from(body) };
    const result = this.plugin.webhook(request, [secret], this.clock.now());
    if (result.outcome !== 'accepted') throw new Error(`The door has ${result.outcome} the webhook.`);
    return result.delivery;
  }

  /** Consents, and waits for all that follows: the first sync, and what is distilled of it. */
  async connect(): Promise<void> {
    await this.consent();
    await this.settled();
  }

  /** The jobs of the hook that the org has had, newest first. */
  async jobs(hook: HookName): Promise<{ readonly state: string; readonly output: unknown }[]> {
    return this.halo.halo.query(
      `select state::text, output from pgboss.job where name = $1 and data ->> 'orgId' = $2 order by created_on desc`,
      [queueName(this.provider, hook), this.orgId],
    );
  }

  /** Runs a hook as a job, to its end. */
  async run(hook: HookName, input: object): Promise<JobEnd> {
    const job = hookJob(this.provider, this.orgId, { hook, input, key: randomUUID() });
    const [id = ''] = await this.halo.halo.transaction((tx) => sendJobs(this.halo.boss, tx, [job]));
    return waitForJob(this.halo.boss, queueName(this.provider, hook), id, JOB_TIMEOUT_MS);
  }

  /** Calls a hook with a host of its own, and no queue that would try it again. */
  async call(hook: HookName, input: object, circumstances: Circumstances = {}): Promise<Outcome> {
    const { model, signal = new AbortController().signal, watched = (host) => host } = circumstances;
    const job = { id: randomUUID(), hook, orgId: this.orgId, attempt: 1, lastAttempt: false, signal };
    const host = await hostFor(this.halo, this.#pluginDatabase, model, job);
    return checkedHooks(this.plugin.hooks)
      [hook](input, watched(host))
      .then(
        (output): Outcome => ({ status: 'completed', output }),
        (error: unknown) => outcomeOfFailure(error, this.clock.now()),
      );
  }

  /** Delivers a webhook to Halo. */
  post({ headers, body }: SignedRequest): Promise<Response> {
    const { method, path } = this.plugin.manifest.webhook;
    return fetch(new URL(path, this.halo.url), { method, headers, body });
  }

  /** Waits until nothing runs or becomes due within the seconds. */
  settled(horizonSeconds = 0): Promise<void> {
    return this.halo.idle(horizonSeconds);
  }

  stats() {
    return readStats(this.halo, this.orgId);
  }

  contents() {
    return readContents(this.halo.halo, this.orgId);
  }

  versions() {
    return readVersions(this.halo.halo, this.orgId);
  }

  /** External ids of the org's meetings. */
  async meetings(): Promise<string[]> {
    const rows = await this.halo.halo.query<{ id: string }>(
      'select external_id as id from meetings where org_id = $1 and provider = $2 order by 1',
      [this.orgId, this.provider],
    );
    return rows.map(({ id }) => id);
  }

  /** Ids of the org's sources in one of the manifest's namespaces: what was said, or what was distilled of it. */
  async sources(of: 'said' | 'distilled'): Promise<string[]> {
    const rows = await this.halo.halo.query<{ id: string }>(
      'select id from knowledge_sources where org_id = $1 and starts_with(id, $2) order by 1',
      [this.orgId, this.namespace(of)],
    );
    return rows.map(({ id }) => id);
  }

  namespace(of: 'said' | 'distilled'): string {
    return of === 'said' ? `${this.provider}:` : `distilled:${this.provider}:`;
  }

  /** The account that webhooks find the org by. */
  async account(): Promise<string | undefined> {
    const [row] = await this.halo.halo.query<{ account: string | null }>(
      'select settings ->> $2 as account from teams where id = $1',
      [this.orgId, this.plugin.manifest.webhook.orgKey],
    );
    return row?.account ?? undefined;
  }
}

function redirectOf(response: Response): URL {
  const location = response.headers.get('location');
  if (response.status !== 302 || location === null)
    throw new Error(`${response.url} answered ${response.status} instead of sending the browser on.`);
  return new URL(location);
}
