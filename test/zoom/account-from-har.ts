import type { Attendee, RecordingFile, ScheduledMeeting, ZoomAccount, ZoomRecording } from './account.ts';
import type { Har } from './har.ts';
import { downloadedContents } from './har-downloads.ts';
import { meetingReference } from './meeting-path.ts';
import { matchTemplate } from './routes.ts';
import * as wire from './zoom-wire.ts';

/** The account behind recorded exchanges: what each answer says about it, taken together. */
export function accountFromHars(hars: readonly Har[]): ZoomAccount {
  const account: ZoomAccount = { id: '', users: [], recordings: [], meetings: [], hasWebinarPlan: false };
  for (const har of hars) {
    const contents = downloadedContents(har);
    for (const { request, response } of har.log.entries) {
      const path = new URL(request.url).pathname;
      const reader = READERS.find(
        (each) =>
          request.method === 'GET' && each.status === response.status && matchTemplate(each.template, path),
      );
      const id = reader && matchTemplate(reader.template, path)?.id;
      reader?.read(account, JSON.parse(response.content.text ?? ''), id ?? '', contents);
    }
    for (const event of har.log._webhooks ?? []) markLateFiles(account, event);
  }
  return account;
}

type Contents = ReadonlyMap<string, string>;

interface Reader {
  template: string;
  status: number;
  read(account: ZoomAccount, body: unknown, id: string, contents: Contents): void;
}

/** One reader for each answer that tells something; literal paths stand before patterns that fit them too. */
const READERS: Reader[] = [
  { template: '/v2/users/me', status: 200, read: readUser },
  { template: '/v2/accounts/me/recordings', status: 200, read: readListing },
  {
    template: '/v2/meetings/{id}/recordings',
    status: 200,
    read: (account, body, _id, contents) => addRecording(account, wire.wireRecording.parse(body), contents),
  },
  { template: '/v2/meetings/{id}/recordings', status: 404, read: readMissing },
  { template: '/v2/meetings/{id}/meeting_summary', status: 200, read: readSummary },
  { template: '/v2/meetings/{id}/registrants', status: 200, read: readRegistrants },
  { template: '/v2/meetings/{id}', status: 200, read: readMeeting },
  { template: '/v2/webinars/{id}/registrants', status: 200, read: readRegistrants },
  { template: '/v2/webinars/{id}/panelists', status: 200, read: readPanelists },
  { template: '/v2/webinars/{id}', status: 200, read: readWebinar },
  { template: '/v2/past_meetings/{id}', status: 200, read: readHost },
  { template: '/v2/past_meetings/{id}/participants', status: 200, read: readParticipants },
  { template: '/v2/past_webinars/{id}/participants', status: 200, read: readParticipants },
];

function readUser(account: ZoomAccount, body: unknown): void {
  const user = wire.wireUser.parse(body);
  account.id = user.account_id;
  account.users = account.users.filter((each) => each.id !== user.id);
  account.users.unshift({
    id: user.id,
    email: user.email,
    firstName: user.first_name,
    lastName: user.last_name,
    timezone: user.timezone,
  });
}

function readHost(account: ZoomAccount, body: unknown): void {
  const { host_id: id, user_name: name, user_email: email } = wire.wirePastMeeting.parse(body);
  if (account.users.some((user) => user.id === id)) return;
  const [firstName = '', ...rest] = name.split(' ');
  account.users.push({ id, email, firstName, lastName: rest.join(' '), timezone: 'UTC' });
}

function readListing(account: ZoomAccount, body: unknown, _id: string, contents: Contents): void {
  for (const recording of wire.wireListing.parse(body).meetings) addRecording(account, recording, contents);
}

/** A later answer may show more files than an earlier one; a recording still in the works shows nothing of its files. */
function addRecording(account: ZoomAccount, seen: WireRecording, contents: Contents): void {
  const processing = seen.recording_files.some((file) => file.file_type === '');
  const known = account.recordings.find((each) => each.uuid === seen.uuid);
  const files = seen.recording_files.map((file) => fileOf(file, contents));
  if (known) {
    if (files.length > known.files.length) known.files = files;
    return;
  }
  account.recordings.push({
    uuid: seen.uuid,
    meetingId: seen.id,
    hostId: seen.host_id,
    topic: seen.topic,
    type: seen.type,
    startTime: seen.start_time,
    duration: seen.duration,
    timezone: seen.timezone,
    state: processing ? 'processing' : 'listed',
    files,
    attendees: [],
    restricted: false,
  });
}

type WireRecording = ReturnType<typeof wire.wireRecording.parse>;

