import { type Attendee, displayName, endOf, hostOf, isWebinar, type ZoomRecording } from './account.ts';
import { type ApiEndpoint, type ApiWorld, type Caller, namedOccurrence } from './api.ts';
import { zoomTime } from './clock.ts';
import { json, type ZoomReply, type ZoomRequest, zoomError } from './exchange.ts';
import { shownEmail } from './shown-email.ts';

const YEAR_MS = 365 * 86_400_000;

const notFound = (request: ZoomRequest): ZoomReply =>
  zoomError(404, 3001, `Meeting does not exist: ${request.params.id ?? ''}.`);

export const pastMeetingsEndpoints: ApiEndpoint[] = [
  {
    method: 'GET',
    template: '/v2/past_meetings/{id}',
    tier: 'Light',
    scope: 'meeting:read:past_meeting',
    handle(request, caller, world) {
      const recording = pastOccurrence(request, caller, world, 'meeting');
      return 'status' in recording ? recording : json(200, pastMeetingBody(recording, caller));
    },
  },
  {
    method: 'GET',
    template: '/v2/past_meetings/{id}/participants',
    tier: 'Medium',
    scope: 'meeting:read:list_past_participants',
    handle: (request, caller, world) => participants(request, caller, world, 'meeting'),
  },
  {
    method: 'GET',
    template: '/v2/past_webinars/{id}/participants',
    tier: 'Medium',
    scope: 'webinar:read:list_past_participants',
    handle: (request, caller, world) => participants(request, caller, world, 'webinar'),
  },
];

/** Zoom keeps who was in a meeting for a year; trashing the recording does not take it away. */
function pastOccurrence(
  request: ZoomRequest,
  caller: Caller,
  world: ApiWorld,
  kind: 'meeting' | 'webinar',
): ZoomRecording | ZoomReply {
  const recording = namedOccurrence(request.params.id ?? '', caller);
  if (!recording || isWebinar(recording) !== (kind === 'webinar')) return notFound(request);
  if (world.clock.now().getTime() - Date.parse(recording.startTime) > YEAR_MS) {
    return zoomError(400, 12702, 'Can not access a meeting a year ago.');
  }
  return recording;
}

function pastMeetingBody(recording: ZoomRecording, caller: Caller) {
  const host = hostOf(recording, caller.account.users);
  return {
    uuid: recording.uuid,
    id: recording.meetingId,
    host_id: recording.hostId,
    topic: recording.topic,
    type: recording.type,
    start_time: recording.startTime,
    end_time: zoomTime(endOf(recording)),
    duration: recording.duration,
    total_minutes: recording.duration * recording.attendees.length,
    participants_count: recording.attendees.length,
    user_name: host ? displayName(host) : '',
    user_email: host?.email ?? '',
    source: 'Zoom',
    has_meeting_summary: recording.summary !== undefined,
  };
}

/** With a single participant Zoom answers an empty list. */
function participants(
  request: ZoomRequest,
  caller: Caller,
  world: ApiWorld,
  kind: 'meeting' | 'webinar',
): ZoomReply {
  const recording = pastOccurrence(request, caller, world, kind);
  if ('status' in recording) return recording;
  const page = world.paging.page(request, recording.attendees.length > 1 ? recording.attendees : []);
  if ('error' in page) return page.error;
  return json(200, { ...page.head, participants: page.items.map(participantBody) });
}

const participantBody = (attendee: Attendee) => ({
  id: attendee.zoomUserId,
  user_id: attendee.joinId,
  name: attendee.name,
  user_email: shownEmail(attendee),
  registrant_id: attendee.registrantId ?? '',
  join_time: attendee.joinTime,
  leave_time: attendee.leaveTime,
  duration: (Date.parse(attendee.leaveTime) - Date.parse(attendee.joinTime)) / 1000,
  failover: false,
  status: attendee.status,
  internal_user: attendee.internal,
});
