/** What an app may be granted. Zoom has no wildcards; admin-managed apps hold the same scopes with `:admin`. */
const SHARED_SCOPES = [
  'cloud_recording:read:list_user_recordings',
  'cloud_recording:read:list_recording_files',
  'cloud_recording:read:recording',
  'cloud_recording:read:meeting_transcript',
  'meeting:read:list_past_participants',
  'meeting:read:past_meeting',
  'meeting:read:list_past_instances',
  'meeting:read:meeting',
  'meeting:read:list_registrants',
  'meeting:read:summary',
  'meeting:read:participant',
  'user:read:user',
  'webinar:read:webinar',
  'webinar:read:list_registrants',
  'webinar:read:list_panelists',
  'webinar:read:list_past_participants',
  'webinar:read:list_past_instances',
];

export const USER_MANAGED_SCOPES: readonly string[] = SHARED_SCOPES;

export const ADMIN_MANAGED_SCOPES: readonly string[] = [
  ...SHARED_SCOPES,
  'cloud_recording:read:list_account_recordings',
  'user:read:list_users',
  'report:read:list_meeting_participants',
].map((scope) => `${scope}:admin`);

/** Only a client-credentials token may hold these; they cannot be asked of a user. */
export const APP_SCOPES: readonly string[] = [
  'marketplace:write:event_subscription',
  'marketplace:read:list_event_subscriptions',
  'marketplace:update:event_subscription',
  'marketplace:delete:event_subscription',
];

export const holdsScope = (granted: readonly string[], wanted: string): boolean =>
  granted.includes(wanted) || granted.includes(`${wanted}:admin`) || granted.includes(`${wanted}:master`);

/** A token of an admin-managed app reaches the whole account, any other only its own user. */
export const reachesAccount = (granted: readonly string[]): boolean =>
  granted.some((scope) => scope.endsWith(':admin') || scope.endsWith(':master'));
