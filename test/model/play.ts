import { startZoom } from '../zoom/index.ts';
import { ADMIN_MANAGED_SCOPES } from '../zoom/scopes.ts';
import type { ZoomServer } from '../zoom/server.ts';
import { Clocks } from './clocks.ts';
import type { Happening, History, Post, What } from './history.ts';
import { afterFullResync, afterTheHour, asInZoom, type Expected } from './invariants.ts';
import { KEYWORD, MARKER } from './keyword.ts';
import type { Mailbox } from './mailbox.ts';
import { ModelHalo, type Shared } from './model-halo.ts';
import { accountOf, ModelZoom } from './model-zoom.ts';
import { isOf, type Observer } from './observed.ts';
import { type Trouble, trouble } from './trouble.ts';

const RENAMES: ReadonlySet<What> = new Set(['rename', 'rename_to_keyword']);

/** In minutes. */
const A_SECOND = 1 / 60;
/** More waits than two days of looking for a transcript take. */
const MOST_WAITS = 300;
/** By then a job that was sent is no longer trusted to come. */
const TRUSTED_MINUTES = 7 * 60;
/** Zoom tries a webhook for the last time after that. */
const LATEST_POST_MINUTES = 85;

/** What a transcript needs, and who took part; every further source of people is two more requests. */
const SCOPES = ADMIN_MANAGED_SCOPES.filter(
  (scope) => !/^meeting:read:(meeting|list_registrants)/.test(scope),
);

/** One history in an org and a Zoom account of its own, from the connect to the end. */
export class Play {
  readonly orgId: string;
  /** What was found wrong. */
  readonly wrong: string[] = [];
  readonly #clocks: Clocks;
  readonly #server: ZoomServer;
  readonly #zoom: ModelZoom;
  readonly #halo: ModelHalo;
  readonly #mailbox: Mailbox;
  readonly #observer: Observer;
  #minutesLate = 0;

  static async begin(shared: Shared, mailbox: Mailbox, orgId: string, history: History): Promise<Play> {
    const clocks = new Clocks();
    const server = await startZoom({
      accounts: [accountOf(orgId, clocks.zoom.now(), new Set(history.map(({ recording }) => recording)))],
      scope: SCOPES,
      clock: clocks.zoom,
      autoConsent: true,
      plan: 'unlimited',
      webhookTarget: mailbox.url,
      seed: orgId,
    });
    const play = new Play(shared, mailbox, orgId, clocks, server);
    await play.#halo.connect(KEYWORD);
    return play;
  }

  private constructor(shared: Shared, mailbox: Mailbox, orgId: string, clocks: Clocks, server: ZoomServer) {
    this.orgId = orgId;
    this.#clocks = clocks;
    this.#server = server;
    this.#mailbox = mailbox;
    this.#zoom = new ModelZoom(server, clocks.zoom);
    this.#halo = new ModelHalo(shared, orgId, server.origin, clocks, (written) => this.#watch(written));
    this.#observer = shared.observer;
  }

