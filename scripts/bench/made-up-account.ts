import type {
  Attendee,
  RecordingFile,
  Registrant,
  ScheduledMeeting,
  ZoomAccount,
  ZoomRecording,
  ZoomUser,
} from '../../test/zoom/account.ts';
import { zoomTime } from '../../test/zoom/clock.ts';
import { meetingUuid } from '../../test/zoom/opaque.ts';

/** Within the plugin's default lookback, whatever the hour. */
const DAYS = 28;
const DAY_MS = 86_400_000;
const CUES = 30;
const CUE_SECONDS = 6;
/** Most calls go out as a link or an invitation; one in so many asks its guests to register. */
const REGISTRATION_EVERY = 10;
const FIRST_MEETING_ID = 80_000_000_000;

const HOST: ZoomUser = {
  id: 'benchHost',
  email: 'host@vendor.example',
  firstName: 'Hanna',
  lastName: 'Host',
  timezone: 'UTC',
};

const LINES = [
  'Thanks for making the time today, let me share my screen.',
  'The export takes too long, our people wait for it every morning.',
  'Could you add a filter by region to the report?',
  'I will send you the summary by Friday.',
  'What would the plan cost if we added forty seats?',
  'We like the new search a lot, it finds what we need.',
];

/** An account of so many recorded calls, every one a meeting of its own: nothing asked for one serves another. */
export function madeUpAccount(recordings: number, now: Date): ZoomAccount {
  const calls = Array.from({ length: recordings }, (_, index) => {
    const age = ((index + 1) / (recordings + 1)) * DAYS * DAY_MS;
    return { index, start: new Date(now.getTime() - age), registration: index % REGISTRATION_EVERY === 0 };
  });
  return {
    id: 'benchAccount',
    users: [HOST],
    recordings: calls.map(recordingOf),
    meetings: calls.map(meetingOf),
    hasWebinarPlan: false,
  };
}

/** What Halo knows of that account's customers: one company, one contact a call. */
export function customersOf(recordings: number) {
  return {
    companies: [{ id: 'customer', name: 'Customer', domain: 'customer.example' }],
    endUsers: Array.from({ length: recordings }, (_, index) => ({
      id: `contact-${index}`,
      email: guestEmail(index),
      companyId: 'customer',
    })),
    teamEmails: [HOST.email],
  };
}

interface Call {
  readonly index: number;
  readonly start: Date;
  readonly registration: boolean;
}

function recordingOf({ index, start, registration }: Call): ZoomRecording {
  return {
    uuid: meetingUuid(`bench ${index}`),
    meetingId: FIRST_MEETING_ID + index,
    hostId: HOST.id,
    topic: `Call ${index}`,
    type: 2,
    startTime: zoomTime(start),
    duration: (CUES * CUE_SECONDS) / 60,
    timezone: 'UTC',
    state: 'listed',
    files: [transcriptFile(index, start)],
    attendees: [
      attendee(start, { zoomUserId: HOST.id, name: 'Hanna Host', email: HOST.email, internal: true }),
      attendee(start, {
        name: `Guest ${index}`,
        email: guestEmail(index),
        ...(registration ? { registrantId: `registrant${index}` } : {}),
      }),
    ],
    restricted: false,
  };
}

function meetingOf({ index, start, registration }: Call): ScheduledMeeting {
  const guest = { email: guestEmail(index), internal: false };
  return {
    id: FIRST_MEETING_ID + index,
    hostId: HOST.id,
    topic: `Call ${index}`,
    type: 2,
    timezone: 'UTC',
    createdAt: zoomTime(start),
    expired: false,
    invitees: registration ? [] : [guest],
    alternativeHosts: [],
    panelists: [],
    ...(registration ? { registrants: [registrant(index)] } : {}),
  };
}

function registrant(index: number): Registrant {
  return {
    id: `registrant${index}`,
    email: guestEmail(index),
    firstName: 'Guest',
    lastName: String(index),
    organisation: '',
    jobTitle: '',
    status: 'approved',
  };
}

function attendee(start: Date, who: Pick<Attendee, 'name' | 'email'> & Partial<Attendee>): Attendee {
  return {
    joinId: who.name,
    zoomUserId: '',
    internal: false,
    onCalendarInvite: false,
    status: 'in_meeting',
    joinTime: zoomTime(start),
    leaveTime: zoomTime(end(start)),
    ...who,
  };
}

function transcriptFile(index: number, start: Date): RecordingFile {
  const cues = Array.from({ length: CUES }, (_, cue) => {
    const [from, to] = [cue * CUE_SECONDS, cue * CUE_SECONDS + CUE_SECONDS - 1].map(vttTime);
    const speaker = cue % 2 === 0 ? 'Hanna Host' : `Guest ${index}`;
    return `${cue + 1}\r\n${from} --> ${to}\r\n${speaker}: ${LINES[(cue + index) % LINES.length]}\r\n`;
  });
  const content = `WEBVTT\r\n\r\n${cues.join('\r\n')}`;
  return {
    id: `file${index}`,
    fileType: 'TRANSCRIPT',
    recordingType: 'audio_transcript',
    extension: 'VTT',
    start: zoomTime(start),
    end: zoomTime(end(start)),
    size: content.length,
    content,
    pending: false,
  };
}

function guestEmail(index: number): string {
  return `guest${index}@customer.example`;
}

function end(start: Date): Date {
  return new Date(start.getTime() + CUES * CUE_SECONDS * 1000);
}

function vttTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 23);
}
