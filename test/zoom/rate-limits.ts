import type { Clock } from './clock.ts';
import { type ZoomReply, zoomError } from './exchange.ts';

export type RateTier = 'Light' | 'Medium' | 'Heavy';
export type ZoomPlan = 'free' | 'pro' | 'business' | 'unlimited';

/** Zoom's published limits of one customer account, shared by all of its users and apps. */
const PLANS: Record<ZoomPlan, Record<RateTier, { perSecond: number; perDay: number }>> = {
  free: {
    Light: { perSecond: 4, perDay: 6000 },
    Medium: { perSecond: 2, perDay: 2000 },
    Heavy: { perSecond: 1, perDay: 1000 },
  },
  pro: {
    Light: { perSecond: 30, perDay: Infinity },
    Medium: { perSecond: 20, perDay: Infinity },
    Heavy: { perSecond: 10, perDay: 30_000 },
  },
  business: {
    Light: { perSecond: 80, perDay: Infinity },
    Medium: { perSecond: 60, perDay: Infinity },
    Heavy: { perSecond: 40, perDay: 60_000 },
  },
  unlimited: {
    Light: { perSecond: Infinity, perDay: Infinity },
    Medium: { perSecond: Infinity, perDay: Infinity },
    Heavy: { perSecond: Infinity, perDay: Infinity },
  },
};

const PER_SECOND = 'You have reached the maximum per-second rate limit for this API. Try again later.';
const PER_DAY =
  'You have reached the maximum daily rate limit for this API. ' +
  'Refer to the response header for details on when you can make another request.';

/** A sliding window of one second, and a day that ends at 00:00 UTC, per account and tier. */
export class RateLimits {
  readonly #plan: ZoomPlan;
  readonly #clock: Clock;
  readonly #stopwatch: () => number;
  readonly #recent = new Map<string, number[]>();
  readonly #today = new Map<string, { day: string; used: number }>();

  /** The window runs on a stopwatch, not on the clock: a test that freezes the clock would never leave it. */
  constructor(plan: ZoomPlan, clock: Clock, stopwatch: () => number) {
    this.#plan = plan;
    this.#clock = clock;
    this.#stopwatch = stopwatch;
  }

  /** Counts the request, and says which headers its answer carries or that it is refused. */
  take(accountId: string, tier: RateTier): { headers: Record<string, string> } | { refused: ZoomReply } {
    const limit = PLANS[this.#plan][tier];
    const day = this.#dayOf(`${accountId} ${tier}`);
    if (day.used >= limit.perDay) return { refused: this.#refuseForToday(tier, limit.perDay) };
    const window = this.#windowOf(`${accountId} ${tier}`);
    if (window.length >= limit.perSecond)
      return { refused: refuse(tier, 'QPS', limit.perSecond, PER_SECOND) };
    window.push(this.#stopwatch());
    day.used += 1;
    return { headers: rateHeaders(tier, 'QPS', limit.perSecond, limit.perSecond - window.length) };
  }

  #windowOf(key: string): number[] {
    const since = this.#stopwatch() - 1000;
    const window = (this.#recent.get(key) ?? []).filter((at) => at > since);
    this.#recent.set(key, window);
    return window;
  }

  #dayOf(key: string): { day: string; used: number } {
    const day = this.#clock.now().toISOString().slice(0, 10);
    const known = this.#today.get(key);
    if (known?.day === day) return known;
    const fresh = { day, used: 0 };
    this.#today.set(key, fresh);
    return fresh;
  }

  /** Zoom's `Retry-After` for the daily limit is a date, not a number of seconds. */
  #refuseForToday(tier: RateTier, limit: number): ZoomReply {
    const midnight = new Date(this.#clock.now());
    midnight.setUTCHours(24, 0, 0, 0);
    const refused = refuse(tier, 'Daily-limit', limit, PER_DAY);
    return {
      ...refused,
      headers: { ...refused.headers, 'retry-after': `${midnight.toISOString().slice(0, 19)}Z` },
    };
  }
}

function refuse(tier: RateTier, type: string, limit: number, message: string): ZoomReply {
  const reply = zoomError(429, 429, message);
  return { ...reply, headers: { ...reply.headers, ...rateHeaders(tier, type, limit, 0) } };
}

function rateHeaders(tier: RateTier, type: string, limit: number, remaining: number): Record<string, string> {
  if (!Number.isFinite(limit)) return { 'x-ratelimit-category': tier };
  return {
    'x-ratelimit-category': tier,
    'x-ratelimit-type': type,
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
  };
}