  async play(history: History): Promise<void> {
    for (const happening of history) {
      await this.#pass(happening.minutes);
      if (happening.amidst === null) await this.#happen(happening);
      else {
        this.#halo.steps.happenAfter(happening.amidst, async () => {
          await this.#happen(happening);
          await this.#halo.work();
        });
      }
      if (happening.work) await this.#work();
    }
    await this.#end();
  }

  async close(): Promise<void> {
    await this.#server.close();
  }

  /** What there is no word of is left out of what is expected; the rest has to be so. */
  async #end(): Promise<void> {
    await this.#settle();
    await this.#sync('catch_up', TRUSTED_MINUTES);
    await this.#expect('after the hourly sync', afterTheHour(this.#zoom.all, this.#clocks.zoom.now()), false);
    await this.#sync('full_resync', 60);
    await this.#expect('after a full resync', afterFullResync(this.#zoom.all), true);
    const before = await this.#observer.content(this.orgId);
    await this.#sync('catch_up', 60);
    const after = await this.#observer.content(this.orgId);
    if (after !== before) this.#complain('a further sync has written', `${before}\n---\n${after}`);
    const unfinished = await this.#observer.unfinished(this.orgId);
    if (unfinished.length > 0) this.#complain('runs did not end', unfinished);
    const places = await this.#observer.placesOf(this.orgId, MARKER);
    if (places.length > 0) this.#complain('what a keyword rule names is stored', places);
  }

  async #happen({ what, recording, post, size }: Happening): Promise<void> {
    const cause = trouble(what, size);
    if (cause) return this.#make(cause);
    const held = await this.#zoom.happen(what, recording);
    // Nobody does two things to a recording in one millisecond, which is how exactly Zoom dates its news.
    this.#clocks.pass(A_SECOND);
    if (!held) return;
    const webhooks = this.#mailbox.deal(post);
    // Of what Halo has not listed yet, a new title is no news to it.
    const isNews = !RENAMES.has(what) || (await this.#observer.knows(this.orgId, held.recording.uuid));
    for (const request of webhooks) await this.#halo.receive(request);
    held.untold = isUntold(held.untold, { what, post: isNews ? post : 'lost' });
  }

  async #make(cause: Trouble): Promise<void> {
    if ('sync' in cause) this.#halo.send('sync', cause.sync.scope, cause.sync);
    if ('dies' in cause) this.#halo.steps.dieAfter(cause.dies);
    if ('ahead' in cause) this.#clocks.setHaloAhead(cause.ahead);
    if ('fault' in cause)
      this.#server.faults.add(cause.fault(this.#clocks.zoom.now(), await this.#halo.accessToken()));
  }

  async #work(): Promise<void> {
    await this.#halo.work();
    await this.#halo.steps.happenNow();
    await this.#halo.work();
    await this.#expectGone();
  }

  /** Webhooks that are late come before Zoom gives up on them. */
  async #pass(minutes: number): Promise<void> {
    this.#minutesLate += minutes;
    if (!this.#mailbox.hasLate) this.#minutesLate = minutes;
    if (this.#minutesLate > LATEST_POST_MINUTES) await this.#fetchLate();
    this.#clocks.pass(minutes);
  }

  async #fetchLate(): Promise<void> {
    for (const request of this.#mailbox.fetchLate()) await this.#halo.receive(request);
  }

  async #sync(scope: 'catch_up' | 'full_resync', minutes: number): Promise<void> {
    this.#clocks.pass(minutes);
    this.#halo.send('sync', scope, { scope, trigger: scope === 'catch_up' ? 'cron' : 'manual' });
    await this.#settle();
  }

  /** What was late comes, what was refused is tried again, and what waits has its time. */
  async #settle(): Promise<void> {
    const { steps, queue } = this.#halo;
    steps.live();
    for (let waits = 0; waits < MOST_WAITS; waits += 1) {
      await this.#work();
      if (this.#mailbox.hasLate) {
        await this.#fetchLate();
        continue;
      }
      const due = queue.nextDue();
      if (!due) return;
      this.#clocks.passUntil(due);
    }
    this.#complain('jobs do not come to an end', queue.waiting);
  }

  async #expect(when: string, expected: Expected, exactly: boolean): Promise<void> {
    const meetings = new Map((await this.#observer.meetings(this.orgId)).map((each) => [each.uuid, each]));
    const sources = await this.#observer.sources(this.orgId);
    for (const held of expected.in) {
      const wanted = asInZoom(held);
      const found = meetings.get(wanted.uuid);
      if (!found?.text) await this.#complainOf(`${when} a transcript is lost`, wanted);
      else if (exactly && JSON.stringify(found) !== JSON.stringify(wanted))
        await this.#complainOf(`${when} a meeting is not as in Zoom`, { found, wanted });
    }
    for (const { recording } of expected.out) {
      if (meetings.has(recording.uuid) || sources.some((id) => isOf(recording.uuid, id)))
        await this.#complainOf(`${when} a meeting is still there`, recording.uuid);
    }
  }

  /** At once, where its webhook has come. */
  async #expectGone(): Promise<void> {
    const coming = this.#mailbox.hasLate || this.#halo.queue.waiting.some(({ hook }) => hook === 'onWebhook');
    if (coming) return;
    const gone = this.#zoom.all.filter(
      ({ recording, untold }) => !untold && ['trashed', 'deleted'].includes(recording.state),
    );
    if (gone.length === 0) return;
    const sources = await this.#observer.sources(this.orgId);
    for (const { recording } of gone) {
      if (sources.some((id) => isOf(recording.uuid, id)))
        await this.#complainOf('a meeting that Zoom said is gone is in search', recording.uuid);
    }
  }

  #watch(written: unknown): void {
    const text = JSON.stringify(written)?.toLowerCase();
    if (text?.includes(MARKER)) this.#complain('what a keyword rule names was handed on', text);
  }

  async #complainOf(what: string, about: unknown): Promise<void> {
    const states = await this.#observer.states(this.orgId);
    this.#complain(what, { about, states, failures: this.#halo.failures, waiting: this.#halo.queue.waiting });
  }

  #complain(what: string, about: unknown): void {
    this.wrong.push(`${what}: ${typeof about === 'string' ? about : JSON.stringify(about, undefined, 1)}`);
  }
}

/** Whether something happened to a recording that Halo has no word of. Gone or back, it is read as a whole. */
function isUntold(before: boolean, { what, post }: { what: Happening['what']; post: Post }): boolean {
  // Zoom sends no word of an edit.
  if (post === 'lost' || what === 'edit' || what === 'edit_to_keyword') return true;
  return ['trash', 'delete', 'recover'].includes(what) ? false : before;
}
