import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forJob } from '../../plugin/container.ts';
import { TokenEndpoint } from '../../plugin/zoom/token-endpoint.ts';
import { REDIRECT, type Rig, startRig, VERIFIER } from '../unit/zoom/rig.ts';
import { startReplay } from '../zoom/index.ts';
import { accountWith } from '../zoom/made-up.ts';
import { archive, chaptersOf, holding, saidIn, secretsIn, shownBy } from './recorded.ts';

/** The grant is dead or was never given: only a person can help. */
const RECONNECT = { code: 'zoom.reconnect_needed', retry: 'never', scope: 'run' };
/** The app itself is refused, which must cost no org its grant. */
const APP = { code: 'zoom.app_credentials', retry: 'later', scope: 'run' };
/** Trouble that passes. */
const TRANSIENT = { code: 'zoom.unreachable', retry: 'now', scope: 'run' };
const UNREADABLE = { code: 'zoom.unreadable_answer', retry: 'now', scope: 'run' };

/** What each recorded refusal of the token endpoint comes to. */
const OUTCOMES: Readonly<Record<string, typeof RECONNECT>> = {
  'dead token': RECONNECT,
  'dead token, 401': RECONNECT,
  'dead token, as a bad request': RECONNECT,
  'dead token, as a bad request, 401': RECONNECT,
  'used code': RECONNECT,
  'used code, as a bad request': RECONNECT,
  'old code': RECONNECT,
  'other redirect address': RECONNECT,
  'other verifier': RECONNECT,
  'internal trouble': TRANSIENT,
  'no reason': TRANSIENT,
  'wrong secret, 400': APP,
  'wrong secret, 401': APP,
  'app not authorised, 400': APP,
  'app not authorised, 401': APP,
  'too many requests': TRANSIENT,
  'internal error': TRANSIENT,
  'bad gateway': TRANSIENT,
  unavailable: TRANSIENT,
  'sign-in page': TRANSIENT,
  'grant without a refresh token': UNREADABLE,
  'grant of no known type': TRANSIENT,
  '4700 Token cannot be empty.': TRANSIENT,
  '4702 Invalid client.': APP,
  '4704 Invalid client secret.': APP,
  '4705 Grant type is not supported from token endpoint.': APP,
  '4706 Client ID or client secret is missing.': APP,
  '4709 Redirect URI mismatch.': RECONNECT,
  '4711 Refresh token invalid.': RECONNECT,
  '4717 The app has been disabled.': APP,
  '4724 Invalid JWT token.': TRANSIENT,
  '4733 Code is expired.': RECONNECT,
  '4734 Invalid authorization code.': RECONNECT,
  '4735 The owner of the token does not exist.': RECONNECT,
  '4737 Can not find the authentication for the access token.': RECONNECT,
  '4738 The token is disabled by admin.': RECONNECT,
  '4740 The token ID is out of the token tolerance range.': RECONNECT,
  '4741 The token has been revoked.': RECONNECT,
};

const REFRESH_TOKEN = 'the-refresh-token-of-an-org';
const CODE = 'the-code-of-a-consent';

const har = await archive('refusals/token.har');
const rows = [...chaptersOf(har)].flatMap(([name, entries]) =>
  entries.map((entry) => {
    const grant = entry.request.postData?.params.find((each) => each.name === 'grant_type')?.value ?? '';
    return { name, grant, said: saidIn(entry), entry };
  }),
);

const ASK: Readonly<Record<string, (endpoint: TokenEndpoint) => Promise<unknown>>> = {
  authorization_code: (endpoint) => endpoint.exchange(CODE, VERIFIER, REDIRECT),
  refresh_token: (endpoint) => endpoint.refresh(REFRESH_TOKEN),
};

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ accounts: [accountWith()] });
});
afterAll(() => rig.stop());

/** The error that the plugin makes of one row. */
async function errorOf({ grant, entry }: (typeof rows)[number]): Promise<unknown> {
  const replay = await startReplay(holding(har, [entry]));
  try {
    const host = await rig.host({ deployment: { oauthUrl: replay.origin } });
    const answer = ASK[grant]?.(forJob(host, TokenEndpoint));
    const error = await answer?.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    // A token request that was lost may have been granted: it is never sent twice.
    expect([replay.unmatched, replay.unused()]).toEqual([[], []]);
    return error;
  } finally {
    await replay.close();
  }
}

describe('refusals of the token endpoint', () => {
  it('are recorded and judged alike, none more and none less', () => {
    expect([...new Set(rows.map(({ name }) => name))].toSorted()).toEqual(Object.keys(OUTCOMES).toSorted());
  });

  it.each(rows)('mean what they should: $name to a $grant, $said', async (row) => {
    const error = await errorOf(row);
    expect(error).toMatchObject({ name: 'ZoomError', ...OUTCOMES[row.name] });
    const secrets = ['://', CODE, REFRESH_TOKEN, VERIFIER, 'a-code-that-was_used', ...secretsIn(har)];
    for (const secret of secrets) expect(shownBy(error)).not.toContain(secret);
  });
});
