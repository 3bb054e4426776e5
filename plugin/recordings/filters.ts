import type { Settings } from '../settings.ts';
import type { ListedRecording } from '../zoom/recording.ts';

export type LeaveOutReason =
  | 'retention'
  | 'filter_title'
  | 'filter_host'
  | 'filter_short'
  | 'filter_webinar'
  | 'filter_upload'
  | 'filter_breakout';

type Filters = Pick<
  Settings,
  'skipTitles' | 'onlyHosts' | 'skipHosts' | 'minimumMinutes' | 'webinars' | 'uploads' | 'breakoutRooms'
>;
type Facts = Pick<ListedRecording, 'topic' | 'hostEmail' | 'durationMinutes' | 'kind'>;

const DAY_MS = 86_400_000;

/** In the order in which a reason is given. A restriction beats an allowance. */
const FILTERS: readonly [LeaveOutReason, (recording: Facts, filters: Filters) => boolean][] = [
  ['filter_webinar', ({ kind }, { webinars }) => kind === 'webinar' && !webinars],
  ['filter_upload', ({ kind }, { uploads }) => kind === 'upload' && !uploads],
  ['filter_breakout', ({ kind }, { breakoutRooms }) => kind === 'breakout' && !breakoutRooms],
  [
    'filter_host',
    ({ hostEmail }, { skipHosts, onlyHosts }) => isHostLeftOut(hostEmail, skipHosts, onlyHosts),
  ],
  ['filter_title', ({ topic }, { skipTitles }) => skipTitles.some((words) => contains(topic, words))],
  // Zoom lists 0 minutes while it does not know better.
  [
    'filter_short',
    ({ durationMinutes }, { minimumMinutes }) => durationMinutes > 0 && durationMinutes < minimumMinutes,
  ],
];

/** Why the org's settings leave a recording out; undefined if they do not. */
export function reasonToLeaveOut(
  recording: Facts & Pick<ListedRecording, 'startTime'>,
  settings: Filters & Pick<Settings, 'retentionDays'>,
  now: Date,
): LeaveOutReason | undefined {
  const from = retainedFrom(settings, now);
  if (from && recording.startTime < from) return 'retention';
  return FILTERS.find(([, leavesOut]) => leavesOut(recording, settings))?.[0];
}

/** Meetings without a customer are left out, those of the team alone or others. */
export function skipsByAudience({
  internalOnlyMeetings,
  unmatchedMeetings,
}: Pick<Settings, 'internalOnlyMeetings' | 'unmatchedMeetings'>): boolean {
  return [internalOnlyMeetings, unmatchedMeetings].includes('skip');
}

/** Meetings that started before are not kept; undefined if all are. */
export function retainedFrom(
  { retentionDays }: Pick<Settings, 'retentionDays'>,
  now: Date,
): Date | undefined {
  return retentionDays > 0 ? new Date(now.getTime() - retentionDays * DAY_MS) : undefined;
}

/** A listing of one user names no host: nobody can be told apart there, and all of them are the user's own. */
function isHostLeftOut(email: string | null, skip: readonly string[], only: readonly string[]): boolean {
  if (email === null) return false;
  const is = (entry: string) => fold(entry) === fold(email);
  return skip.some(is) || (only.length > 0 && !only.some(is));
}

function contains(text: string, words: string): boolean {
  const wanted = fold(words);
  return wanted !== '' && fold(text).includes(wanted);
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
