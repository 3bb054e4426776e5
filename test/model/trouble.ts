import type { ListingInput } from '../../contracts/generated/sync-input.ts';
import { bearerOf } from '../zoom/exchange.ts';
import type { Fault } from '../zoom/faults.ts';
import type { What } from './history.ts';

/** A happening that is not about a recording. */
export type Trouble =
  | { readonly sync: ListingInput }
  | { readonly dies: number }
  | { readonly ahead: number }
  | { readonly fault: (now: Date, accessToken: string) => Fault };

const TROUBLES: Partial<Record<What, (size: number) => Trouble>> = {
  hour: () => ({ sync: { scope: 'catch_up', trigger: 'cron' } }),
  full_resync: () => ({ sync: { scope: 'full_resync', trigger: 'manual' } }),
  backfill_transcripts: () => ({ sync: { scope: 'backfill_transcripts', trigger: 'manual' } }),
  crash: (size) => ({ dies: size }),
  // Within what Zoom's own tolerance of a webhook's time allows.
  skew_clock: (size) => ({ ahead: (size % 9) - 4 }),
  // For good, but for this one token only: its successor is as good as any.
  expire_token: () => ({
    fault: (_, accessToken) => ({
      match: { where: (request) => request.path.startsWith('/v2/') && bearerOf(request) === accessToken },
      times: Number.POSITIVE_INFINITY,
      respond: { status: 401, body: { code: 124, message: 'Invalid access token.' } },
    }),
  }),
  // Longer than a request waits by itself: the job is tried again.
  rate_limit: (size) => ({
    fault: () => toApi(refusal('QPS', 'maximum per-second rate limit', '30'), 1 + (size % 4)),
  }),
  day_limit: () => ({
    fault: (now) => toApi(refusal('Daily-limit', 'maximum daily rate limit', midnightAfter(now)), 1),
  }),
};

/** Undefined for what happens to a recording. */
export function trouble(what: What, size: number): Trouble | undefined {
  return TROUBLES[what]?.(size);
}

function toApi(respond: Exclude<Fault['respond'], string>, times: number): Fault {
  return {
    match: { where: (request) => bearerOf(request) !== undefined && request.path.startsWith('/v2/') },
    times,
    respond,
  };
}

function refusal(type: string, which: string, after: string) {
  const message = `You have reached the ${which} for this API.`;
  return {
    status: 429,
    headers: { 'x-ratelimit-type': type, 'retry-after': after },
    body: { code: 429, message },
  };
}

function midnightAfter(now: Date): string {
  const midnight = new Date(now);
  midnight.setUTCHours(24, 0, 0, 0);
  return `${midnight.toISOString().slice(0, 19)}Z`;
}
