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
import { vttOf } from '../../test/zoom/zoom-vtt.ts';

/** Within the plugin's default lookback, whatever the hour. */
const DAYS = 28;
const DAY_MS = 86_400_000;
const PENDING_AGE_MS = 3_600_000;
const CUE_SECONDS = 6;
/** Most calls go out as a link or an invitation; one in so many asks its guests to register. */
const REGISTRATION_EVERY = 10;
const FIRST_MEETING_ID = 80_000_000_000;

const USUAL_CUES = 30;

interface Shape {
  /** Tells one account from another: no two share a uuid or a user. */
  readonly name?: string;
  /** Of each transcript. */
  readonly cues?: number;
  /** So many more calls are over, but Zoom has not made their recordings yet. */
  readonly pending?: number;
}

const LINES = [
  'Thanks for making the time today, let me share my screen.',
  'The export takes too long, our people wait for it every morning.',
  'Could you add a filter by region to the report?',
  'I will send you the summary by Friday.',
  'What would the plan cost if we added forty seats?',
  'We like the new search a lot, it finds what we need.',
];

/** An account that a bench has made, under a name of its own. */
export type AccountOrder = Shape & { readonly name: string; readonly recordings: number };

/** An account of so many recorded calls, every one a meeting of its own: nothing asked for one serves another. */
export function madeUpAccount(recordings: number, now: Date, shape: Shape = {}): ZoomAccount {
  const { name = 'bench', cues = USUAL_CUES, pending = 0 } = shape;
  const host = hostOf(name);
  const calls = Array.from({ length: recordings + pending }, (_, index): Call => {
    const made = index < recordings;
    const age = made ? ((index + 1) / (recordings + 1)) * DAYS * DAY_MS : PENDING_AGE_MS;
    const start = new Date(now.getTime() - age);
    return { name, host, cues, made, index, start, registration: index % REGISTRATION_EVERY === 0 };
  });
  return {
    id: `${name}Account`,
    users: [host],
    recordings: calls.map(recordingOf),
    meetings: calls.map(meetingOf),
    hasWebinarPlan: false,
  };
}

/** The one who records every call of an account, and consents for it. */
export function hostOf(name: string): ZoomUser {
  return {
    id: `${name}Host`,
    email: `${name}-host@vendor.example`,
    firstName: 'Hanna',
    lastName: 'Host',
    timezone: 'UTC',
  };
}

/** The calls whose recordings Zoom has not made yet. */
export function pendingUuids({ name, recordings, pending = 0 }: AccountOrder): string[] {
  return Array.from({ length: pending }, (_, index) => uuidOf(name, recordings + index));
}

/** What Halo knows of that account's customers: one company, one contact a call. */
export function customersOf(recordings: number, name = 'bench') {
  return {
    companies: [{ id: 'customer', name: 'Customer', domain: 'customer.example' }],
    endUsers: Array.from({ length: recordings }, (_, index) => ({
      id: `contact-${index}`,
      email: guestEmail(index),
      companyId: 'customer',
    })),
    teamEmails: [hostOf(name).email],
  };
}

interface Call {
  readonly name: string;
  readonly host: ZoomUser;
  readonly cues: number;
  /** Zoom has made its recording. */
  readonly made: boolean;
  readonly index: number;
  readonly start: Date;
  readonly registration: boolean;
}

function recordingOf(call: Call): ZoomRecording {
  const { name, host, cues, made, index, start, registration } = call;
  return {
    uuid: uuidOf(name, index),
    meetingId: FIRST_MEETING_ID + index,
    hostId: host.id,
    topic: `Call ${index}`,
    type: 2,
    startTime: zoomTime(start),
    duration: (cues * CUE_SECONDS) / 60,
    timezone: 'UTC',
    state: made ? 'listed' : 'unlisted',
    files: [transcriptFile(call)],
    attendees: [
      attendee(call, { zoomUserId: host.id, name: 'Hanna Host', email: host.email, internal: true }),
      attendee(call, {
        name: `Guest ${index}`,
        email: guestEmail(index),
        ...(registration ? { registrantId: `registrant${index}` } : {}),
      }),
    ],
    restricted: false,
  };
}

function meetingOf({ host, index, start, registration }: Call): ScheduledMeeting {
  const guest = { email: guestEmail(index), internal: false };
  return {
    id: FIRST_MEETING_ID + index,
    hostId: host.id,
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

function attendee(call: Call, who: Pick<Attendee, 'name' | 'email'> & Partial<Attendee>): Attendee {
  return {
    joinId: who.name,
    zoomUserId: '',
    internal: false,
    onCalendarInvite: false,
    status: 'in_meeting',
    joinTime: zoomTime(call.start),
    leaveTime: zoomTime(endOf(call)),
    ...who,
  };
}

function transcriptFile(call: Call): RecordingFile {
  const { index, start } = call;
  const cues = Array.from({ length: call.cues }, (_, cue) => {
    const startMs = cue * CUE_SECONDS * 1000;
    const speaker = cue % 2 === 0 ? 'Hanna Host' : `Guest ${index}`;
    const text = `${speaker}: ${LINES[(cue + index) % LINES.length]}`;
    return { startMs, endMs: startMs + (CUE_SECONDS - 1) * 1000, text };
  });
  const content = vttOf(cues);
  return {
    id: `file${index}`,
    fileType: 'TRANSCRIPT',
    recordingType: 'audio_transcript',
    extension: 'VTT',
    start: zoomTime(start),
    end: zoomTime(endOf(call)),
    size: content.length,
    content,
    pending: !call.made,
  };
}

function uuidOf(name: string, index: number): string {
  return meetingUuid(`${name} ${index}`);
}

function guestEmail(index: number): string {
  return `guest${index}@customer.example`;
}

function endOf({ start, cues }: Call): Date {
  return new Date(start.getTime() + cues * CUE_SECONDS * 1000);
}
