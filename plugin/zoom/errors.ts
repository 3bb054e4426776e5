import type { HookFailure } from '../../contracts/host.ts';

/** What a failure spoils: the whole run, one recording, or nothing, because the thing is simply not there. */
export type FailureScope = 'run' | 'item' | 'absence';

/** Why something of Zoom's could not be had. Public names: they are stored, counted and shown. */
export type ZoomErrorCode =
  | 'zoom.rate_limited'
  | 'zoom.daily_limit'
  | 'zoom.unreachable'
  | 'zoom.token_rejected'
  | 'zoom.reconnect_needed'
  | 'zoom.app_credentials'
  | 'zoom.scope_missing'
  | 'zoom.not_permitted'
  | 'zoom.not_found'
  | 'zoom.still_processing'
  | 'zoom.user_gone'
  | 'zoom.page_token_expired'
  | 'zoom.bad_request'
  | 'zoom.unreadable_answer'
  | 'zoom.incomplete_listing'
  | 'zoom.host_not_allowed'
  | 'zoom.download_restricted'
  | 'zoom.download_too_large';

interface Treatment {
  readonly retry: HookFailure['retry'];
  readonly scope: FailureScope;
  readonly advice: string;
}

const RECONNECT = 'Open Integrations > Zoom and press Reconnect; what was ingested stays.';
const WAIT = 'Nothing to do: Halo tries again by itself.';

const TREATMENTS: Record<ZoomErrorCode, Treatment> = {
  'zoom.rate_limited': { retry: 'now', scope: 'run', advice: WAIT },
  'zoom.daily_limit': {
    retry: 'later',
    scope: 'run',
    advice:
      "Nothing to do: Halo goes on when Zoom's daily limit is renewed. The limit is shared by all apps of the account.",
  },
  'zoom.unreachable': { retry: 'now', scope: 'run', advice: WAIT },
  'zoom.token_rejected': { retry: 'now', scope: 'run', advice: WAIT },
  'zoom.reconnect_needed': { retry: 'never', scope: 'run', advice: RECONNECT },
  'zoom.app_credentials': {
    retry: 'later',
    scope: 'run',
    advice:
      'Ask whoever runs Halo to check ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET, and that the Zoom app is active.',
  },
  'zoom.scope_missing': {
    retry: 'never',
    scope: 'run',
    advice:
      'Add the scope to the Zoom app, then press Reconnect at Integrations > Zoom: a grant keeps its old scopes.',
  },
  'zoom.not_permitted': {
    retry: 'never',
    scope: 'item',
    advice: "Check in Zoom that the plan and the connected user's role allow this.",
  },
  'zoom.not_found': { retry: 'never', scope: 'absence', advice: 'Nothing to do: Zoom no longer has it.' },
  'zoom.still_processing': { retry: 'later', scope: 'item', advice: WAIT },
  'zoom.user_gone': {
    retry: 'never',
    scope: 'item',
    advice: 'Nothing to do: the user left the Zoom account.',
  },
  'zoom.page_token_expired': { retry: 'now', scope: 'run', advice: WAIT },
  'zoom.bad_request': {
    retry: 'never',
    scope: 'item',
    advice: 'Please report this with the message above: Zoom refused how the plugin asked.',
  },
  'zoom.unreadable_answer': { retry: 'now', scope: 'run', advice: WAIT },
  'zoom.incomplete_listing': { retry: 'now', scope: 'run', advice: WAIT },
  'zoom.host_not_allowed': {
    retry: 'never',
    scope: 'item',
    advice: 'Ask whoever runs Halo whether ZOOM_DOWNLOAD_HOSTS should name this host.',
  },
  'zoom.download_restricted': {
    retry: 'never',
    scope: 'item',
    advice: "Allow downloads of cloud recordings in Zoom's account settings, then run a full resync.",
  },
  'zoom.download_too_large': {
    retry: 'never',
    scope: 'item',
    advice: 'Please report this: no transcript is expected to be that large.',
  },
};

/** A failure on Zoom's side. Holds no token, URL or body. */
export class ZoomError extends Error implements HookFailure {
  override readonly name = 'ZoomError';
  readonly code: ZoomErrorCode;
  readonly retry: HookFailure['retry'];
  readonly scope: FailureScope;
  readonly advice: string;
  readonly retryAt?: Date;

  constructor(code: ZoomErrorCode, message: string, options: { cause?: unknown; retryAt?: Date } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    const { retry, scope, advice } = TREATMENTS[code];
    this.code = code;
    this.retry = retry;
    this.scope = scope;
    this.advice = advice;
    if (options.retryAt) this.retryAt = options.retryAt;
  }
}
