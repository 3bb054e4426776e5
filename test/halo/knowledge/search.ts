import type { Queryable } from '../../../contracts/host.ts';
import type { Asker } from './asker.ts';

/** What is looked for, and as whom. */
export interface Search {
  readonly text: string;
  readonly asker: Asker;
  readonly limit: number;
}

/** A passage that answers, best first. */
export interface Hit {
  readonly source: string;
  readonly passage: string;
  readonly title: string;
  readonly occurredAt: Date;
  readonly text: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly rank: number;
}

/**
 * Full-text search. A passage that holds the question word for word comes first, and the place where it was said
 * before an insight that quotes it. The others are ranked after BM25: a word counts for more the fewer passages have
 * it, less the more often it was counted already, and less in a long passage. A word of the title counts a little; a
 * source that only its title speaks for answers with its first passage.
 */
export async function search(db: Queryable, orgId: string, { text, asker, limit }: Search): Promise<Hit[]> {
  return db.query<Hit>(
    `with
     corpus as (
       select count(*)::float8 as passages, greatest(avg(length), 1)::float8 as length
       from knowledge_passages where org_id = $1
     ),
     terms as (
       select term, ln(1 + (corpus.passages - frequency + 0.5) / (frequency + 0.5)) as weight
       from unnest(to_tsvector('english', $2)) as lexemes,
         corpus,
         lateral (select ${asTerm('lexemes.lexeme')} as term) as terms,
         lateral (select count(*) as frequency from knowledge_passages where org_id = $1 and stems @@ term) as counted
     ),
     query as (
       select phraseto_tsquery('simple', $2) as phrase, (select string_agg(term::text, '|')::tsquery from terms) as any_term
     ),
     candidates as (
       select p.source_id, p.id from knowledge_passages p, query
       where p.org_id = $1 and (p.stems @@ query.any_term or p.words @@ query.phrase)
       union
       select p.source_id, p.id from query, knowledge_sources s
         join knowledge_passages p on p.org_id = s.org_id and p.source_id = s.id and p.position = 0
       where s.org_id = $1 and s.title_stems @@ query.any_term
     )
     select s.id as source, p.id as passage, s.title, s.occurred_at as "occurredAt", p.text, p.metadata,
       coalesce(
         (select sum(weight * (ts_rank(p.stems, term) / (0.6 + 0.4 * p.length / corpus.length)
           + ${TITLE_WORD} * (s.title_stems @@ term)::int)) from terms), 0
       )::float8 as rank
     from candidates c
       join knowledge_passages p on p.org_id = $1 and p.source_id = c.source_id and p.id = c.id
       join knowledge_sources s on s.org_id = $1 and s.id = c.source_id
       cross join corpus cross join query
     where ${VISIBLE}
     order by p.words @@ query.phrase desc, (p.words @@ query.phrase) and s.id like 'distilled:%', rank desc,
       s.occurred_at desc, s.id, p.id
     limit $5`,
    [orgId, text, asker.kind, 'id' in asker ? asker.id : null, limit],
  );
}

/** What a word of the title adds; the first of a word in the text counts 0.06. */
const TITLE_WORD = 0.02;

/** $3 is who asks, $4 the customer's id. An end user also sees what belongs to their company. */
const VISIBLE = `case
  when s.visibility = 'hold' then false
  when $3 = 'staff' or s.visibility = 'general' then true
  when s.visibility = 'customers' and $3 in ('company', 'user') then exists (
    select from knowledge_source_customers c
    where c.org_id = $1 and c.source_id = s.id and case $3
      when 'company' then c.company_id = $4
      else c.end_user_id = $4
        or c.company_id = (select u.company_id from end_users u where u.org_id = $1 and u.id = $4)
    end)
  else false
end`;

/** A lexeme as a query of its own; quoted, since it may hold characters that are operators of tsquery. */
function asTerm(lexeme: string): string {
  return `('''' || replace(replace(${lexeme}, '\\', '\\\\'), '''', '''''') || '''')::tsquery`;
}
