import { ADDRESS, replacedAddress } from './addresses.ts';
import type { Dictionary } from './dictionary.ts';
import { replacedText } from './texts.ts';
import { replacedId, segmentOf } from './urls.ts';

/** What Zoom says in a refusal, with `{id}` where it names something of the account. */
export const SENTENCES: readonly string[] = `
Access token is expired.
Bad Request
Can not access a meeting a year ago.
Can not find the authentication for the access token.
Cannot access meeting information.
Cannot access this meeting.
Authorization code has expired
Client ID or client secret is missing.
Code is expired.
Event subscription does not exist: {id}.
Grant type is not supported from token endpoint.
Internal error
Internal server error.
Invalid JWT token.
Invalid Token!
Invalid access token, does not contain scopes:[{scopes}].
Invalid access token.
Invalid authorization code {id}
Invalid authorization code.
Invalid client secret.
Invalid client.
Invalid client_id or client_secret
Invalid code verifier
Invalid field.
Invalid meeting id.
Invalid meeting uuid.
Meeting does not exist.
Meeting does not exist: {id}.
Meeting is not found or has expired.
Meeting summary does not exist.
Meeting {id} is not found or has expired.
No permission.
Not enough cloud storage available.
Redirect URI mismatch.
Refresh token invalid.
Registration has not been enabled for this meeting.
Registration has not been enabled for this meeting: {id}.
Requires an access token.
The app has been disabled.
The app is not authorized.
The event is not allowed for the app.
The next page token is either invalid or has expired.
The next page token is invalid or expired.
The owner of the token does not exist.
The recording is not completed.
The token has been revoked due to multiple authorizations.
The token has been revoked.
The token is disabled by admin.
There is no recording for this meeting.
There is no recording for this session.
There is no transcript for this meeting.
This recording does not exist.
This recording is in use elsewhere.
This recording is not available.
This recording is still being processed. Please check back later.
Token cannot be empty.
Too many concurrent requests. Try again later.
Too many requests
URL validation failed. Try again later.
User does not exist: {id}.
User not exist.
User not found on this account.
Validation Failed.
Webinar does not exist.
Webinar does not exist: {id}.
Webinar plan is missing. You must subscribe to the webinar plan and enable webinars.
You are not allowed to access this.
You do not have the right permissions.
You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you can make another request.
You have reached the maximum per-second rate limit for this API. Try again later.
Your user account is not allowed to host.
success`
  .trim()
  .split('\n');

const FORMS = SENTENCES.map(
  (sentence) =>
    new RegExp(
      `^${sentence
        .replace(/[.?[\]()]/g, '\\$&')
        .replace('{id}', '(?<id>\\S+?)')
        .replace('{scopes}', '[a-z_:, ]+')
        .replace(/(\\\.)?$/, '\\.?')}$`,
      'di',
    ),
);

/** A refusal's words stay if Zoom is known to say them: the plugin and its reader go by them. Others are replaced. */
export function replacedMessage(dictionary: Dictionary, message: string): string {
  const fitting = FORMS.map((form) => form.exec(message)).find((match) => match !== null);
  if (!fitting) return replacedText(dictionary, 'text', message);
  const [from, to] = fitting.indices?.groups?.id ?? [];
  if (from === undefined || to === undefined) return message;
  return `${message.slice(0, from)}${named(dictionary, message.slice(from, to))}${message.slice(to)}`;
}

/** Zoom repeats what was in the path, as it came. */
function named(dictionary: Dictionary, id: string): string {
  if (id === 'me') return id;
  if (new RegExp(`^${ADDRESS.source}$`, 'u').test(id)) return replacedAddress(dictionary, id);
  return id.includes('%') ? segmentOf(dictionary, id) : replacedId(dictionary, id);
}
