import type { Fault, Weather } from './faults.ts';

/** How often each kind of trouble hits a request, between 0 and 1. */
export interface Odds {
  readonly serverError: number;
  readonly rateLimit: number;
  readonly halfAnswer: number;
  readonly cut: number;
  readonly slow: number;
}

export type Trouble = keyof Odds;

/** A number between 0 and 1, and another at each call. */
export type Random = () => number;

const SERVER_ERRORS = [500, 502, 503, 504];
/** Some proxies answer with a page, Zoom itself with JSON. */
const SERVER_ERROR_BODIES = [
  '<!doctype html><title>Bad gateway</title>',
  { code: 5000, message: 'Internal error.' },
];
const RATE_LIMIT = { code: 429, message: 'You have reached the maximum per-second rate limit for this API.' };
const SLOWEST_MS = 1_500;

/** Where a browser goes: whoever sits before it would press reload. */
const PAGES = new Set(['/', '/oauth/authorize']);

/** Trouble by chance, as a network and a busy Zoom bring it. */
export class Storm implements Weather {
  /** That it might have struck. */
  requests = 0;
  /** What has struck. */
  readonly hits: Record<Trouble, number> = {
    serverError: 0,
    rateLimit: 0,
    halfAnswer: 0,
    cut: 0,
    slow: 0,
  };
  readonly #odds: Odds;
  readonly #random: Random;

  constructor(odds: Odds, random: Random) {
    this.#odds = odds;
    this.#random = random;
  }

  draw(template: string): Fault | undefined {
    if (PAGES.has(template)) return undefined;
    this.requests += 1;
    let left = this.#random();
    for (const [trouble, odds] of Object.entries(this.#odds)) {
      left -= odds;
      if (left >= 0 || !isTrouble(trouble)) continue;
      this.hits[trouble] += 1;
      return FAULTS[trouble](this.#random);
    }
    return undefined;
  }
}

const FAULTS: Readonly<Record<Trouble, (random: Random) => Fault>> = {
  serverError: (random) => ({
    respond: { status: pick(SERVER_ERRORS, random), body: pick(SERVER_ERROR_BODIES, random) },
  }),
  // Zoom states when to come again, or does not.
  rateLimit: (random) => ({
    respond: { status: 429, headers: random() < 0.5 ? { 'retry-after': '1' } : {}, body: RATE_LIMIT },
  }),
  halfAnswer: () => ({ respond: 'half_answer' }),
  cut: () => ({ respond: 'cut' }),
  slow: (random) => ({ respond: 'slow', delayMs: random() * SLOWEST_MS }),
};

const isTrouble = (name: string): name is Trouble => name in FAULTS;

function pick<T>(from: readonly T[], random: Random): T {
  const picked = from[Math.floor(random() * from.length)];
  if (picked === undefined) throw new RangeError('There is nothing to pick from.');
  return picked;
}
