import type { RecordingInput } from '../../contracts/generated/sync-input.ts';
import type { RecordingRow } from '../store/recording-row.ts';
import { chatSourceId, summarySourceId } from './source-ids.ts';

/** What of a meeting stands beside its transcript as a source of its own: never in it, and never distilled. */
export type Part = NonNullable<RecordingInput['part']>;

/** A part's source in Halo, and the column of the recording's row that tells what is stored of it; null: nothing. */
export const PARTS = {
  summary: { sourceId: summarySourceId, hash: 'summaryHash' },
  chat: { sourceId: chatSourceId, hash: 'chatHash' },
} as const satisfies Readonly<Record<Part, { sourceId: (uuid: string) => string; hash: keyof RecordingRow }>>;

export const PART_NAMES: readonly Part[] = ['summary', 'chat'];

/** What of them is in Halo. */
export function storedParts(row: Pick<RecordingRow, 'summaryHash' | 'chatHash'> | null): Part[] {
  return row ? PART_NAMES.filter((part) => row[PARTS[part].hash] !== null) : [];
}
