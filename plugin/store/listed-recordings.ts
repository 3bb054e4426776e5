import { inject, injectable } from 'tsyringe';
import type { Transaction } from '../../contracts/host.ts';
import { ORG_ID } from '../injection.ts';
import { COLUMNS, type RecordingRow } from './recording-row.ts';

/** The columns that a listing fills, with their types. */
const LISTED = {
  uuid: 'text',
  meetingId: 'text',
  topic: 'text',
  kind: 'text',
  hostId: 'text',
  hostEmail: 'text',
  startTime: 'timestamptz',
  durationMinutes: 'integer',
  listingHash: 'text',
  files: 'jsonb',
  state: 'text',
  reason: 'text',
  nextTryAt: 'timestamptz',
  accountId: 'text',
  queuedAt: 'timestamptz',
} as const satisfies Partial<Record<keyof RecordingRow, string>>;
type ListedColumn = keyof typeof LISTED;

/** What a listing writes of one recording. */
export type ListedRow = Pick<RecordingRow, ListedColumn>;

const LISTED_NAMES = Object.keys(LISTED).filter((name): name is ListedColumn => name in LISTED);
const LISTED_COLUMNS = LISTED_NAMES.map((name) => COLUMNS[name]).join(', ');
const LISTED_TYPES = LISTED_NAMES.map((name) => `${COLUMNS[name]} ${LISTED[name]}`).join(', ');
const listedOf = (table: string) => LISTED_NAMES.map((name) => `${table}.${COLUMNS[name]}`).join(', ');
const byColumn = (row: ListedRow) =>
  Object.fromEntries(LISTED_NAMES.map((name) => [COLUMNS[name], row[name]]));

/** What listings showed of the org's recordings. */
@injectable()
export class ListedRecordings {
  constructor(@inject(ORG_ID) private readonly org: string) {}

  /**
   * Writes what a listing showed of many recordings, in one statement. A row that Zoom has sent news of since
   * `listedAt` is left as it is.
   */
  async save(tx: Transaction, rows: readonly ListedRow[], listedAt: Date): Promise<void> {
    if (rows.length === 0) return;
    const sorted = rows.toSorted((a, b) => (a.uuid < b.uuid ? -1 : 1));
    await tx.query(
      `insert into zoom.recordings as old (org_id, ${LISTED_COLUMNS})
       select $1, ${LISTED_COLUMNS} from jsonb_to_recordset($2::jsonb) as listed(${LISTED_TYPES})
       on conflict (org_id, uuid) do update set (${LISTED_COLUMNS}) = row(${listedOf('excluded')})
       where (${listedOf('old')}) is distinct from (${listedOf('excluded')})
         and coalesce(old.event_at, '-infinity') <= $3`,
      [this.org, JSON.stringify(sorted.map(byColumn)), listedAt],
    );
  }
}
