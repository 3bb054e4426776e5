import { inject, injectable } from 'tsyringe';
import type { Queryable, Transaction } from '../../contracts/host.ts';
import { ORG_ID } from '../injection.ts';

/** A company whose domain changed; null where there is none, before it came or after it went. */
export interface ChangedCompany {
  readonly id: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What of an end user a link rests on. Stored and compared as JSON, so that nothing in it can pass for its neighbour. */
const END_USER = 'jsonb_build_array(email_key, name_key, company_id)::text';

/**
 * Compares Halo's customers and team with what the links were last made by (`zoom.directory_seen`), and marks the
 * recordings that what changed may concern. Marking and remembering are one transaction: no change is missed or lost.
 */
@injectable()
export class DirectoryChanges {
  constructor(@inject(ORG_ID) private readonly org: string) {}

  /**
   * In one statement, since at nearly every sync there is nothing: whether customers, the team or the settings differ from
   * what the links were last made by, and whether any meeting is marked.
   */
  async pending(db: Queryable, settings: string): Promise<{ changed: boolean; marked: boolean }> {
    const differs = (now: string, kind: string) => `exists (
      select from (${now}) now
        full join (select id, value from zoom.directory_seen where org_id = $1 and kind = '${kind}') seen using (id)
      where now.value is distinct from seen.value)`;
    const [row] = await db.query<{ changed: boolean; marked: boolean }>(
      `select ${differs(`select 'matching' as id, $2::text as value`, 'settings')}
         or ${differs('select id, domain as value from companies where org_id = $1 and domain is not null', 'company')}
         or ${differs('select email as id, email as value from team_members where org_id = $1', 'team')}
         or ${differs(`select id, ${END_USER} as value from end_users where org_id = $1`, 'end_user')} as changed,
         exists (select from zoom.recordings where org_id = $1 and relink) as marked`,
      [this.org, settings],
    );
    return row ?? { changed: true, marked: true };
  }

  async companies(tx: Transaction): Promise<ChangedCompany[]> {
    return tx.query<ChangedCompany>(
      `select coalesce(c.id, s.id) as id, s.value as before, c.domain as after
       from (select id, domain from companies where org_id = $1 and domain is not null) c
       full join (select id, value from zoom.directory_seen where org_id = $1 and kind = 'company') s on s.id = c.id
       where c.domain is distinct from s.value`,
      [this.org],
    );
  }

