import { type Held, isHeldBack, isShown, wordsOf } from './model-zoom.ts';
import type { Meeting } from './observed.ts';

/** A catch-up looks back so far without doubt; what is older only webhooks and a full resync bring. */
const OVERLAP_MS = 6.5 * 86_400_000;

/** What must be in Halo, and what must not; of what is in neither, Halo was told nothing yet. */
export interface Expected {
  readonly in: readonly Held[];
  readonly out: readonly Held[];
}

/** Once webhooks, jobs and hourly syncs are through. */
export function afterTheHour(all: readonly Held[], now: Date): Expected {
  const isRecent = ({ recording }: Held) => now.getTime() - Date.parse(recording.startTime) < OVERLAP_MS;
  const known = (held: Held) => (isShown(held.recording) ? isRecent(held) || !held.untold : !held.untold);
  return {
    in: all.filter((held) => known(held) && belongs(held)),
    out: all.filter((held) => known(held) && !belongs(held)),
  };
}

/** A full resync asks Zoom about everything. */
export function afterFullResync(all: readonly Held[]): Expected {
  return { in: all.filter(belongs), out: all.filter((held) => !belongs(held)) };
}

const belongs = ({ recording }: Held) => isShown(recording) && !isHeldBack(recording);

/** As Zoom has it, word for word. */
export function asInZoom({ recording }: Held): Meeting {
  return { uuid: recording.uuid, title: recording.topic, text: `Dana Customer: ${wordsOf(recording)}` };
}