function fileOf(file: WireRecording['recording_files'][number], contents: Contents): RecordingFile {
  const content = contents.get(file.download_url);
  return {
    ...(file.id === undefined ? {} : { id: file.id }),
    fileType: file.file_type,
    recordingType: file.recording_type,
    extension: file.file_extension,
    start: file.recording_start,
    end: file.recording_end,
    size: file.file_size ?? Buffer.byteLength(content ?? ''),
    ...(content === undefined ? {} : { content }),
    pending: false,
  };
}

/** A recording that was listed and then was not there any more had been deleted; one in the works is none of that. */
function readMissing(account: ZoomAccount, body: unknown, id: string): void {
  const recording = recordingNamed(account, id);
  if (recording && /does not exist/.test(wire.wireProblem.parse(body).message)) recording.state = 'deleted';
}

/** What a transcript's webhook brought had not been there at first. */
function markLateFiles(account: ZoomAccount, body: unknown): void {
  const event = wire.wireTranscriptEvent.safeParse(body);
  if (!event.success) return;
  const late = event.data.payload.object;
  const files = account.recordings.find((each) => each.uuid === late.uuid)?.files ?? [];
  for (const file of files) file.pending ||= late.recording_files.some((each) => each.id === file.id);
}

function readSummary(account: ZoomAccount, body: unknown, id: string): void {
  const summary = wire.wireSummary.parse(body);
  const recording = recordingNamed(account, id);
  if (!recording) return;
  recording.summary = {
    title: summary.summary_title,
    content: summary.summary_content,
    createdAt: summary.summary_created_time,
  };
}

/** Pages add up; the same page may have been recorded in several exchanges. */
function readParticipants(account: ZoomAccount, body: unknown, id: string): void {
  const recording = recordingNamed(account, id);
  if (!recording) return;
  const known = new Set(recording.attendees.map(({ joinId }) => joinId));
  for (const seen of wire.wireParticipants.parse(body).participants) {
    if (!known.has(seen.user_id)) recording.attendees.push(attendeeOf(seen));
  }
}

/** An outsider's address that Zoom showed without a registration was on the calendar's invite. */
const attendeeOf = (seen: WireParticipant): Attendee => ({
  joinId: seen.user_id,
  zoomUserId: seen.id,
  name: seen.name,
  email: seen.user_email,
  internal: seen.internal_user,
  ...(seen.registrant_id ? { registrantId: seen.registrant_id } : {}),
  onCalendarInvite: !seen.internal_user && !seen.registrant_id && seen.user_email !== '',
  status: seen.status,
  joinTime: seen.join_time,
  leaveTime: seen.leave_time,
});

type WireParticipant = ReturnType<typeof wire.wireParticipants.parse>['participants'][number];

function readWebinar(account: ZoomAccount, body: unknown): void {
  account.hasWebinarPlan = true;
  readMeeting(account, body);
}

function readMeeting(account: ZoomAccount, body: unknown): void {
  const seen = wire.wireMeeting.parse(body);
  if (account.meetings.some((each) => each.id === seen.id)) return;
  account.meetings.push({
    id: seen.id,
    hostId: seen.host_id,
    topic: seen.topic,
    type: seen.type,
    timezone: seen.timezone,
    createdAt: seen.created_at,
    expired: false,
    invitees: seen.settings.meeting_invitees.map(({ email, internal_user: internal }) => ({
      email,
      internal,
    })),
    alternativeHosts: seen.settings.alternative_hosts.split(';').filter(Boolean),
    panelists: [],
  });
}

function readRegistrants(account: ZoomAccount, body: unknown, id: string): void {
  const meeting = meetingNumbered(account, id);
  if (!meeting) return;
  meeting.registrants = wire.wireRegistrants.parse(body).registrants.map((seen) => ({
    id: seen.id,
    email: seen.email,
    firstName: seen.first_name,
    lastName: seen.last_name,
    organisation: seen.org,
    jobTitle: seen.job_title,
    status: seen.status,
  }));
}

function readPanelists(account: ZoomAccount, body: unknown, id: string): void {
  const meeting = meetingNumbered(account, id);
  if (meeting) meeting.panelists = wire.wirePanelists.parse(body).panelists;
}

const meetingNumbered = (account: ZoomAccount, id: string): ScheduledMeeting | undefined =>
  account.meetings.find((each) => String(each.id) === id);

function recordingNamed(account: ZoomAccount, segment: string): ZoomRecording | undefined {
  const reference = meetingReference(segment);
  return account.recordings.find((each) => reference?.kind === 'uuid' && each.uuid === reference.uuid);
}
