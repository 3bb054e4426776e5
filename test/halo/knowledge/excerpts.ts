import type { Queryable } from '../../../contracts/host.ts';

/** A stretch of a passage; `match` marks the words that were asked for. */
export interface Stretch {
  readonly text: string;
  readonly match: boolean;
}

/** Characters that no transcript holds, around what matches. */
const START = '\u0001';
const STOP = '\u0002';
const OPTIONS = `StartSel=${START}, StopSel=${STOP}, MaxFragments=2, MinWords=15, MaxWords=35, FragmentDelimiter=" … "`;

/** Of each text, the parts that answer the question. */
export async function excerpts(
  db: Queryable,
  question: string,
  texts: readonly string[],
): Promise<Stretch[][]> {
  const rows = await db.query<{ headline: string }>(
    `select ts_headline('english', text, query, $3) as headline
     from unnest($2::text[]) with ordinality as texts (text, position),
       lateral (select replace(plainto_tsquery('english', $1)::text, '&', '|')::tsquery as query) as asked
     order by position`,
    [question, texts, OPTIONS],
  );
  return rows.map(({ headline }) => stretches(headline));
}

function stretches(headline: string): Stretch[] {
  return headline.split(START).flatMap((piece, index) => {
    const [match = '', rest = ''] = index === 0 ? ['', piece] : piece.split(STOP);
    return [
      { text: match, match: true },
      { text: rest, match: false },
    ].filter(({ text }) => text !== '');
  });
}
