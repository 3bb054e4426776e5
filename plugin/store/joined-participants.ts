import { inject, injectable } from 'tsyringe';
import type { Queryable } from '../../contracts/host.ts';
import { ORG_ID } from '../injection.ts';

/** Somebody who joined a meeting, as Zoom's event told it while the meeting ran. */
export interface JoinedParticipant {
  readonly email: string;
  /** ISO, as Zoom states it. */
  readonly joinTime: string;
  readonly name: string | null;
  readonly zoomUserId: string | null;
  readonly registrantId: string | null;
}

/** The org's rows of `zoom.joined_participants`. */
@injectable()
export class JoinedParticipants {
  constructor(@inject(ORG_ID) private readonly org: string) {}

  async add(db: Queryable, uuid: string, who: JoinedParticipant, seenAt: Date): Promise<void> {
    await db.query(
      `insert into zoom.joined_participants
         (org_id, uuid, email, join_time, name, zoom_user_id, registrant_id, seen_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [this.org, uuid, who.email, who.joinTime, who.name, who.zoomUserId, who.registrantId, seenAt],
    );
  }

  find(db: Queryable, uuid: string): Promise<JoinedParticipant[]> {
    return db.query<JoinedParticipant>(
      `select email, join_time as "joinTime", name, zoom_user_id as "zoomUserId", registrant_id as "registrantId"
       from zoom.joined_participants where org_id = $1 and uuid = $2 order by join_time, email`,
      [this.org, uuid],
    );
  }

  async remove(db: Queryable, uuids: readonly string[]): Promise<void> {
    await db.query('delete from zoom.joined_participants where org_id = $1 and uuid = any($2)', [
      this.org,
      uuids,
    ]);
  }

  /** Of meetings that brought nothing in: nobody comes for them. */
  async removeLeftOver(db: Queryable, seenBefore: Date): Promise<void> {
    await db.query(
      `delete from zoom.joined_participants j where org_id = $1 and seen_at < $2
         and not exists (select from zoom.recordings r
                         where r.org_id = j.org_id and r.uuid = j.uuid and r.state = 'ingested')`,
      [this.org, seenBefore],
    );
  }

  async removeAll(db: Queryable): Promise<void> {
    await db.query('delete from zoom.joined_participants where org_id = $1', [this.org]);
  }
}
