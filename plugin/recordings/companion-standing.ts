import { type Standing, settled } from './standing.ts';

/** Nothing to download, and Zoom's reason if it gives one. */
export interface CompanionAbsence {
  readonly kind: 'absent';
  readonly restriction: string | null;
}

/** Zoom's reasons that do not pass. `NOT_READY` does. */
const FINAL: ReadonlyMap<string | null, Standing> = new Map([
  ['DELETED_OR_TRASHED', settled('no_transcript', 'companion_transcript_deleted')],
  ['UNSUPPORTED', settled('no_transcript', 'companion_transcript_unsupported')],
  ['NO_TRANSCRIPT_DATA', settled('no_transcript', 'companion_transcript_empty')],
  ['IP_ADDRESS_RESTRICTED', settled('restricted', 'zoom.download_restricted')],
]);

/**
 * Where a meeting stands that the AI Companion has no transcript of either, or undefined where that changes nothing.
 * `waiting`: the recording's own transcript may still come.
 */
export function companionStanding({ restriction }: CompanionAbsence, waiting: boolean): Standing | undefined {
  return waiting ? undefined : FINAL.get(restriction);
}
