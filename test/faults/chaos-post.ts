import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../fuzz/random.ts';
import type { Postman } from '../zoom/notifier.ts';

const LOST = 0.3;
const TWICE = 0.25;
const LATE = 0.5;
const LATEST_MS = 2_500;
/** Zoom tries three more times; here sooner than after five minutes. */
const TRIES = 4;
const TRY_AGAIN_MS = 400;

/** What became of the events. */
export interface Post {
  readonly events: number;
  readonly lost: number;
  readonly duplicates: number;
  readonly late: number;
  /** Halo answered so often that it could not take one. */
  readonly refused: number;
}

/** Loses some events, brings some twice, and many late, so that others overtake them. */
export class UnreliablePost {
  readonly figures = { events: 0, lost: 0, duplicates: 0, late: 0, refused: 0 };
  readonly #random: Random;
  readonly #underway = new Set<Promise<void>>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** Zoom does not wait for what comes of it. */
  readonly take: Postman = async (_, post) => {
    this.figures.events += 1;
    if (this.#random.chance(LOST)) this.figures.lost += 1;
    else {
      this.#carry(post);
      if (this.#random.chance(TWICE)) {
        this.figures.duplicates += 1;
        this.#carry(post);
      }
    }
    return [];
  };

  async delivered(): Promise<void> {
    while (this.#underway.size > 0) await Promise.all(this.#underway);
  }

  #carry(post: Parameters<Postman>[1]): void {
    const delayMs = this.#random.chance(LATE) ? this.#random.below(LATEST_MS) : 0;
    if (delayMs > 0) this.figures.late += 1;
    const carried = this.#deliver(post, delayMs).finally(() => this.#underway.delete(carried));
    this.#underway.add(carried);
  }

  async #deliver(post: Parameters<Postman>[1], delayMs: number): Promise<void> {
    await sleep(delayMs);
    for (let tries = 0; tries < TRIES; tries += 1) {
      const deliveries = await post();
      if (deliveries.every(({ status }) => status > 0 && status < 500)) return;
      this.figures.refused += 1;
      await sleep(TRY_AGAIN_MS);
    }
  }
}
