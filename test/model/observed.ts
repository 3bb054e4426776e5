import type { Database } from '../../contracts/host.ts';
import { transcriptSourceId } from '../../plugin/recordings/source-ids.ts';

/** What a sync may write though nothing is new: that it ran. */
const SAYS_IT_RAN = new Set(['zoom.connections', 'zoom.runs', 'zoom.run_items']);

/** A recording as Halo shows it. */
export interface Meeting {
  readonly uuid: string;
  readonly title: string;
  readonly text: string;
}

export class Observer {
  readonly #halo: Database;
  /** Every table with an org's rows. */
  readonly #tables: readonly string[];

  static async open(halo: Database): Promise<Observer> {
    const tables = await halo.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name
       from information_schema.columns join information_schema.tables using (table_schema, table_name)
       where table_schema in ('public', 'zoom') and table_type = 'BASE TABLE' and column_name = 'org_id' order by 1`,
    );
    return new Observer(
      halo,
      tables.map(({ name }) => name),
    );
  }

  private constructor(halo: Database, tables: readonly string[]) {
    this.#halo = halo;
    this.#tables = tables;
  }

  meetings(orgId: string): Promise<Meeting[]> {
    return this.#halo.query<Meeting>(
      `select external_id as uuid, title,
         (select string_agg(text, ' ' order by position) from knowledge_passages p
          where p.org_id = m.org_id and p.source_id = m.source_id) as text
       from meetings m where org_id = $1 order by 1`,
      [orgId],
    );
  }

  /** Whether Halo has a row of a recording, whatever became of it. */
  async knows(orgId: string, uuid: string): Promise<boolean> {
    const rows = await this.#halo.query('select uuid from zoom.recordings where org_id = $1 and uuid = $2', [
      orgId,
      uuid,
    ]);
    return rows.length > 0;
  }

  /** All sources of an org: transcripts, and what was distilled of them. */
  async sources(orgId: string): Promise<string[]> {
    const rows = await this.#halo.query<{ id: string }>(
      'select id from knowledge_sources where org_id = $1',
      [orgId],
    );
    return rows.map(({ id }) => id);
  }

  states(orgId: string): Promise<object[]> {
    return this.#halo.query(
      `select uuid, state, reason, tries, event_at, queued_at, next_try_at from zoom.recordings
       where org_id = $1 order by uuid`,
      [orgId],
    );
  }

  /** Runs that did not end, and recordings that some run still waits for. */
  unfinished(orgId: string): Promise<object[]> {
    return this.#halo.query(
      `select r.scope, r.state, r.error, i.uuid from zoom.runs r
       left join zoom.run_items i on i.org_id = r.org_id and i.run_id = r.id and i.outcome is null
       where r.org_id = $1 and (r.state = 'running' or i.uuid is not null)`,
      [orgId],
    );
  }

  /** Where a word stands in what Halo keeps for an org. */
  async placesOf(orgId: string, word: string): Promise<string[]> {
    const rows = await this.#halo.query<{ name: string }>(
      this.#tables
        .map(
          (name) =>
            `select '${name}' as name from ${name} t where org_id = $1 and strpos(lower(t::text), $2) > 0`,
        )
        .join(' union all '),
      [orgId, word],
    );
    return rows.map(({ name }) => name);
  }

  /** Every row of an org, with the transaction that wrote it: a row written anew is another row. */
  rows(orgId: string): Promise<string> {
    return this.#fingerprint(this.#tables, orgId);
  }

  /** Of what came in from Zoom alone. */
  content(orgId: string): Promise<string> {
    return this.#fingerprint(
      this.#tables.filter((table) => !SAYS_IT_RAN.has(table)),
      orgId,
    );
  }

  async #fingerprint(tables: readonly string[], orgId: string): Promise<string> {
    const each = tables.map(
      (name) => `select '${name} ' || xmin || ' ' || t::text as line from ${name} t where org_id = $1`,
    );
    const [row] = await this.#halo.query<{ lines: string | null }>(
      `select string_agg(line, e'\\n' order by line) as lines from (${each.join(' union all ')}) every_row`,
      [orgId],
    );
    return row?.lines ?? '';
  }
}

/** The recording a source was made of. */
export const isOf = (uuid: string, sourceId: string) => sourceId.endsWith(transcriptSourceId(uuid));
