import { describe, expect, it } from 'vitest';
import type { HookFailure } from '../../../contracts/host.ts';
import { type Answer, errorOf } from '../../../plugin/zoom/answer-errors.ts';
import type { ZoomErrorCode } from '../../../plugin/zoom/errors.ts';

const NOW = new Date('2026-09-13T10:30:00Z');
const MIDNIGHT = '2026-09-14T00:00:00.000Z';
const DAILY =
  'You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you can make another request.';
const PER_SECOND = 'You have reached the maximum per-second rate limit for this API. Try again later.';

const said = (code: number | string, message = 'Zoom’s own words.') => ({ code, message });

type Row = readonly [about: string, status: number, body: unknown, code: ZoomErrorCode];

/** Tokens and scopes. */
const ACCESS: Row[] = [
  ['a refused token', 401, said(124, 'Invalid access token.'), 'zoom.token_rejected'],
  ['an expired token, with 400', 400, said(124, 'Access token is expired.'), 'zoom.token_rejected'],
  ['a token killed by a newer authorization', 401, said(4741), 'zoom.token_rejected'],
  ['401 without a body', 401, undefined, 'zoom.token_rejected'],
  [
    'a missing scope',
    400,
    said(4711, 'Invalid access token, does not contain scopes.'),
    'zoom.scope_missing',
  ],
  ['a missing scope, with 401', 401, said(4711), 'zoom.scope_missing'],
  ['a missing scope, in its older words', 400, said(104), 'zoom.scope_missing'],
  ['an empty token', 401, said(4700), 'zoom.scope_missing'],
];

/** Plans, roles and users. */
const RIGHTS: Row[] = [
  ['no permission', 400, said(200), 'zoom.not_permitted'],
  ['no permission, inside HTTP 200', 200, said(200), 'zoom.not_permitted'],
  ['a restricted summary', 403, said(2305), 'zoom.not_permitted'],
  ['a feature that is switched off', 400, said(3000), 'zoom.not_permitted'],
  ['a user who may not host', 400, said(3161), 'zoom.not_permitted'],
  ['403 without a body', 403, undefined, 'zoom.not_permitted'],
  ['a user who is gone', 404, said(1001, 'User does not exist: a@b.example.'), 'zoom.user_gone'],
  ['a user who is gone, with 400', 400, said(1001), 'zoom.user_gone'],
  ['a user of another account', 400, said(1010), 'zoom.user_gone'],
  ['a user of another account, with 401: no token fault', 401, said(1010), 'zoom.user_gone'],
];

/** What is not there, not yet, or not for us. */
const RECORDINGS: Row[] = [
  ['a recording that is gone', 404, said(3301, 'This recording does not exist.'), 'zoom.not_found'],
  [
    'a recording in the works, under the same code',
    404,
    said(3301, 'This recording is still being processed. Please check back later.'),
    'zoom.still_processing',
  ],
  ['an expired meeting', 404, said(3001), 'zoom.not_found'],
  ['a meeting older than a year', 400, said(12702), 'zoom.not_found'],
  ['a recording in use elsewhere', 400, said(3310), 'zoom.not_permitted'],
  ['an undocumented code about a recording, with 401', 401, said(3322), 'zoom.not_permitted'],
  ['another undocumented one', 404, said(3332), 'zoom.not_permitted'],
  ['404 without JSON, which something in between answered', 404, undefined, 'zoom.unreachable'],
  ['404 that names no code', 404, {}, 'zoom.not_found'],
];

const DEAD_TOKEN = 'The next page token is either invalid or has expired.';

/** What was wrong with the request. */
const REQUESTS: Row[] = [
  ['a dead page token', 400, said(300, DEAD_TOKEN), 'zoom.page_token_expired'],
  ['a dead page token, with 404', 404, said(300, DEAD_TOKEN), 'zoom.page_token_expired'],
  ['an invalid field', 400, said(300, 'Validation Failed.'), 'zoom.bad_request'],
  ['an unknown code', 400, said(98765), 'zoom.bad_request'],
  ['a code in text', 400, said('3001'), 'zoom.not_found'],
  ['a status nobody expects', 302, undefined, 'zoom.unreadable_answer'],
];

/** Trouble on Zoom’s side, whatever the body says. */
const TROUBLE: Row[] = [500, 502, 503, 504].flatMap((status): Row[] => [
  [`HTTP ${status} with a page`, status, undefined, 'zoom.unreachable'],
  [`HTTP ${status} with a code`, status, said(124), 'zoom.unreachable'],
]);

/** What the job queue is told to do about each. */
const RETRIES: Partial<Record<ZoomErrorCode, HookFailure['retry']>> = {
  'zoom.token_rejected': 'now',
  'zoom.page_token_expired': 'now',
  'zoom.unreadable_answer': 'now',
  'zoom.unreachable': 'now',
  'zoom.rate_limited': 'now',
  'zoom.daily_limit': 'later',
  'zoom.still_processing': 'later',
  'zoom.scope_missing': 'never',
  'zoom.not_permitted': 'never',
  'zoom.not_found': 'never',
  'zoom.user_gone': 'never',
  'zoom.bad_request': 'never',
};

