/** What a Zoom account holds: the store behind the simulation, as plain data. */
export interface ZoomAccount {
  id: string;
  /** The first user is the admin who installs the app unless somebody else signs in. */
  users: ZoomUser[];
  recordings: ZoomRecording[];
  meetings: ScheduledMeeting[];
  /** Without the webinar add-on every webinar endpoint answers code 200. */
  hasWebinarPlan: boolean;
}

export interface ZoomUser {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  timezone: string;
}

/**
 * Where a recording stands in Zoom. `unlisted`: the meeting is over and nothing shows yet. `processing`: listed with
 * blank file types. `listed`: its files can be had. `trashed`: recoverable for 30 days. `deleted`: gone.
 */
export type RecordingState = 'unlisted' | 'processing' | 'listed' | 'trashed' | 'deleted';

/** One occurrence of a cloud-recorded meeting. Several share `meetingId` when the meeting recurs. */
export interface ZoomRecording {
  uuid: string;
  meetingId: number;
  hostId: string;
  topic: string;
  /** 1 instant, 2 scheduled, 3 and 8 recurring, 4 personal room; 5, 6 and 9 are webinars; 99 uploaded. */
  type: number;
  startTime: string;
  /** Minutes, rounded as Zoom does. */
  duration: number;
  /** Zoom sometimes lists an empty string. */
  timezone: string;
  state: RecordingState;
  files: RecordingFile[];
  attendees: Attendee[];
  /** The account forbids downloads to anybody but the host: Zoom then answers 200 with a page. */
  restricted: boolean;
  summary?: MeetingSummary;
  companionTranscript?: CompanionTranscript;
}

export interface RecordingFile {
  /** Zoom gives CC and TIMELINE files neither id nor status. */
  id?: string;
  fileType: string;
  recordingType: string;
  extension: string;
  start: string;
  end: string;
  size: number;
  content?: string;
  /** Not made yet: a transcript comes later than the video. */
  pending: boolean;
}

/** One stay of one person; a rejoin is a second attendee with the same `zoomUserId`. */
export interface Attendee {
  /** Zoom's number of this join. */
  joinId: string;
  /** "" for somebody who is not signed in. */
  zoomUserId: string;
  name: string;
  /** The address as the person has it; Zoom shows it only under the rule in `shown-email.ts`. */
  email: string;
  internal: boolean;
  registrantId?: string;
  onCalendarInvite: boolean;
  status: 'in_meeting' | 'in_waiting_room';
  joinTime: string;
  leaveTime: string;
}

/** What was scheduled under a numeric id; invitees and registrants hang off it, not off one occurrence. */
export interface ScheduledMeeting {
  id: number;
  hostId: string;
  topic: string;
  type: number;
  timezone: string;
  createdAt: string;
  /** Meetings expire 30 days after their last date; GET /meetings/{id} then answers 3001. */
  expired: boolean;
  invitees: { email: string; internal: boolean }[];
  alternativeHosts: string[];
  /** Absent: registration is off. */
  registrants?: Registrant[];
  panelists: { id: string; name: string; email: string }[];
}

export interface Registrant {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  organisation: string;
  jobTitle: string;
  status: 'approved' | 'pending' | 'denied';
}

interface MeetingSummary {
  title: string;
  /** Markdown. */
  content: string;
  createdAt: string;
}

/** The transcript of Zoom's AI Companion, another store than the cloud recording's VTT. */
interface CompanionTranscript {
  createdAt: string;
  canDownload: boolean;
  restriction?: 'DELETED_OR_TRASHED' | 'UNSUPPORTED' | 'NO_TRANSCRIPT_DATA' | 'NOT_READY';
  content: string;
}

export const isWebinar = (meeting: { type: number }): boolean => [5, 6, 9].includes(meeting.type);

export const displayName = (user: ZoomUser): string => `${user.firstName} ${user.lastName}`.trim();

/** The user whose recording or meeting it is, if the account has them still. */
export const hostOf = (held: { hostId: string }, users: readonly ZoomUser[]): ZoomUser | undefined =>
  users.find((user) => user.id === held.hostId);

export const hostEmail = (held: { hostId: string }, users: readonly ZoomUser[]): string =>
  hostOf(held, users)?.email ?? '';

/** The account that has a user with this address, and the user. */
export function userByEmail(
  accounts: readonly ZoomAccount[],
  email: string,
): { account: ZoomAccount; user: ZoomUser } {
  for (const account of accounts) {
    const user = account.users.find((each) => each.email === email);
    if (user) return { account, user };
  }
  throw new Error(`No Zoom account has a user ${email}`);
}

/** When the recording ended, from its last file or else its duration. */
export function endOf(recording: ZoomRecording): Date {
  const ends = recording.files.map((file) => Date.parse(file.end)).filter((time) => !Number.isNaN(time));
  const byDuration = Date.parse(recording.startTime) + recording.duration * 60_000;
  return new Date(ends.length > 0 ? Math.max(...ends) : byDuration);
}
