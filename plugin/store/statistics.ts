import { inject, injectable } from 'tsyringe';
import type { Queryable } from '../../contracts/host.ts';
import { ORG_ID } from '../injection.ts';

export interface MeetingCounts {
  readonly total: number;
  readonly linked: number;
}

export interface RecentTranscript {
  readonly uuid: string;
  readonly topic: string;
  readonly startTime: Date;
  readonly customers: string[];
}

/** Counts and lists for the integration page. */
@injectable()
export class Statistics {
  constructor(@inject(ORG_ID) private readonly org: string) {}

  async meetings(db: Queryable): Promise<MeetingCounts> {
    const [row] = await db.query<MeetingCounts>(
      `select coalesce(sum(meetings), 0)::int as total, coalesce(sum(linked), 0)::int as linked
       from meeting_counts where org_id = $1 and provider = 'zoom'`,
      [this.org],
    );
    return row ?? { total: 0, linked: 0 };
  }

  /** The newest meetings with a transcript, each with the names of its customers. */
  recent(db: Queryable, limit: number): Promise<RecentTranscript[]> {
    return db.query<RecentTranscript>(
      `select m.external_id as uuid, m.title as topic, m.started_at as "startTime",
              array(select distinct coalesce(c.name, u.name, u.email) from meeting_links l
                    left join companies c on c.org_id = l.org_id and c.id = l.company_id
                    left join end_users u on u.org_id = l.org_id and u.id = l.end_user_id
                    where l.meeting_id = m.id and coalesce(c.name, u.name, u.email) is not null
                    order by 1) as customers
       from meetings m where m.org_id = $1 and m.provider = 'zoom'
       order by m.started_at desc, m.external_id limit $2`,
      [this.org, limit],
    );
  }

  /** Meetings with a transcript per UTC day (`yyyy-mm-dd`) since `from`; days without any are left out. */
  async perDay(db: Queryable, from: Date): Promise<Map<string, number>> {
    const rows = await db.query<{ day: string; transcripts: number }>(
      `select to_char(day, 'YYYY-MM-DD') as day, sum(meetings)::int as transcripts from meeting_counts
       where org_id = $1 and provider = 'zoom' and day >= ($2::timestamptz at time zone 'UTC')::date
       group by 1 having sum(meetings) > 0`,
      [this.org, from],
    );
    return new Map(rows.map((row) => [row.day, row.transcripts]));
  }

  /** When Zoom last checked that the webhook's address is Halo's: one for all orgs. Null if it never did. */
  async webhookValidatedAt(db: Queryable): Promise<Date | null> {
    const [row] = await db.query<{ at: Date }>(
      `select validated_at as at from webhook_endpoints where provider = 'zoom'`,
    );
    return row?.at ?? null;
  }

  async unfinished(db: Queryable): Promise<{ awaiting: number; failed: number }> {
    const [row] = await db.query<{ awaiting: number; failed: number }>(
      `select count(*) filter (where state = 'awaiting_transcript')::int as awaiting,
              count(*) filter (where state = 'failed')::int as failed
       from zoom.recordings where org_id = $1 and state in ('awaiting_transcript', 'failed')`,
      [this.org],
    );
    return row ?? { awaiting: 0, failed: 0 };
  }
}
