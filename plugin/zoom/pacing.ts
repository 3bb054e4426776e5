import { inject, injectable } from 'tsyringe';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { readSettings } from '../settings.ts';
import { RequestBudget, type TierStanding } from '../store/request-budget.ts';
import { type Answer, header } from './answer-errors.ts';
import { ENDPOINTS, type Endpoint, type EndpointName, type PacedTier, type RateTier } from './endpoints.ts';
import { ZoomError } from './errors.ts';

type Plan = 'pro' | 'business';

/** Zoom's published requests per second of one account. The free plan has no cloud recordings. */
const PER_SECOND: Readonly<Record<Plan, Readonly<Record<PacedTier, number>>>> = {
  pro: { light: 30, medium: 20, heavy: 10 },
  business: { light: 80, medium: 60, heavy: 40 },
};

/**
 * Zoom counts what arrives in any one second, and requests that leave evenly do not arrive so. Who wants the whole
 * limit gets this much of it; the rest takes up 40 ms of unevenness.
 */
const LARGEST_SHARE = 0.96;

/** Longer than this a job does not sleep: it goes back to the queue and leaves its slot to others. */
const LONGEST_WAIT_MS = 20_000;

/**
 * Keeps an account's requests below a share of what Zoom allows it, since its other apps draw on the same limit. A
 * request that is refused all the same was not ours to prevent; got waits it out.
 */
@injectable()
export class Pacing {
  /** Tiers whose limit of the day has been renewed, as far as the clock tells. */
  readonly #renewed = new Set<RateTier>();
  /** The limits that this job has heard of Zoom, so that each is written once. */
  readonly #learned = new Map<RateTier, number>();

  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly budget: RequestBudget,
  ) {}

  /** Resolves when the request may be sent. */
  async turn(name: EndpointName, accountId: string): Promise<void> {
    const { tier }: Endpoint = ENDPOINTS[name];
    if (tier === 'none') return;
    const { zoomPlan, zoomShare } = readSettings(this.host.settings);
    const reserved = await this.budget.reserve(accountId, tier, {
      perSecond: PER_SECOND[zoomPlan][tier],
      share: Math.min(zoomShare / 100, LARGEST_SHARE),
      longestWaitMs: LONGEST_WAIT_MS,
    });
    if ('notBefore' in reserved) {
      throw new ZoomError(
        'zoom.daily_limit',
        'The requests that Zoom allows this account are spent for now.',
        {
          retryAt: reserved.notBefore,
        },
      );
    }
    if (reserved.wasParked) this.#renewed.add(tier);
    if (reserved.waitMs < 1) return;
    this.host.metrics.count('zoom_pacing_wait_seconds_total', reserved.waitMs / 1000, { tier });
    await this.host.clock.sleep(reserved.waitMs, this.host.signal);
  }

  /** Takes what an answer says of the limits: all of these headers are optional. */
  async heed(
    name: EndpointName,
    accountId: string,
    answer: Answer,
    error: ZoomError | undefined,
  ): Promise<void> {
    const { tier }: Endpoint = ENDPOINTS[name];
    if (tier === 'none') return;
    if (error?.code === 'zoom.daily_limit' && error.retryAt)
      return this.#park(accountId, tier, error.retryAt);
    if (error?.code !== 'zoom.unreachable' && this.#renewed.delete(tier)) await this.#unpark(accountId, tier);
    const limit = Number(header(answer, 'x-ratelimit-limit'));
    const perSecond = header(answer, 'x-ratelimit-type') === 'QPS' && Number.isInteger(limit) && limit > 0;
    if (perSecond && limit !== this.#learned.get(tier)) {
      this.#learned.set(tier, limit);
      await this.budget.learn(accountId, tier, limit);
    }
  }

  /** How the account's requests stand, by tier; with Zoom's published limit where it has stated none. */
  async standing(accountId: string): Promise<(TierStanding & { readonly perSecond: number })[]> {
    const { zoomPlan } = readSettings(this.host.settings);
    const tiers = await this.budget.standing(accountId);
    return tiers.map((tier) => ({ ...tier, perSecond: tier.perSecond ?? PER_SECOND[zoomPlan][tier.tier] }));
  }

  async #park(accountId: string, tier: RateTier, until: Date): Promise<void> {
    const isNews = await this.budget.park(accountId, tier, until);
    if (!isNews) return;
    const fields = { event: 'zoom.limit.reached', tier, until: until.toISOString() };
    this.host.log.warn(fields, 'Zoom answers no more requests of this tier until then.');
  }

  async #unpark(accountId: string, tier: RateTier): Promise<void> {
    const isNews = await this.budget.unpark(accountId, tier);
    if (isNews)
      this.host.log.warn({ event: 'zoom.limit.renewed', tier }, 'Zoom answers requests of this tier again.');
  }
}
