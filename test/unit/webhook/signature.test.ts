import { describe, expect, it } from 'vitest';
import { encryptToken, signatureOf, verifySignature } from '../../../plugin/webhook/signature.ts';
import { NOW, SECRET, TIMESTAMP } from './requests.ts';
import { CHALLENGE, SIGNED_BODIES } from './signed-bodies.ts';

const { accents: ACCENTS, validation: VALIDATION, escapes: ESCAPES } = SIGNED_BODIES;

function verify(change: {
  signature?: string | undefined;
  timestamp?: string | undefined;
  body?: string;
  secrets?: string[];
  now?: Date;
}) {
  const request = { ...ACCENTS, timestamp: TIMESTAMP, ...change };
  return verifySignature(
    { signature: request.signature, timestamp: request.timestamp, body: Buffer.from(request.body) },
    change.secrets ?? [SECRET],
    change.now ?? NOW,
  );
}

const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

describe('the signature of a webhook', () => {
  it.each([
    ['accents and a dash', ACCENTS],
    ['a URL validation', VALIDATION],
    ['spaces and escapes', ESCAPES],
  ])('fits the raw bytes of a body with %s', (_, signed) => {
    expect(verify(signed)).toEqual({ secret: SECRET });
  });

  it('fits a body in which a topic mixes escapes with emoji', () => {
    const body = String.raw`{"event":"recording.completed","payload":{"object":{"topic":"\uD83D\uDE80 launch 🎉"}}}`;
    const signature = signatureOf(SECRET, TIMESTAMP, Buffer.from(body));
    expect(verify({ body, signature })).toEqual({ secret: SECRET });
  });

  it('does not fit a body that was parsed and serialised again', () => {
    const serialisedAgain = JSON.stringify(JSON.parse(ESCAPES.body));
    expect(verify({ ...ESCAPES, body: serialisedAgain })).toHaveProperty('problem');
  });

  it.each([
    ['upper case', ACCENTS.signature.toUpperCase()],
    ['cut short', ACCENTS.signature.slice(0, 20)],
    ['too long', `${ACCENTS.signature}00`],
    ['without its version', ACCENTS.signature.slice(3)],
    ['of as many characters but more bytes', `${ACCENTS.signature.slice(0, -1)}ß`],
    ['empty', ''],
    ['missing', undefined],
  ])('is refused when it is %s', (_, signature) => {
    expect(verify({ signature })).toHaveProperty('problem');
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['in milliseconds', `${TIMESTAMP}000`],
    ['negative', `-${TIMESTAMP}`],
    ['text', 'yesterday'],
    ['a fraction', `${TIMESTAMP}.5`],
    ['padded', ` ${TIMESTAMP}`],
  ])('is refused when its timestamp is %s, even if it is signed', (_, timestamp) => {
    const signature = signatureOf(SECRET, timestamp ?? '', Buffer.from(ACCENTS.body));
    expect(verify({ timestamp, signature })).toHaveProperty('problem');
  });

  it.each([
    ['85 minutes old, as Zoom’s last retry may be', 85, true],
    ['two hours old', 120, true],
    ['more than two hours old', 120 + 1 / 60, false],
    ['five minutes ahead', -5, true],
    ['more than five minutes ahead', -5 - 1 / 60, false],
  ])('of a request that is %s is taken or refused by its age alone', (_, minutes, taken) => {
    expect('secret' in verify({ now: later(minutes) })).toBe(taken);
  });

  it('may be made with either secret of a rotation, and tells which', () => {
    expect(verify({ secrets: ['newer', SECRET] })).toEqual({ secret: SECRET });
    expect(verify({ secrets: [SECRET, 'older'] })).toEqual({ secret: SECRET });
    expect(verify({ secrets: ['newer', 'older'] })).toHaveProperty('problem');
  });

  it.each([
    ['an empty secret', ['']],
    ['no secret at all', []],
  ])('made with an empty key is refused by a Halo that was given %s', (_, secrets) => {
    const signature = signatureOf('', TIMESTAMP, Buffer.from(ACCENTS.body));
    expect(verify({ signature, secrets })).toHaveProperty('problem');
  });
});

describe('the answer to a URL validation', () => {
  it('is the lowercase hex HMAC of the plain token', () => {
    expect(encryptToken(SECRET, CHALLENGE.plainToken)).toBe(CHALLENGE.encryptedToken);
  });
});
