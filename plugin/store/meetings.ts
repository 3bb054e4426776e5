import { inject, injectable } from 'tsyringe';
import type { Queryable, SourceAudience, Transaction } from '../../contracts/host.ts';
import type { Link } from '../customers/links.ts';
import { ORG_ID } from '../injection.ts';

export interface NewMeeting {
  readonly uuid: string;
  readonly title: string;
  readonly startedAt: Date;
  readonly durationMinutes: number;
  readonly hostEmail: string | null;
  readonly audience: SourceAudience['visibility'];
  readonly sourceId: string;
}

/** Halo's `meetings` and `meeting_links` for the provider `zoom`. */
@injectable()
export class Meetings {
  constructor(@inject(ORG_ID) private readonly org: string) {}

  /** One row per (org, uuid); its links are replaced as a whole. */
  async save(tx: Transaction, meeting: NewMeeting, links: readonly Link[], now: Date): Promise<void> {
    const [row] = await tx.query<{ id: string }>(
      `insert into meetings (org_id, provider, external_id, title, started_at, duration_minutes, host_email, audience,
                             source_id, created_at, updated_at)
       values ($1, 'zoom', $2, $3, $4, $5, $6, $7, $8, $9, $9)
       on conflict (org_id, provider, external_id) do update set
         title = excluded.title, started_at = excluded.started_at, duration_minutes = excluded.duration_minutes,
         host_email = excluded.host_email, audience = excluded.audience, source_id = excluded.source_id,
         updated_at = excluded.updated_at
       returning id`,
      [
        this.org,
        meeting.uuid,
        meeting.title,
        meeting.startedAt,
        meeting.durationMinutes,
        meeting.hostEmail,
        meeting.audience,
        meeting.sourceId,
        now,
      ],
    );
    if (!row) throw new Error('A meeting could not be saved.');
    await this.#link(tx, row.id, links);
  }

  /** Its links and its audience alone. */
  async relink(
    tx: Transaction,
    uuid: string,
    { links, audience }: { links: readonly Link[]; audience: NewMeeting['audience'] },
    now: Date,
  ): Promise<void> {
    const [row] = await tx.query<{ id: string }>(
      `update meetings set audience = $3, updated_at = $4
       where org_id = $1 and provider = 'zoom' and external_id = $2 returning id`,
      [this.org, uuid, audience, now],
    );
    if (row) await this.#link(tx, row.id, links);
  }

  async links(db: Queryable, uuid: string): Promise<Link[]> {
    const rows = await db.query<{ [Name in keyof Link]-?: Link[Name] | null }>(
      `select l.company_id as "companyId", l.end_user_id as "endUserId", l.email, l.source, l.method,
         l.confidence, l.attended
       from meeting_links l join meetings m on m.id = l.meeting_id
       where m.org_id = $1 and m.provider = 'zoom' and m.external_id = $2`,
      [this.org, uuid],
    );
    return rows.flatMap(({ companyId, endUserId, email, source, method, confidence, attended }) =>
      source === null || method === null || confidence === null || attended === null
        ? []
        : [
            {
              ...(companyId === null ? {} : { companyId }),
              ...(endUserId === null ? {} : { endUserId }),
              ...(email === null ? {} : { email }),
              ...{ source, method, confidence, attended },
            },
          ],
    );
  }

  async #link(tx: Transaction, meetingId: string, links: readonly Link[]): Promise<void> {
    await tx.query('delete from meeting_links where meeting_id = $1', [meetingId]);
    await tx.query(
      `insert into meeting_links
         (org_id, meeting_id, company_id, end_user_id, email, source, method, confidence, attended)
       select $1, $2, l."companyId", l."endUserId", l.email, l.source, l.method, l.confidence, l.attended
       from jsonb_to_recordset($3) as l("companyId" text, "endUserId" text, email text, source text, method text,
                                        confidence real, attended boolean)`,
      [this.org, meetingId, JSON.stringify(links)],
    );
  }

  async find(
    db: Queryable,
    uuid: string,
  ): Promise<Pick<NewMeeting, 'title' | 'startedAt' | 'audience'> | null> {
    const [row] = await db.query<Pick<NewMeeting, 'title' | 'startedAt' | 'audience'>>(
      `select title, started_at as "startedAt", audience from meetings
       where org_id = $1 and provider = 'zoom' and external_id = $2`,
      [this.org, uuid],
    );
    return row ?? null;
  }

  async customers(db: Queryable, uuid: string): Promise<{ companyId?: string; endUserId?: string }[]> {
    const rows = await db.query<{ companyId: string | null; endUserId: string | null }>(
      `select l.company_id as "companyId", l.end_user_id as "endUserId"
       from meeting_links l join meetings m on m.id = l.meeting_id
       where m.org_id = $1 and m.provider = 'zoom' and m.external_id = $2 order by 1, 2`,
      [this.org, uuid],
    );
    return rows.map(({ companyId, endUserId }) => ({
      ...(companyId === null ? {} : { companyId }),
      ...(endUserId === null ? {} : { endUserId }),
    }));
  }

  /** Links go with the meeting. Returns how many meetings there were. */
  async remove(tx: Transaction, uuids: readonly string[]): Promise<number> {
    const removed = await tx.query(
      `delete from meetings where org_id = $1 and provider = 'zoom' and external_id = any($2) returning id`,
      [this.org, uuids],
    );
    return removed.length;
  }
}