  /** Recordings that somebody of these domains took part in, or that are linked to one of these companies. */
  async markByCompanies(
    tx: Transaction,
    changed: readonly ChangedCompany[],
    domains: readonly string[],
  ): Promise<void> {
    if (changed.length === 0) return;
    await this.#mark(
      tx,
      `select uuid from zoom.participant_keys where org_id = $1 and kind = 'domain' and value = any($2)
       union select m.external_id from meeting_links l join meetings m on m.id = l.meeting_id
         where l.org_id = $1 and l.company_id = any($3) and m.provider = 'zoom'`,
      [domains, changed.map(({ id }) => id)],
    );
    await this.#remember(
      tx,
      'company',
      changed.map(({ id, after }) => ({ id, value: after })),
    );
  }

  /**
   * Recordings in which an end user's address or name was or is, and those that are linked to one. In one statement.
   */
  async markByEndUsers(tx: Transaction): Promise<void> {
    await tx.query(
      `with changed as materialized (
         select coalesce(u.id, s.id) as id, s.value as before, u.value as after
         from (select id, ${END_USER} as value from end_users where org_id = $1) u
         full join (select id, value from zoom.directory_seen where org_id = $1 and kind = 'end_user') s on s.id = u.id
         where u.value is distinct from s.value),
       words as (
         select kind, word from changed
           cross join lateral (values (before), (after)) as side(value)
           cross join lateral (values ('email', side.value::jsonb ->> 0), ('untagged', side.value::jsonb ->> 0),
                                      ('name', side.value::jsonb ->> 1)) as key(kind, word)
         where word is not null),
       concerned as (
         select k.uuid from words w
           join zoom.participant_keys k on k.org_id = $1 and k.kind = w.kind and k.value = w.word
         union select m.external_id from changed c
           join meeting_links l on l.org_id = $1 and l.end_user_id = c.id
           join meetings m on m.id = l.meeting_id and m.provider = 'zoom'),
       marked as (
         update zoom.recordings r set relink = true from concerned c
         where r.org_id = $1 and r.uuid = c.uuid and r.state = 'ingested' and not r.relink returning 1),
       gone as (
         delete from zoom.directory_seen s using changed c
         where s.org_id = $1 and s.kind = 'end_user' and s.id = c.id and c.after is null returning 1)
       insert into zoom.directory_seen (org_id, kind, id, value)
       select $1, 'end_user', id, after from changed where after is not null
       on conflict (org_id, kind, id) do update set value = excluded.value`,
      [this.org],
    );
  }

  /** Addresses of the team that came or went. */
  async team(tx: Transaction): Promise<{ id: string; after: string | null }[]> {
    return tx.query<{ id: string; after: string | null }>(
      `select coalesce(t.email, s.id) as id, t.email as after
       from (select email from team_members where org_id = $1) t
       full join (select id from zoom.directory_seen where org_id = $1 and kind = 'team') s on s.id = t.email
       where t.email is null or s.id is null`,
      [this.org],
    );
  }

  async markByTeam(
    tx: Transaction,
    changed: readonly { id: string; after: string | null }[],
    keys: { readonly emails: readonly string[]; readonly domains: readonly string[] },
  ): Promise<void> {
    if (changed.length === 0) return;
    await this.#mark(
      tx,
      `select uuid from zoom.participant_keys where org_id = $1 and kind in ('email', 'untagged') and value = any($2)
       union select uuid from zoom.participant_keys where org_id = $1 and kind = 'domain' and value = any($3)`,
      [keys.emails, keys.domains],
    );
    await this.#remember(
      tx,
      'team',
      changed.map(({ id, after }) => ({ id, value: after })),
    );
  }

  /** Marks every meeting, unless the links were made by the same settings; at the first time there is nothing to make again. */
  async markBySettings(tx: Transaction, settings: string): Promise<void> {
    const [seen] = await tx.query<{ value: string }>(
      `select value from zoom.directory_seen where org_id = $1 and kind = 'settings' and id = 'matching'`,
      [this.org],
    );
    if (seen?.value === settings) return;
    if (seen) await this.#mark(tx, 'select uuid from zoom.recordings where org_id = $1', []);
    await this.#remember(tx, 'settings', [{ id: 'matching', value: settings }]);
  }

  /** What is being matched at this moment may have been matched by what was before. */
  async noteChange(tx: Transaction, now: Date): Promise<void> {
    await tx.query('update zoom.connections set relinked_at = $2 where org_id = $1', [this.org, now]);
  }

  /** Meetings whose links are to be made again, at most `limit`. */
  async marked(db: Queryable, limit: number): Promise<string[]> {
    const rows = await db.query<{ uuid: string }>(
      'select uuid from zoom.recordings where org_id = $1 and relink order by uuid limit $2',
      [this.org, limit],
    );
    return rows.map(({ uuid }) => uuid);
  }

  async mark(tx: Transaction, uuid: string): Promise<void> {
    await tx.query('update zoom.recordings set relink = true where org_id = $1 and uuid = $2', [
      this.org,
      uuid,
    ]);
  }

  async done(tx: Transaction, uuid: string): Promise<void> {
    await tx.query('update zoom.recordings set relink = false where org_id = $1 and uuid = $2 and relink', [
      this.org,
      uuid,
    ]);
  }

  async #mark(tx: Transaction, concerned: string, values: readonly unknown[]): Promise<void> {
    await tx.query(
      `update zoom.recordings r set relink = true from (${concerned}) concerned
       where r.org_id = $1 and r.uuid = concerned.uuid and r.state = 'ingested' and not r.relink`,
      [this.org, ...values],
    );
  }

  async #remember(
    tx: Transaction,
    kind: 'company' | 'team' | 'settings',
    values: readonly { readonly id: string; readonly value: string | null }[],
  ): Promise<void> {
    await tx.query('delete from zoom.directory_seen where org_id = $1 and kind = $2 and id = any($3)', [
      this.org,
      kind,
      values.map(({ id }) => id),
    ]);
    await tx.query(
      `insert into zoom.directory_seen (org_id, kind, id, value)
       select $1, $2, id, value from jsonb_to_recordset($3) as v(id text, value text) where value is not null`,
      [this.org, kind, JSON.stringify(values)],
    );
  }
}
