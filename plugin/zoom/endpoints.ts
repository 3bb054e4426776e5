/** Zoom's rate-limit label of an endpoint. Downloads carry none. */
export type RateTier = 'light' | 'medium' | 'heavy' | 'none';
/** The tiers that have a limit. */
export type PacedTier = Exclude<RateTier, 'none'>;

/**
 * One thing that may be asked of Zoom. Nothing can be called that has no row here, and the manifest's scopes and
 * hosts are checked against this table.
 */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Path below the API's origin; `{name}` is filled from the call's parameters. */
  readonly template: string;
  readonly tier: RateTier;
  /** Granular scopes of a user-managed app; an admin-managed app has the same with `:admin` unless `adminOnly`. */
  readonly scope: string;
  readonly adminOnly?: true;
  /** The app itself holds the scope, by its client credentials: Zoom does not let such a scope be asked of a user. */
  readonly grantedTo?: 'app';
  /** Words an admin reads in an error: "Zoom could not give …". */
  readonly gives: string;
}

export const ENDPOINTS = {
  me: {
    method: 'GET',
    template: '/v2/users/me',
    tier: 'light',
    scope: 'user:read:user',
    gives: 'the connected user',
  },
  accountRecordings: {
    method: 'GET',
    template: '/v2/accounts/me/recordings',
    tier: 'medium',
    scope: 'cloud_recording:read:list_account_recordings',
    adminOnly: true,
    gives: "the account's recordings",
  },
  userRecordings: {
    method: 'GET',
    template: '/v2/users/me/recordings',
    tier: 'medium',
    scope: 'cloud_recording:read:list_user_recordings',
    gives: "the user's recordings",
  },
  // By UUID only: Zoom answers a numeric id with the latest occurrence of the series.
  recordingFiles: {
    method: 'GET',
    template: '/v2/meetings/{uuid}/recordings',
    tier: 'light',
    scope: 'cloud_recording:read:list_recording_files',
    gives: 'the files of the recording',
  },
  // The AI Companion's store, not the cloud recording's: it also holds meetings that were never recorded.
  companionTranscript: {
    method: 'GET',
    template: '/v2/meetings/{uuid}/transcript',
    tier: 'medium',
    scope: 'cloud_recording:read:meeting_transcript',
    gives: "the AI Companion's transcript of the meeting",
  },
  meetingSummary: {
    method: 'GET',
    template: '/v2/meetings/{uuid}/meeting_summary',
    tier: 'light',
    scope: 'meeting:read:summary',
    gives: "the AI Companion's summary of the meeting",
  },
  pastMeeting: {
    method: 'GET',
    template: '/v2/past_meetings/{uuid}',
    tier: 'light',
    scope: 'meeting:read:past_meeting',
    gives: 'the title and the time of the meeting',
  },
  pastParticipants: {
    method: 'GET',
    template: '/v2/past_meetings/{uuid}/participants',
    tier: 'medium',
    scope: 'meeting:read:list_past_participants',
    gives: 'the participants of the meeting',
  },
  meeting: {
    method: 'GET',
    template: '/v2/meetings/{meetingId}',
    tier: 'light',
    scope: 'meeting:read:meeting',
    gives: 'the invitees of the meeting',
  },
  registrants: {
    method: 'GET',
    template: '/v2/meetings/{meetingId}/registrants',
    tier: 'medium',
    scope: 'meeting:read:list_registrants',
    gives: 'the registrants of the meeting',
  },
  // Webinars have participants and registrants of their own; the meeting endpoints do not know them.
  webinarParticipants: {
    method: 'GET',
    template: '/v2/past_webinars/{uuid}/participants',
    tier: 'medium',
    scope: 'webinar:read:list_past_participants',
    gives: 'the participants of the webinar',
  },
  webinarRegistrants: {
    method: 'GET',
    template: '/v2/webinars/{meetingId}/registrants',
    tier: 'medium',
    scope: 'webinar:read:list_registrants',
    gives: 'the registrants of the webinar',
  },
  // Only what the app's own settings do not cover is registered through these.
  eventSubscriptions: {
    method: 'GET',
    template: '/v2/marketplace/app/event_subscription',
    tier: 'heavy',
    scope: 'marketplace:read:list_event_subscriptions',
    grantedTo: 'app',
    gives: 'the webhooks that are registered',
  },
  createEventSubscription: {
    method: 'POST',
    template: '/v2/marketplace/app/event_subscription',
    tier: 'heavy',
    scope: 'marketplace:write:event_subscription',
    grantedTo: 'app',
    gives: 'a registration of the webhook',
  },
  deleteEventSubscription: {
    method: 'DELETE',
    template: '/v2/marketplace/app/event_subscription/{subscriptionId}',
    tier: 'heavy',
    scope: 'marketplace:delete:event_subscription',
    grantedTo: 'app',
    gives: "an end of the webhook's registration",
  },
  // An absolute URL out of a recording's file list, not a path of the API.
  download: {
    method: 'GET',
    template: '{download_url}',
    tier: 'none',
    scope: 'cloud_recording:read:recording',
    gives: 'the transcript file',
  },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof ENDPOINTS;

/** `GET /v2/…`, as the manifest's `neededBy`, the metrics and the run report name it. */
export function endpointLabel(name: EndpointName): string {
  const { method, template } = ENDPOINTS[name];
  return `${method} ${template}`;
}

/**
 * Fills a template. Zoom wants a meeting UUID URL-encoded twice when it starts with `/` or contains `//`, and once
 * otherwise; a slash left as it is breaks the path.
 */
export function endpointPath(name: EndpointName, parameters: Readonly<Record<string, string>>): string {
  return ENDPOINTS[name].template.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = parameters[key];
    if (value === undefined) throw new TypeError(`${endpointLabel(name)} needs ${key}.`);
    return key === 'uuid' ? encodeUuid(value) : encodeURIComponent(value);
  });
}

function encodeUuid(uuid: string): string {
  const once = encodeURIComponent(uuid);
  return uuid.startsWith('/') || uuid.includes('//') ? encodeURIComponent(once) : once;
}
