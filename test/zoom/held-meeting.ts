import {
  type Attendee,
  displayName,
  type ScheduledMeeting,
  type ZoomRecording,
  type ZoomUser,
} from './account.ts';
import { zoomTime } from './clock.ts';
import { meetingNumber, meetingUuid } from './opaque.ts';
import { transcribedFiles } from './transcribed-files.ts';
import { cuePieces, vttOf, type WrittenCue } from './zoom-vtt.ts';

/** A meeting as somebody tells of it. */
export interface HeldMeeting {
  topic: string;
  hostEmail: string;
  /** Who took part beside the host. */
  participants: readonly Person[];
  /** In the order in which it was said. */
  said: readonly Said[];
}

export interface Person {
  name: string;
  email: string;
}

export interface Said {
  speaker: string;
  words: string;
}

const MS_PER_WORD = 340;
const PAUSE_MS = 600;

/**
 * What Zoom holds of a meeting that has just ended: nothing is listed and its transcript is not made yet. `name` is what
 * its ids are made of. Participants were on the calendar's invite, since Zoom hides the address of any other guest.
 */
export function recordingOfMeeting(
  meeting: HeldMeeting,
  { name, users, host, now }: { name: string; users: readonly ZoomUser[]; host: ZoomUser; now: Date },
): { recording: ZoomRecording; scheduled: ScheduledMeeting } {
  const cues = cuesOf(meeting.said);
  const lengthMs = cues.at(-1)?.endMs ?? 0;
  const times = { start: zoomTime(new Date(now.getTime() - lengthMs)), end: zoomTime(now) };
  const common = {
    hostId: host.id,
    topic: meeting.topic,
    /** Scheduled. */
    type: 2,
    timezone: host.timezone,
  };
  const recording: ZoomRecording = {
    ...common,
    uuid: meetingUuid(name),
    meetingId: meetingNumber(name),
    startTime: times.start,
    duration: Math.ceil(lengthMs / 60_000),
    state: 'unlisted',
    files: transcribedFiles(name, vttOf(cues), times).map((file) => ({
      ...file,
      pending: file.fileType === 'TRANSCRIPT',
    })),
    attendees: attendeesOf(meeting, users, host, times),
    restricted: false,
  };
  const scheduled: ScheduledMeeting = {
    ...common,
    id: recording.meetingId,
    createdAt: times.start,
    expired: false,
    invitees: meeting.participants.map(({ email }) => ({ email, internal: isUser(users, email) })),
    alternativeHosts: [],
    panelists: [],
  };
  return { recording, scheduled };
}

/** Each piece takes as long as its words do. */
function cuesOf(said: readonly Said[]): WrittenCue[] {
  const pieces = said.flatMap(({ speaker, words }) =>
    cuePieces(oneLine(words)).map((piece) => ({ text: `${oneLine(speaker)}: ${piece}`, piece })),
  );
  let at = PAUSE_MS;
  return pieces.map(({ text, piece }) => {
    const startMs = at;
    const endMs = startMs + piece.split(' ').length * MS_PER_WORD;
    at = endMs + PAUSE_MS;
    return { startMs, endMs, text };
  });
}

/** A line break would end the cue. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The host, the participants, and who else speaks: a colleague by name, or else a guest whose address Zoom hides. */
function attendeesOf(
  { participants, said }: HeldMeeting,
  users: readonly ZoomUser[],
  host: ZoomUser,
  times: { start: string; end: string },
): Attendee[] {
  const invited = [personOf(host), ...participants];
  const known = new Set(invited.map(({ name }) => oneLine(name)));
  const speakers = new Set(said.map(({ speaker }) => oneLine(speaker)));
  const others = [...speakers]
    .filter((speaker) => !known.has(speaker))
    .map((name) => users.map(personOf).find((user) => user.name === name) ?? { name, email: '' });
  return [...invited, ...others].map(({ name, email }, index) => ({
    joinId: String(16_778_240 + index * 1024),
    zoomUserId: users.find((user) => user.email === email)?.id ?? '',
    name,
    email,
    internal: isUser(users, email),
    onCalendarInvite: !isUser(users, email) && email !== '',
    status: 'in_meeting',
    joinTime: times.start,
    leaveTime: times.end,
  }));
}

const personOf = (user: ZoomUser): Person => ({ name: displayName(user), email: user.email });

const isUser = (users: readonly ZoomUser[], email: string): boolean =>
  users.some((user) => user.email === email);
