import assert from 'node:assert/strict';
import { apiOrigin } from '../../../plugin/zoom/network.ts';
import { missingRequired, reachOf } from '../../../plugin/zoom/scopes.ts';
import { type Grant, readGrant, readTokenAnswer } from '../../../plugin/zoom/token-answers.ts';
import { answerIn, damagedAnswer } from '../answers.ts';
import { TOKEN_ANSWERS } from '../originals.ts';
import { assertStorable } from '../storable.ts';
import type { Target } from '../target.ts';
import { assertZoomError } from '../zoom-errors.ts';

const NOW = new Date('2026-10-15T12:00:00Z');
const SERVER = { issuer: 'https://zoom.us', token_endpoint: 'https://zoom.us/oauth/token' };
const CLIENT = { client_id: 'app' };
const DAY_SECONDS = 86_400;
/** What a header takes, and the standard says a token is made of. */
const SENDABLE = /^[\x20-\x7e]+$/;

/** An answer of Zoom's token endpoint, from its status, headers and text to the tokens that are kept. */
export const token: Target = {
  name: 'token',
  promise: 'an answer to a token request is a grant that can be used, or an error that holds no token',
  ending: 'json',
  share: 1,
  make: (random) => damagedAnswer(random.pick(TOKEN_ANSWERS), random),
  async check(input) {
    const { status, headers, body } = answerIn(input);
    try {
      // Only these have no body at all.
      const text = [204, 205, 304].includes(status) ? null : body;
      const response = new Response(text, {
        status,
        headers: { 'content-type': 'application/json', ...headers },
      });
      assertGrant(readGrant(await readTokenAnswer(response, SERVER, CLIENT)));
    } catch (error) {
      assertZoomError(error, NOW);
      assert.doesNotMatch(String(error), /eyJ/, 'the error holds a token');
    }
  },
};

function assertGrant(grant: Grant): void {
  assertStorable(grant, 'the grant');
  for (const each of [grant.accessToken, grant.refreshToken])
    assert.match(each, SENDABLE, 'a token could not be sent');
  assert.ok(
    grant.expiresInSeconds >= 0 && grant.expiresInSeconds <= DAY_SECONDS,
    `it lives ${grant.expiresInSeconds} s`,
  );
  assert.equal(apiOrigin('https://api.zoom.us', grant.apiUrl).endsWith('.zoom.us'), true);
  const scopes = grant.scope?.split(/\s+/).filter(Boolean) ?? [];
  assert.ok(missingRequired(scopes, reachOf(scopes)).every((scope) => scope.includes(':read:')));
}