const QPS = { 'x-ratelimit-type': 'QPS' };
const DAY = { 'x-ratelimit-type': 'Daily-limit' };

/** Limits per second: the HTTP client or the queue's backoff waits them out. */
const SHORT: [about: string, status: number, body: unknown, headers: Answer['headers']][] = [
  ['named in a header', 429, said(429, PER_SECOND), QPS],
  ['with seconds to wait', 429, said(429, PER_SECOND), { ...QPS, 'retry-after': '3' }],
  ['that says nothing', 429, undefined, {}],
  ['in the body alone', 400, said(429, PER_SECOND), {}],
];

/** Limits per day: the job is parked until Zoom's date, or the next 00:00 UTC. */
const LONG: [about: string, body: unknown, headers: Answer['headers'], until: string][] = [
  [
    'with its date',
    said(429, DAILY),
    { ...DAY, 'retry-after': '2026-09-13T20:00:00Z' },
    '2026-09-13T20:00:00.000Z',
  ],
  ['named in its header alone', undefined, DAY, MIDNIGHT],
  ['named in its words alone', said(429, DAILY), {}, MIDNIGHT],
  ['with seconds to wait', said(429, DAILY), { 'retry-after': '7200' }, '2026-09-13T12:30:00.000Z'],
  ['with a date that has passed', undefined, { ...DAY, 'retry-after': '2026-09-12T00:00:00Z' }, MIDNIGHT],
  ['with words for a date', undefined, { ...DAY, 'retry-after': 'tomorrow' }, MIDNIGHT],
  ['with its header twice', undefined, { 'x-ratelimit-type': ['Daily-limit', 'Daily-limit'] }, MIDNIGHT],
  [
    'without a name, but hours away',
    undefined,
    { 'retry-after': '2026-09-13T18:30:00Z' },
    '2026-09-13T18:30:00.000Z',
  ],
];

const rows = [...ACCESS, ...RIGHTS, ...RECORDINGS, ...REQUESTS, ...TROUBLE];

describe('an answer of Zoom’s', () => {
  it.each(rows)('that means %s (HTTP %i) becomes the error for it', (_, status, body, code) => {
    const error = errorOf('recordingFiles', { status, headers: {}, body }, NOW);
    expect(error).toMatchObject({ code, retry: RETRIES[code], advice: expect.stringMatching(/\.$/) });
    expect(error?.retryAt).toBeUndefined();
  });

  it.each(SHORT)('that means a limit %s is tried again soon', (_, status, body, headers) => {
    const error = errorOf('recordingFiles', { status, headers, body }, NOW);
    expect(error).toMatchObject({ code: 'zoom.rate_limited', retry: RETRIES['zoom.rate_limited'] });
  });

  it.each(LONG)('that means a daily limit %s parks the work until then', (_, body, headers, until) => {
    const error = errorOf('recordingFiles', { status: 429, headers, body }, NOW);
    expect(error).toMatchObject({ code: 'zoom.daily_limit', retry: RETRIES['zoom.daily_limit'] });
    expect(error?.retryAt?.toISOString()).toBe(until);
  });

  it.each([
    ['a body', { uuid: 'a==' }],
    ['code 0', { code: 0, message: 'Success', uuid: 'a==' }],
    ['a body that is no JSON', undefined],
  ])('is no error when it is HTTP 200 with %s', (_, body) => {
    expect(errorOf('recordingFiles', { status: 200, headers: {}, body }, NOW)).toBeUndefined();
  });
});

describe('the message of an error', () => {
  it('says what could not be had, and what Zoom said', () => {
    const answer = { status: 404, headers: {}, body: said(3301, 'This recording does not exist.') };
    expect(errorOf('recordingFiles', answer, NOW)?.message).toBe(
      'Zoom could not give the files of the recording (HTTP 404, code 3301): This recording does not exist.',
    );
  });

  it('names the field that Zoom found fault with, for it is our bug', () => {
    const body = {
      ...said(300, 'Validation Failed.'),
      errors: [{ field: 'page_size', message: 'Too large.' }],
    };
    expect(errorOf('accountRecordings', { status: 400, headers: {}, body }, NOW)?.message).toContain(
      'Validation Failed. page_size: Too large.',
    );
  });

  it('reads the other name that Zoom has for its message, and cuts a long one', () => {
    const body = { code: 300, error_message: 'x'.repeat(5000) };
    const message = errorOf('me', { status: 400, headers: {}, body }, NOW)?.message ?? '';
    expect(message).toContain('xxx');
    expect(message.length).toBeLessThan(500);
  });
});
