import type { Audience } from '../customers/audience.ts';
import type { Settings } from '../settings.ts';
import type { RecordingRow } from '../store/recording-row.ts';
import { reasonToLeaveOut, skipsByAudience } from './filters.ts';

/** What settings make of a recording: `kept`, or the reason they leave it out. */
export type SettingsVerdict = string;

type Stored = Pick<
  RecordingRow,
  'state' | 'reason' | 'topic' | 'kind' | 'hostEmail' | 'startTime' | 'durationMinutes'
>;

const KEPT: SettingsVerdict = 'kept';
const OF_SETTINGS = /^(?:retention|audience_policy|filter_.+)$/;

/**
 * What settings make of a recording as it is stored. `audience` is whose it would be by them, for one that is in.
 *
 * One that was left out before is stored without those who took part, and after some reasons without its title: the
 * filters judge it by what there is. One that was left out for its audience stays so for as long as meetings of either
 * kind are, which is how a sync goes about it too. What a rule or Zoom itself keeps out, no setting lets in.
 */
export function settingsVerdict(
  stored: Stored,
  settings: Settings,
  audience: Audience | undefined,
  now: Date,
): SettingsVerdict {
  const { state, reason } = stored;
  const leftOutFor = state === 'skipped' ? reason : null;
  if (leftOutFor !== null && !OF_SETTINGS.test(leftOutFor)) return leftOutFor;
  const byFilters = reasonToLeaveOut(factsOf(stored, now), settings, now);
  if (byFilters) return byFilters;
  const stays = leftOutFor === 'audience_policy' && skipsByAudience(settings);
  return stays || audience === 'skip' ? 'audience_policy' : KEPT;
}

/** What is not known of a recording cannot leave it out. */
function factsOf({ topic, kind, hostEmail, startTime, durationMinutes }: Stored, now: Date) {
  return {
    topic: topic ?? '',
    kind: kind ?? ('meeting' as const),
    hostEmail,
    startTime: startTime ?? now,
    durationMinutes: durationMinutes ?? 0,
  };
}
