import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { forJob } from '../../plugin/container.ts';
import { ZoomClient } from '../../plugin/zoom/client.ts';
import type { EndpointName } from '../../plugin/zoom/endpoints.ts';
import type { ZoomError } from '../../plugin/zoom/errors.ts';
import { TokenEndpoint } from '../../plugin/zoom/token-endpoint.ts';
import { Tokens } from '../../plugin/zoom/tokens.ts';
import { REDIRECT, type Rig, startRig, VERIFIER } from '../unit/zoom/rig.ts';
import { startReplay, type ZoomReplay } from '../zoom/index.ts';
import { accountWith } from '../zoom/made-up.ts';
import { archive, askedOf, chaptersOf, saidIn, secretsIn, shownBy } from './recorded.ts';

interface Outcome extends Pick<ZoomError, 'code' | 'retry' | 'scope'> {
  readonly retryAt?: Date;
  /** What the error's message holds of Zoom's own words. */
  readonly says?: string;
}

const SCOPE_MISSING: Outcome = { code: 'zoom.scope_missing', retry: 'never', scope: 'run' };
const NOT_PERMITTED: Outcome = { code: 'zoom.not_permitted', retry: 'never', scope: 'item' };
const USER_GONE: Outcome = { code: 'zoom.user_gone', retry: 'never', scope: 'item' };
const BAD_REQUEST: Outcome = { code: 'zoom.bad_request', retry: 'never', scope: 'item' };
const PAGE_TOKEN_EXPIRED: Outcome = { code: 'zoom.page_token_expired', retry: 'now', scope: 'run' };
const NOT_FOUND: Outcome = { code: 'zoom.not_found', retry: 'never', scope: 'absence' };
const RATE_LIMITED: Outcome = { code: 'zoom.rate_limited', retry: 'now', scope: 'run' };
const UNREACHABLE: Outcome = { code: 'zoom.unreachable', retry: 'now', scope: 'run' };
const UNREADABLE: Outcome = { code: 'zoom.unreadable_answer', retry: 'now', scope: 'run' };
const parkedUntil = (time: string): Outcome => ({
  code: 'zoom.daily_limit',
  retry: 'later',
  scope: 'run',
  retryAt: new Date(time),
});

/** What each recorded refusal comes to; `answered` when asking again is all that it takes. */
const OUTCOMES: Readonly<Record<string, 'answered' | Outcome>> = {
  'token invalid': 'answered',
  'token missing': 'answered',
  'token expired': 'answered',
  'token expired, 400': 'answered',
  'token superseded': 'answered',
  'token superseded, 400': 'answered',
  'fresh token invalid': { code: 'zoom.reconnect_needed', retry: 'never', scope: 'run' },
  'scope missing, 104/400': SCOPE_MISSING,
  'scope missing, 104/401': SCOPE_MISSING,
  'scope missing, 4700/400': SCOPE_MISSING,
  'scope missing, 4700/401': SCOPE_MISSING,
  'scope missing, 4711/400': SCOPE_MISSING,
  'scope missing, 4711/401': SCOPE_MISSING,
  'no permission': NOT_PERMITTED,
  'no permission, inside HTTP 200': NOT_PERMITTED,
  'paid accounts only': NOT_PERMITTED,
  'no webinar plan': NOT_PERMITTED,
  'summary restricted': NOT_PERMITTED,
  'feature off': NOT_PERMITTED,
  'user may not host': NOT_PERMITTED,
  'user not in account': USER_GONE,
  'user not in account, 400': USER_GONE,
  'user not on this account': USER_GONE,
  'user not on this account, 401': USER_GONE,
  'me is gone': USER_GONE,
  'lister is gone': USER_GONE,
  'parameter invalid': { ...BAD_REQUEST, says: 'Invalid meeting id.' },
  'field invalid': { ...BAD_REQUEST, says: 'Validation Failed. ttl: Invalid ttl.' },
  'parameter invalid, 404': BAD_REQUEST,
  'field invalid, 404': { ...BAD_REQUEST, says: 'include_fields: Invalid field.' },
  'words elsewhere': { ...BAD_REQUEST, says: 'Invalid meeting id.' },
  'page token expired': PAGE_TOKEN_EXPIRED,
  'page token expired, 404': PAGE_TOKEN_EXPIRED,
  'registration off': BAD_REQUEST,
  'recording gone': NOT_FOUND,
  'no recording of meeting': NOT_FOUND,
  'no recording of session': NOT_FOUND,
  'recording processing': { code: 'zoom.still_processing', retry: 'later', scope: 'item' },
  'recording not completed': NOT_PERMITTED,
  'storage full': NOT_PERMITTED,
  'recording in use': NOT_PERMITTED,
  'undocumented 3322/400': NOT_PERMITTED,
  'undocumented 3322/404': NOT_PERMITTED,
  'undocumented 3332/400': NOT_PERMITTED,
  'undocumented 3332/404': NOT_PERMITTED,
  'meeting gone': NOT_FOUND,
  'meeting expired': NOT_FOUND,
  'webinar expired': NOT_FOUND,
  'meeting too old': NOT_FOUND,
  'limit per second': 'answered',
  'limit per second, three seconds': 'answered',
  'limit per second, for long': RATE_LIMITED,
  'too many at once': RATE_LIMITED,
  'limit per day': parkedUntil('2026-10-16T02:00:00Z'),
  'limit per day, no date': parkedUntil('2026-10-16T00:00:00Z'),
  'limit per day, words alone': parkedUntil('2026-10-16T00:00:00Z'),
  'internal error': UNREACHABLE,
  'internal error, once': 'answered',
  'bad gateway': UNREACHABLE,
  unavailable: UNREACHABLE,
  'page in place of JSON': UNREADABLE,
  'XML in place of JSON': UNREACHABLE,
  'nothing in place of JSON': UNREADABLE,
  'success with code 0': 'answered',
  'success that lacks everything': UNREADABLE,
  'no permission, beside secrets': NOT_PERMITTED,
};

