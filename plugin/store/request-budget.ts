import { inject, injectable } from 'tsyringe';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import type { PacedTier } from '../zoom/endpoints.ts';

/** What a reservation gave: wait so long and ask, or do not ask before the date. */
export type Reservation =
  | {
      readonly waitMs: number;
      /** The day's limit was spent, and should be renewed by now. */
      readonly wasParked: boolean;
    }
  | { readonly notBefore: Date };

/** How the requests of one tier stand. */
export interface TierStanding {
  readonly tier: PacedTier;
  /** As Zoom has stated it; null if it has not. */
  readonly perSecond: number | null;
  /** When the next free moment is, if that is more than a second ahead. */
  readonly nextAt: Date | null;
  /** Until when the day's limit is spent, if it is. */
  readonly parkedUntil: Date | null;
}

/**
 * When each Zoom account may be asked next, by rate tier. Zoom counts per account, so all processes and all orgs of an
 * account share one row; the database's clock decides, because theirs may differ.
 */
@injectable()
export class RequestBudget {
  constructor(@inject(HOST) private readonly host: Host) {}

  /**
   * Takes the next free moment at `perSecond * share`, where Zoom's own word on the limit overrides `perSecond`.
   * Moments further away than `longestWaitMs` are not taken.
   */
  async reserve(
    accountId: string,
    tier: string,
    rate: { perSecond: number; share: number; longestWaitMs: number },
  ): Promise<Reservation> {
    const [row] = await this.host.db.query<{
      waitMs: number;
      wasParked: boolean;
      notBefore: Date | null;
    }>(
      `with now as (select clock_timestamp() as at),
       taken as (
         insert into zoom.request_budgets as b (account_id, tier, next_at)
         select $1, $2, now.at + make_interval(secs => 1 / ($3::float8 * $4::float8)) from now
         on conflict (account_id, tier) do update
           set next_at = greatest(b.next_at, clock_timestamp())
                         + make_interval(secs => 1 / (coalesce(b.per_second, $3::float8) * $4::float8))
           where coalesce(b.parked_until, '-infinity') <= clock_timestamp()
             and b.next_at < clock_timestamp() + make_interval(secs => $5::float8 / 1000)
         returning b.next_at - make_interval(secs => 1 / (coalesce(b.per_second, $3::float8) * $4::float8)) as at,
           b.parked_until is not null as was_parked
       )
       select extract(epoch from taken.at - clock_timestamp())::float8 * 1000 as "waitMs", was_parked as "wasParked",
         null as "notBefore" from taken
       union all
       select 0, true, greatest(b.parked_until, b.next_at) from zoom.request_budgets b
       where b.account_id = $1 and b.tier = $2 and not exists (select from taken)`,
      [accountId, tier, rate.perSecond, rate.share, rate.longestWaitMs],
    );
    if (row?.notBefore) return { notBefore: row.notBefore };
    return { waitMs: Math.max(0, row?.waitMs ?? 0), wasParked: row?.wasParked ?? false };
  }

  /** Zoom has said what the account's limit is. */
  async learn(accountId: string, tier: string, perSecond: number): Promise<void> {
    await this.host.db.query(
      `update zoom.request_budgets set per_second = $3
       where account_id = $1 and tier = $2 and per_second is distinct from $3`,
      [accountId, tier, perSecond],
    );
  }

  /** The day's limit is spent: nobody asks before `until`. Returns whether that is news: of all processes, one is told so. */
  async park(accountId: string, tier: string, until: Date): Promise<boolean> {
    const news = await this.host.db.query(
      `insert into zoom.request_budgets as b (account_id, tier, next_at, parked_until) values ($1, $2, clock_timestamp(), $3)
       on conflict (account_id, tier) do update set parked_until = excluded.parked_until where b.parked_until is null
       returning account_id`,
      [accountId, tier, until],
    );
    if (news.length > 0) return true;
    await this.host.db.query(
      'update zoom.request_budgets set parked_until = $3 where account_id = $1 and tier = $2',
      [accountId, tier, until],
    );
    return false;
  }

  /** Zoom has answered again. Returns whether that is news. */
  async unpark(accountId: string, tier: string): Promise<boolean> {
    const news = await this.host.db.query(
      `update zoom.request_budgets set parked_until = null
       where account_id = $1 and tier = $2 and parked_until <= clock_timestamp() returning account_id`,
      [accountId, tier],
    );
    return news.length > 0;
  }

  /** The tiers in which the account has been asked something. */
  standing(accountId: string): Promise<TierStanding[]> {
    return this.host.db.query<TierStanding>(
      `select tier, per_second as "perSecond",
         case when next_at > clock_timestamp() + interval '1 second' then next_at end as "nextAt",
         case when parked_until > clock_timestamp() then parked_until end as "parkedUntil"
       from zoom.request_budgets where account_id = $1
       order by array_position(array['light', 'medium', 'heavy'], tier)`,
      [accountId],
    );
  }
}
