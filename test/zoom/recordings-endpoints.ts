import { hostEmail, type ZoomRecording } from './account.ts';
import {
  type ApiEndpoint,
  type ApiWorld,
  type Caller,
  namedOccurrence,
  namedUser,
  noSuchUser,
} from './api.ts';
import { listingRange } from './date-range.ts';
import { invalidField, json, type ZoomReply, type ZoomRequest, zoomError } from './exchange.ts';
import { meetingReference } from './meeting-path.ts';
import { recordingBody } from './recording-body.ts';

const LONGEST_TOKEN_SECONDS = 604_800;
const USUAL_TOKEN_SECONDS = 86_400;

export const recordingsEndpoints: ApiEndpoint[] = [
  {
    method: 'GET',
    template: '/v2/accounts/{id}/recordings',
    tier: 'Medium',
    scope: 'cloud_recording:read:list_account_recordings',
    handle(request, caller, world) {
      const id = request.params.id ?? '';
      if (id !== 'me' && id !== caller.account.id)
        return zoomError(404, 2001, `Account does not exist: ${id}.`);
      // Only the account's listing names the host's address.
      return list(request, caller, world, caller.account.recordings, (recording) => ({
        host_email: hostEmail(recording, caller.account.users),
      }));
    },
  },
  {
    method: 'GET',
    template: '/v2/users/{id}/recordings',
    tier: 'Medium',
    scope: 'cloud_recording:read:list_user_recordings',
    handle(request, caller, world) {
      const segment = request.params.id ?? '';
      const user = namedUser(segment, caller);
      if (!user) return noSuchUser(segment);
      const hosted = caller.account.recordings.filter((recording) => recording.hostId === user.id);
      return list(request, caller, world, hosted, () => ({}));
    },
  },
  {
    method: 'GET',
    template: '/v2/meetings/{id}/recordings',
    tier: 'Light',
    scope: 'cloud_recording:read:list_recording_files',
    handle: oneMeeting,
  },
  {
    method: 'GET',
    template: '/v2/meetings/{id}/transcript',
    tier: 'Medium',
    scope: 'cloud_recording:read:meeting_transcript',
    handle: companionTranscript,
  },
];

function list(
  request: ZoomRequest,
  caller: Caller,
  world: ApiWorld,
  recordings: readonly ZoomRecording[],
  extra: (recording: ZoomRecording) => Record<string, unknown>,
): ZoomReply {
  const range = listingRange(request.query, world.clock.now());
  if ('invalid' in range) return invalidField(range.invalid, 'Invalid field.');
  const found = recordings
    .filter(request.query.get('trash') === 'true' ? inTrash : (recording) => isListedWithin(recording, range))
    .toSorted((a, b) => b.startTime.localeCompare(a.startTime));
  const page = world.paging.page(request, found);
  if ('error' in page) return page.error;
  return json(200, {
    ...range,
    ...page.head,
    meetings: page.items.map((recording) => ({
      ...recordingBody(recording, caller.account.id, world.downloads, 'download'),
      ...extra(recording),
    })),
  });
}

/** The trash knows no dates. */
const inTrash = (recording: ZoomRecording): boolean => recording.state === 'trashed';

/** Both ends belong to the range, which looks at the day the meeting started on in UTC. */
function isListedWithin(recording: ZoomRecording, range: { from: string; to: string }): boolean {
  const day = recording.startTime.slice(0, 10);
  return ['listed', 'processing'].includes(recording.state) && day >= range.from && day <= range.to;
}

function oneMeeting(request: ZoomRequest, caller: Caller, world: ApiWorld): ZoomReply {
  const recording = namedOccurrence(request.params.id ?? '', caller);
  if (recording?.state === 'processing') {
    return zoomError(404, 3301, 'This recording is still being processed. Please check back later.');
  }
  if (recording?.state !== 'listed') return zoomError(404, 3301, 'This recording does not exist.');
  const token = downloadAccess(request.query, recording, world);
  if ('error' in token) return token.error;
  return json(200, {
    ...recordingBody(recording, caller.account.id, world.downloads, 'download'),
    host_email: hostEmail(recording, caller.account.users),
    password: '',
    recording_play_passcode: '',
    ...token,
  });
}

/** `ttl` counts only beside `include_fields=download_access_token`. */
function downloadAccess(
  query: URLSearchParams,
  recording: ZoomRecording,
  world: ApiWorld,
): { download_access_token?: string } | { error: ZoomReply } {
  if (!(query.get('include_fields') ?? '').split(',').includes('download_access_token')) return {};
  const ttl = Number(query.get('ttl') ?? USUAL_TOKEN_SECONDS);
  if (!Number.isInteger(ttl) || ttl < 0 || ttl > LONGEST_TOKEN_SECONDS)
    return { error: invalidField('ttl', 'Invalid ttl.') };
  return { download_access_token: world.downloads.issueToken(recording, ttl) };
}

/** The AI Companion's store: it knows nothing of a VTT among the recording's files. */
function companionTranscript(request: ZoomRequest, caller: Caller, world: ApiWorld): ZoomReply {
  const segment = request.params.id ?? '';
  const recording = namedOccurrence(segment, caller);
  const transcript = recording?.companionTranscript;
  if (!recording || !transcript) {
    const what = meetingReference(segment)
      ? 'There is no transcript for this meeting.'
      : 'This recording does not exist.';
    return zoomError(404, 3301, what);
  }
  return json(200, {
    meeting_id: recording.uuid,
    account_id: caller.account.id,
    meeting_topic: recording.topic,
    host_id: recording.hostId,
    transcript_created_time: transcript.createdAt,
    can_download: transcript.canDownload,
    auto_delete: false,
    // Zoom's own example carries an address beside NOT_READY, so the address proves nothing.
    download_url: world.downloads.companionUrl(recording),
    ...(transcript.restriction ? { download_restriction_reason: transcript.restriction } : {}),
  });
}
