import type { RecordingRow } from '../store/recording-row.ts';
import type { ListedRecording } from '../zoom/recording.ts';
import { listingHash } from './hashes.ts';

/** The columns of a recording's row that Zoom's listing fills, without its files. */
export function listedColumns(
  recording: ListedRecording,
): Omit<ListedRecording, 'files'> & Pick<RecordingRow, 'listingHash'> {
  const { files: _, ...columns } = recording;
  return { ...columns, listingHash: listingHash(recording) };
}
