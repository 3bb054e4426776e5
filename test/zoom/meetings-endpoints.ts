import { endOf, hostEmail, isWebinar, type Registrant, type ScheduledMeeting } from './account.ts';
import { type ApiEndpoint, type ApiWorld, type Caller, namedOccurrence, scheduledMeeting } from './api.ts';
import { zoomTime } from './clock.ts';
import { json, type ZoomReply, type ZoomRequest, zoomError } from './exchange.ts';
import { meetingReference } from './meeting-path.ts';

type Kind = 'meeting' | 'webinar';

/** 0 approves registrants by itself, 2 means that registration is off. */
const APPROVED_AUTOMATICALLY = 0;
const NO_REGISTRATION = 2;

export const meetingsEndpoints: ApiEndpoint[] = [
  {
    method: 'GET',
    template: '/v2/meetings/{id}',
    tier: 'Light',
    scope: 'meeting:read:meeting',
    handle: (request, caller) =>
      withScheduled(request, caller, 'meeting', (meeting) => json(200, meetingBody(meeting, caller))),
  },
  {
    method: 'GET',
    template: '/v2/meetings/{id}/registrants',
    tier: 'Medium',
    scope: 'meeting:read:list_registrants',
    handle: (request, caller, world) =>
      withScheduled(request, caller, 'meeting', (meeting) => registrants(request, meeting, world)),
  },
  {
    method: 'GET',
    template: '/v2/meetings/{id}/meeting_summary',
    tier: 'Light',
    scope: 'meeting:read:summary',
    handle: summary,
  },
  {
    method: 'GET',
    template: '/v2/webinars/{id}',
    tier: 'Light',
    scope: 'webinar:read:webinar',
    handle: (request, caller) =>
      withScheduled(request, caller, 'webinar', (meeting) => json(200, meetingBody(meeting, caller))),
  },
  {
    method: 'GET',
    template: '/v2/webinars/{id}/registrants',
    tier: 'Medium',
    scope: 'webinar:read:list_registrants',
    handle: (request, caller, world) =>
      withScheduled(request, caller, 'webinar', (meeting) => registrants(request, meeting, world)),
  },
  {
    method: 'GET',
    template: '/v2/webinars/{id}/panelists',
    tier: 'Medium',
    scope: 'webinar:read:list_panelists',
    handle: (request, caller) =>
      withScheduled(request, caller, 'webinar', ({ panelists }) =>
        json(200, { total_records: panelists.length, panelists }),
      ),
  },
];

/** These endpoints know numeric ids only, and forget a meeting 30 days after its last date. */
function withScheduled(
  request: ZoomRequest,
  caller: Caller,
  kind: Kind,
  answer: (meeting: ScheduledMeeting) => ZoomReply,
): ZoomReply {
  const segment = request.params.id ?? '';
  if (meetingReference(segment)?.kind !== 'number') return zoomError(400, 300, `Invalid ${kind} id.`);
  if (kind === 'webinar' && !caller.account.hasWebinarPlan) {
    return zoomError(
      400,
      200,
      'Webinar plan is missing. You must subscribe to the webinar plan and enable webinars.',
    );
  }
  const meeting = scheduledMeeting(segment, caller);
  if (!meeting || meeting.expired || isWebinar(meeting) !== (kind === 'webinar')) {
    return zoomError(404, 3001, `${kind === 'webinar' ? 'Webinar' : 'Meeting'} does not exist: ${segment}.`);
  }
  return answer(meeting);
}

/** Invitees are shown in full, outsiders too, but they were invited to the series and may never have come. */
function meetingBody(meeting: ScheduledMeeting, caller: Caller) {
  return {
    uuid: namedOccurrence(String(meeting.id), caller)?.uuid ?? '',
    id: meeting.id,
    host_id: meeting.hostId,
    host_email: hostEmail(meeting, caller.account.users),
    topic: meeting.topic,
    type: meeting.type,
    status: 'waiting',
    timezone: meeting.timezone,
    created_at: meeting.createdAt,
    settings: {
      alternative_hosts: meeting.alternativeHosts.join(';'),
      approval_type: meeting.registrants ? APPROVED_AUTOMATICALLY : NO_REGISTRATION,
      meeting_invitees: meeting.invitees.map(({ email, internal }) => ({ email, internal_user: internal })),
    },
  };
}

function registrants(request: ZoomRequest, meeting: ScheduledMeeting, world: ApiWorld): ZoomReply {
  if (!meeting.registrants) {
    return zoomError(400, 300, `Registration has not been enabled for this meeting: ${meeting.id}.`);
  }
  const status = request.query.get('status') ?? 'approved';
  const page = world.paging.page(
    request,
    meeting.registrants.filter((registrant) => registrant.status === status),
  );
  if ('error' in page) return page.error;
  return json(200, { ...page.head, registrants: page.items.map(registrantBody) });
}

const registrantBody = (registrant: Registrant) => ({
  id: registrant.id,
  email: registrant.email,
  first_name: registrant.firstName,
  last_name: registrant.lastName,
  org: registrant.organisation,
  job_title: registrant.jobTitle,
  status: registrant.status,
});

/** The summary hangs off one occurrence: a numeric id is refused. */
function summary(request: ZoomRequest, caller: Caller): ZoomReply {
  const segment = request.params.id ?? '';
  if (meetingReference(segment)?.kind !== 'uuid') return zoomError(400, 300, 'Invalid meeting uuid.');
  const recording = namedOccurrence(segment, caller);
  if (!recording?.summary) return zoomError(404, 3001, 'Meeting summary does not exist.');
  return json(200, {
    meeting_host_id: recording.hostId,
    meeting_host_email: hostEmail(recording, caller.account.users),
    meeting_uuid: recording.uuid,
    meeting_id: recording.meetingId,
    meeting_topic: recording.topic,
    meeting_start_time: recording.startTime,
    meeting_end_time: zoomTime(endOf(recording)),
    summary_start_time: recording.startTime,
    summary_end_time: zoomTime(endOf(recording)),
    summary_created_time: recording.summary.createdAt,
    summary_last_modified_time: recording.summary.createdAt,
    summary_title: recording.summary.title,
    summary_content: recording.summary.content,
    summary_doc_url: '',
  });
}
