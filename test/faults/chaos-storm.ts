import { setTimeout as sleep } from 'node:timers/promises';
import { type Random, seeded } from '../fuzz/random.ts';
import type { EmbeddedPostgres } from '../halo/postgres/embedded.ts';
import { Storm, type Trouble } from '../zoom/weather.ts';
import { Admin } from './chaos-admin.ts';
import { insist } from './chaos-insist.ts';
import { Decisions, happen } from './chaos-play.ts';
import { type Post, UnreliablePost } from './chaos-post.ts';
import type { ChaosHappening } from './chaos-story.ts';
import type { ChaosWorld } from './chaos-world.ts';
import { Workers } from './kill-workers.ts';

/** Of each request to Zoom. */
const ODDS = { serverError: 0.05, rateLimit: 0.02, halfAnswer: 0.02, cut: 0.005, slow: 0.1 };
/** By how much the clocks of the processes are wrong: two minutes lie between the first and the second. */
const SKEWS_MS = [-60_000, 60_000, 0];
/** Counted from when all processes work: under load one takes long to start. */
const KILL_AFTER_MS = { least: 300, more: 2_400 };
/** A storm in which Zoom is hardly asked is none, however busy the machine is. */
const REQUESTS_PER_RECORDING = 5;
const ASK_AGAIN_MS = 1_000;
/** A process that starts while PostgreSQL does not answer gives up. */
const STARTS_IN_VAIN = 60;

/** What comes once, and at which part of the storm. */
const BLOWS: readonly (readonly [at: number, blow: Blow])[] = [
  [0.15, 'expire'],
  [0.3, 'remove'],
  [0.4, 'fast'],
  [0.5, 'expire'],
  [0.6, 'expire'],
  [0.7, 'immediate'],
  [0.8, 'remove'],
  [0.9, 'expire'],
];
/** The access token dies early; the app is removed in Zoom; PostgreSQL is restarted. */
type Blow = 'expire' | 'remove' | 'fast' | 'immediate';

export interface StormOptions {
  readonly seconds: number;
  readonly processes: number;
  readonly seed: number;
  readonly postgres: EmbeddedPostgres;
}

/** What has struck. */
export interface StormFigures {
  readonly kills: number;
  readonly restarts: number;
  readonly removals: number;
  readonly expiries: number;
  readonly reconnects: number;
  /** To Zoom. */
  readonly requests: number;
  readonly hits: Readonly<Record<Trouble, number>>;
  readonly post: Post;
}

/** Plays a story while everything goes wrong that can. */
export class ChaosStorm {
  readonly workers: Workers;
  readonly #world: ChaosWorld;
  readonly #options: StormOptions;
  readonly #random: Random;
  readonly #weather: Storm;
  readonly #post: UnreliablePost;
  readonly #admin: Admin;
  readonly #decisions = new Decisions();
  readonly #counts = { kills: 0, restarts: 0, removals: 0, expiries: 0 };

  constructor(world: ChaosWorld, options: StormOptions) {
    this.#world = world;
    this.#options = options;
    this.#random = seeded(options.seed + 1);
    this.#weather = new Storm(ODDS, () => this.#random.below(2 ** 32) / 2 ** 32);
    this.#post = new UnreliablePost(this.#random);
    this.#admin = new Admin(world);
    this.workers = new Workers({
      program: 'test/faults/chaos-worker.js',
      restarts: STARTS_IN_VAIN,
      env: (place) => ({
        ...world.env,
        CHAOS_SHIFT_MS: String(world.clock.shiftMs),
        CHAOS_SKEW_MS: String(SKEWS_MS[place % SKEWS_MS.length]),
      }),
    });
    world.clock.onPass = (shiftMs) => this.workers.tell(shiftMs);
  }

  get figures(): StormFigures {
    return {
      ...this.#counts,
      reconnects: this.#admin.connects - 1,
      requests: this.#weather.requests,
      hits: this.#weather.hits,
      post: this.#post.figures,
    };
  }

  /** Resolves when the story is told, all blows have struck, and all news has come. */
  async rage(story: readonly ChaosHappening[]): Promise<void> {
    const { zoom } = this.#world;
    zoom.faults.weather = this.#weather;
    zoom.setPostman(this.#post.take);
    for (let place = 0; place < this.#options.processes; place += 1) this.workers.start(place);
    await this.workers.ready();
    const over = new AbortController();
    const killed = this.#killAgainAndAgain(over.signal);
    await Promise.all([this.#tell(story), this.#strike()]);
    await this.#askEnough();
    over.abort();
    await killed;
    await this.#post.delivered();
  }

  /** Fair weather again. All that was due is done. */
  async calmDown(): Promise<void> {
    this.#world.zoom.faults.clear();
    this.#world.zoom.setPostman((_, post) => post());
    await this.#readAgain();
    await this.#decisions.made();
  }

  async stop(): Promise<void> {
    this.#admin.leave();
    await this.workers.stop();
  }

  /** Until Zoom is still connected when all is done: an access that is lost shows when it is used. */
  async #readAgain(): Promise<void> {
    for (let connects = -1; connects !== this.#admin.connects; ) {
      await this.#admin.seesConnection();
      connects = this.#admin.connects;
      await this.#world.sync('full_resync');
      await this.#world.settled();
      await this.#admin.seesConnection();
    }
  }

  async #tell(story: readonly ChaosHappening[]): Promise<void> {
    const paceMs = (this.#options.seconds * 1000) / story.length;
    const began = Date.now();
    for (const [index, happening] of story.entries()) {
      await sleep(Math.max(0, began + index * paceMs - Date.now()));
      await happen(this.#world, happening, this.#decisions);
    }
  }

  /** Somebody presses the button for a full resync again and again. */
  async #askEnough(): Promise<void> {
    const enough = this.#world.options.recordings * REQUESTS_PER_RECORDING;
    while (this.#weather.requests < enough) {
      await insist(() => this.#world.sync('full_resync'));
      await sleep(ASK_AGAIN_MS);
    }
  }

  async #strike(): Promise<void> {
    const began = Date.now();
    for (const [at, blow] of BLOWS) {
      await sleep(Math.max(0, began + at * this.#options.seconds * 1000 - Date.now()));
      await this.#blow(blow);
    }
  }

  async #blow(blow: Blow): Promise<void> {
    const { zoom, owner } = this.#world;
    switch (blow) {
      case 'expire':
        this.#counts.expiries += 1;
        return zoom.expireAccess(owner.email);
      case 'remove':
        this.#counts.removals += 1;
        await zoom.deauthorize(owner.email);
        return;
      default:
        this.#counts.restarts += 1;
        return this.#options.postgres.restart(blow);
    }
  }

  async #killAgainAndAgain(over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      await this.workers.ready(this.#options.processes);
      await sleep(KILL_AFTER_MS.least + this.#random.below(KILL_AFTER_MS.more), undefined, {
        signal: over,
      }).catch(() => undefined);
      if (over.aborted) return;
      await this.workers.kill((count) => this.#random.below(count));
      this.#counts.kills += 1;
    }
  }
}