type Ask = (client: ZoomClient, id: string, query: URLSearchParams) => Promise<unknown>;

/** How the plugin asks for what a row was recorded for. */
const ASK: Partial<Record<EndpointName, Ask>> = {
  me: (client) => client.me(),
  userRecordings: (client, _id, query) => {
    const [from = '', to = ''] = ['from', 'to'].map((name) => query.get(name) ?? '');
    return client.listRecordings('userRecordings', { from, to }, null);
  },
  recordingFiles: (client, id) => client.recordingFiles(id),
  meeting: (client, id) => client.meeting(id),
  registrants: (client, id) => client.registrants('registrants', id, null),
  webinarRegistrants: (client, id) => client.registrants('webinarRegistrants', id, null),
  pastParticipants: (client, id, query) =>
    client.participants('pastParticipants', id, query.get('next_page_token')),
  webinarParticipants: (client, id) => client.participants('webinarParticipants', id, null),
};

const har = await archive('refusals/api.har');
const rows = [...chaptersOf(har)].flatMap(([name, [entry]]) =>
  entry ? [{ name, said: saidIn(entry), entry }] : [],
);

let rig: Rig;
let replay: ZoomReplay;
let results: Map<string, PromiseSettledResult<unknown>>;

beforeAll(async () => {
  // The HTTP client compares Zoom's dates with the computer's; timers run on.
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(har.log._clock) });
  rig = await startRig({ accounts: [accountWith()] });
  replay = await startReplay(har);
  const host = await rig.host({ deployment: { apiUrl: replay.origin, oauthUrl: replay.origin } });
  await forJob(host, Tokens).keep(await forJob(host, TokenEndpoint).exchange('code', VERIFIER, REDIRECT));
  const client = forJob(host, ZoomClient);
  // All at once: who is refused for good has the client wait for a quarter of a minute.
  const settled = await Promise.allSettled(rows.map(({ entry }) => ask(client, entry)));
  results = new Map(settled.map((result, index) => [rows[index]?.name ?? '', result]));
});
afterAll(async () => {
  vi.useRealTimers();
  await replay?.close();
  await rig?.stop();
});

async function ask(client: ZoomClient, entry: (typeof rows)[number]['entry']): Promise<unknown> {
  const asked = askedOf(entry);
  const request = asked && ASK[asked.name];
  if (!request) throw new TypeError(`The plugin has no way to ask ${entry.request.url}`);
  return request(client, asked.id, asked.query);
}

describe('Zoom’s refusals', () => {
  it('are recorded and judged alike, none more and none less', () => {
    expect(rows.map(({ name }) => name).toSorted()).toEqual(Object.keys(OUTCOMES).toSorted());
  });

  it.each(rows)('mean what they should: $name, $said', ({ name }) => {
    const result = results.get(name);
    const outcome = OUTCOMES[name];
    if (outcome === 'answered') return expect(result).toMatchObject({ status: 'fulfilled' });
    const { says = '', retryAt, ...error } = outcome ?? {};
    const message = expect.stringContaining(says);
    expect(result).toMatchObject({ status: 'rejected', reason: { name: 'ZoomError', ...error, message } });
    expect(result).toHaveProperty('reason.retryAt', retryAt);
  });

  it('are asked for no more often than it helps', () => {
    expect(replay.unmatched).toEqual([]);
    expect(replay.unused()).toEqual([]);
  });

  it('leave no token, address or secret of an answer in what is said of them', () => {
    const shown = [...results.values()].map((result) =>
      result.status === 'rejected' ? shownBy(result.reason) : '',
    );
    const secrets = ['://', 'Bearer', ...secretsIn(har)];
    expect(secrets.length).toBeGreaterThan(6);
    for (const text of shown) for (const secret of secrets) expect(text).not.toContain(secret);
  });
});
