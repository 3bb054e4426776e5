import { z } from 'zod';
import type { Queryable } from '../../contracts/host.ts';
import { anywhere } from './anywhere.ts';
import { asked } from './asked.ts';
import { RECORDING_COLUMNS, type RecordingRow } from './overview.ts';
import { offsetOf, type PageOf, pageOf } from './page-of.ts';

/** Which recordings a reader wants to see; what is left out does not matter. */
export interface RecordingFilter {
  readonly state: string;
  readonly reason: string;
  readonly linked: '' | 'yes' | 'no';
  /** A part of the host's address. */
  readonly host: string;
  /** A part of the topic. */
  readonly text: string;
}

export interface FoundRecordings {
  readonly recordings: readonly RecordingRow[];
  readonly page: PageOf;
  /** What the org's recordings have, to choose from. */
  readonly states: readonly string[];
  readonly reasons: readonly string[];
}

const PER_PAGE = 25;

const words = z
  .string()
  .transform((text) => asked(text).trim())
  .catch('')
  .default('');
const query = z.object({
  ...{ state: words, reason: words, host: words, text: words },
  linked: z.enum(['', 'yes', 'no']).catch(''),
});

/** Reads an address's query. What makes no sense in it is as if it were not there. */
export function parseRecordingQuery(given: Readonly<Record<string, string>>): RecordingFilter {
  return query.parse(given);
}

/** Each condition holds too where its parameter is empty. */
const CONDITIONS = `org_id = $1
  and ($2 = '' or state = $2)
  and ($3 = '' or reason = $3)
  and ($4 = '' or (links <> '[]') = ($4 = 'yes'))
  and ($5 = '' or host_email ilike $7)
  and ($6 = '' or topic ilike $8)`;

/** One page of the org's recordings, newest first; the last page if there are fewer. */
export async function findRecordings(
  db: Queryable,
  orgId: string,
  { state, reason, linked, host, text }: RecordingFilter,
  wanted: string | undefined,
): Promise<FoundRecordings> {
  const values = [orgId, state, reason, linked, host, text, anywhere(host), anywhere(text)];
  const [counted] = await db.query<{ total: number }>(
    `select count(*)::int as total from overview_recordings where ${CONDITIONS}`,
    values,
  );
  const page = pageOf(wanted, PER_PAGE, counted?.total ?? 0);
  const recordings = await db.query<RecordingRow>(
    `select ${RECORDING_COLUMNS} from overview_recordings where ${CONDITIONS}
     order by start_time desc nulls last, uuid limit $9 offset $10`,
    [...values, PER_PAGE, offsetOf(page)],
  );
  const standings = await db.query<{ state: string; reason: string | null }>(
    `select state, reason from overview_recordings where org_id = $1 group by 1, 2 order by 1, 2`,
    [orgId],
  );
  const distinct = (values: readonly (string | null)[]) => [
    ...new Set(values.filter((value) => value !== null)),
  ];
  return {
    ...{ recordings, page },
    states: distinct(standings.map((each) => each.state)),
    reasons: distinct(standings.map((each) => each.reason)),
  };
}
