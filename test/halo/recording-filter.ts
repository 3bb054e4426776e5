import { z } from 'zod';
import type { Queryable } from '../../contracts/host.ts';
import { RECORDING_COLUMNS, type RecordingRow } from './overview.ts';

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
  /** Of all pages. */
  readonly total: number;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  /** What the org's recordings have, to choose from. */
  readonly states: readonly string[];
  readonly reasons: readonly string[];
}

const PER_PAGE = 25;

const words = z.string().trim().max(200).catch('');
const query = z.object({
  state: words.default(''),
  reason: words.default(''),
  linked: z.enum(['', 'yes', 'no']).catch(''),
  host: words.default(''),
  text: words.default(''),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
});

/** Reads an address's query. What makes no sense in it is as if it were not there. */
export function parseRecordingQuery(given: Readonly<Record<string, string>>): {
  readonly filter: RecordingFilter;
  readonly page: number;
} {
  const { page, ...filter } = query.parse(given);
  return { filter, page };
}

/** Each condition holds too where its parameter is empty. A column without a value reads as empty words. */
const CONDITIONS = `org_id = $1
  and ($2 = '' or state = $2)
  and ($3 = '' or reason = $3)
  and ($4 = '' or (links <> '[]') = ($4 = 'yes'))
  and ($5 = '' or strpos(lower(coalesce(host_email, '')), lower($5)) > 0)
  and ($6 = '' or strpos(lower(coalesce(topic, '')), lower($6)) > 0)`;

/** One page of the org's recordings, newest first; the last page if there are fewer. */
export async function findRecordings(
  db: Queryable,
  orgId: string,
  { state, reason, linked, host, text }: RecordingFilter,
  wanted: number,
): Promise<FoundRecordings> {
  const values = [orgId, state, reason, linked, host, text];
  const [counted] = await db.query<{ total: number }>(
    `select count(*)::int as total from zoom.overview_recordings where ${CONDITIONS}`,
    values,
  );
  const total = counted?.total ?? 0;
  const pages = Math.max(1, Math.ceil(total / PER_PAGE));
  const page = Math.min(wanted, pages);
  const recordings = await db.query<RecordingRow>(
    `select ${RECORDING_COLUMNS} from zoom.overview_recordings where ${CONDITIONS}
     order by start_time desc nulls last, uuid limit $7 offset $8`,
    [...values, PER_PAGE, (page - 1) * PER_PAGE],
  );
  const standings = await db.query<{ state: string; reason: string | null }>(
    `select state, reason from zoom.overview_recordings where org_id = $1 group by 1, 2 order by 1, 2`,
    [orgId],
  );
  const distinct = (values: readonly (string | null)[]) => [
    ...new Set(values.filter((value) => value !== null)),
  ];
  return {
    ...{ recordings, total, page, pages },
    states: distinct(standings.map((each) => each.state)),
    reasons: distinct(standings.map((each) => each.reason)),
  };
}
