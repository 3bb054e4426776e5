import type { Kind } from './dictionary.ts';

/** What is done with the value of a field: replaced as such, moved as a date, kept if the test allows it. */
export type Treatment =
  | Exclude<Kind, 'word' | 'domain'>
  | 'message'
  | { readonly kept: (value: string) => boolean };

const like = (form: RegExp): Treatment => ({ kept: (value) => form.test(value) });
const CONSTANT = like(/^[A-Z][A-Z0-9_]{0,40}$/);
const LOWER_CONSTANT = like(/^[a-z][a-z0-9_]{0,60}$/);
const SHORT_NUMBER = like(/^-?\d{1,6}$/);

const each = (treatment: Treatment, ...names: string[]): Record<string, Treatment> =>
  Object.fromEntries(names.map((name) => [name, treatment]));

/** By the name of the field, wherever Zoom uses it. What is not here is replaced, as the text that it may be. */
const FIELDS: ReadonlyMap<string, Treatment> = new Map(
  Object.entries({
    ...each('id', 'id', 'uuid', 'meeting_id', 'meeting_uuid', 'account_id', 'account_number', 'host_id'),
    ...each('id', 'meeting_host_id', 'user_id', 'zoom_userid', 'participant_id', 'participant_user_id'),
    ...each('id', 'participant_uuid', 'registrant_id', 'role_id', 'occurrence_id', 'conf_id', 'pmi'),
    ...each('id', 'event_subscription_id', 'subscriber_id', 'group_ids', 'im_group_ids', 'customer_key'),
    ...each(
      'person',
      'name',
      'user_name',
      'username',
      'first_name',
      'last_name',
      'display_name',
      'host_name',
    ),
    ...each('address', 'email', 'user_email', 'host_email', 'meeting_host_email', 'email_address'),
    ...each('address', 'contact_email', 'alternative_hosts'),
    ...each('title', 'topic', 'meeting_topic', 'summary_title', 'agenda', 'file_name'),
    ...each(
      'text',
      'summary_content',
      'summary_overview',
      'summary',
      'label',
      'next_steps',
      'org',
      'job_title',
    ),
    ...each('phone', 'phone', 'phone_number', 'number'),
    ...each('secret', 'access_token', 'refresh_token', 'download_access_token', 'download_token'),
    ...each('secret', 'next_page_token', 'password', 'passcode', 'recording_play_passcode', 'host_key'),
    ...each('secret', 'encrypted_passcode', 'encrypted_password', 'pstn_password', 'h323_password'),
    ...each('url', 'share_url', 'play_url', 'download_url', 'join_url', 'start_url', 'registration_url'),
    ...each('url', 'summary_doc_url', 'avatar_url', 'pic_url', 'api_url'),
    ...each('message', 'message', 'error_message', 'reason'),
    ...each(CONSTANT, 'file_type', 'file_extension', 'download_restriction_reason'),
    ...each(LOWER_CONSTANT, 'status', 'error'),
    recording_type: like(/^[a-z][a-z_]{0,60}(\(CC\))?$/),
    type: like(/^(-?\d{1,3}|[a-z_]{1,40})$/),
    ...each(SHORT_NUMBER, 'code', 'page_size', 'page_count', 'total_records', 'ttl', 'expires_in'),
    include_fields: like(/^[a-z_,]{1,80}$/),
    grant_type: LOWER_CONSTANT,
    token_type: like(/^bearer$/i),
    scope: like(/^[a-z_]+(:[a-z_]+){1,4}( [a-z_]+(:[a-z_]+){1,4})*$/),
    timezone: { kept: isTimezone },
    source: like(/^Zoom$/),
    role_name: like(/^(Owner|Admin|Member)$/),
    // The name of a parameter of ours, in a refusal of it.
    field: like(/^[a-z_]{1,40}$/),
    ts: like(/^\d{2}:\d{2}:\d{2}(\.\d{3})?$/),
  }),
);

/** Numbers that say how much or how long, and of whom nothing. */
const AMOUNTS: ReadonlySet<string> = new Set([
  ...['duration', 'total_minutes', 'participants_count', 'total_size', 'recording_count', 'file_size'],
  ...['page_size', 'page_count', 'total_records', 'expires_in', 'code', 'type', 'ttl'],
]);
/** Below it, an unknown number is a choice or a count. */
const TELLING = 1_000;

export const treatmentOf = (field: string): Treatment | undefined => FIELDS.get(field);

/** Whether a number may be read as it is. */
export const isAmount = (field: string, value: number): boolean =>
  AMOUNTS.has(field) || (!FIELDS.has(field) && Math.abs(value) < TELLING);

/** Fields are named by Zoom, unless an object is a list by something else: then the names are somebody's. */
export const isFieldName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]{0,60}$/.test(name);

function isTimezone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
