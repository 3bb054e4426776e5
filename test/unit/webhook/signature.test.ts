import { describe, expect, it } from 'vitest';
import { encryptToken, signatureOf, verifySignature } from '../../../plugin/webhook/signature.ts';
import { NOW, SECRET, TIMESTAMP } from './requests.ts';

const ACCENTS =
  '{"event":"recording.transcript_completed","event_ts":1739923528456,"payload":{"account_id":"abc","object":{"id":98765432101,"uuid":"4444AAAiAAAAAiAiAiiAii==","topic":"Łukasz & Zoë — Q´s"}}}';
const ACCENTS_SIGNED = 'v0=733a917503b60c3b51708ccc5345d0aa03914775c92f8626a4e04531f6560d13';
const VALIDATION =
  '{"event":"endpoint.url_validation","payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"},"event_ts":1739923528456}';
const ESCAPED = String.raw`{ "event" : "meeting.ended", "u":"a\/b", "n":"\u0141" }`;
const ESCAPED_SIGNED = 'v0=7aa315fe18a0124d46b42ab695e711fb786950ddbfdb04969a33333054e480a3';

function verify(change: {
  signature?: string | undefined;
  timestamp?: string | undefined;
  body?: string;
  secrets?: string[];
  now?: Date;
}) {
  const request = { signature: ACCENTS_SIGNED, timestamp: TIMESTAMP, body: ACCENTS, ...change };
  return verifySignature(
    { signature: request.signature, timestamp: request.timestamp, body: Buffer.from(request.body) },
    change.secrets ?? [SECRET],
    change.now ?? NOW,
  );
}

const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

describe('the signature of a webhook', () => {
  it.each([
    ['accents and a dash', ACCENTS, ACCENTS_SIGNED],
    ['a URL validation', VALIDATION, 'v0=1107bea67e17f46dd36fd354e402603525936997dd62e50843385a25b4668d80'],
    ['spaces and escapes', ESCAPED, ESCAPED_SIGNED],
  ])('fits the raw bytes of a body with %s', (_, body, signature) => {
    expect(verify({ body, signature })).toEqual({ secret: SECRET });
  });

  it('fits a body in which a topic mixes escapes with emoji', () => {
    const body = String.raw`{"event":"recording.completed","payload":{"object":{"topic":"\uD83D\uDE80 launch 🎉"}}}`;
    const signature = signatureOf(SECRET, TIMESTAMP, Buffer.from(body));
    expect(verify({ body, signature })).toEqual({ secret: SECRET });
  });

  it('does not fit a body that was parsed and serialised again', () => {
    const serialisedAgain = JSON.stringify(JSON.parse(ESCAPED));
    expect(verify({ body: serialisedAgain, signature: ESCAPED_SIGNED })).toHaveProperty('problem');
  });

  it.each([
    ['upper case', ACCENTS_SIGNED.toUpperCase()],
    ['cut short', ACCENTS_SIGNED.slice(0, 20)],
    ['too long', `${ACCENTS_SIGNED}00`],
    ['without its version', ACCENTS_SIGNED.slice(3)],
    ['of as many characters but more bytes', `${ACCENTS_SIGNED.slice(0, -1)}ß`],
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
    const signature = signatureOf(SECRET, timestamp ?? '', Buffer.from(ACCENTS));
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
    const signature = signatureOf('', TIMESTAMP, Buffer.from(ACCENTS));
    expect(verify({ signature, secrets })).toHaveProperty('problem');
  });
});

describe('the answer to a URL validation', () => {
  it('is the lowercase hex HMAC of the plain token', () => {
    expect(encryptToken(SECRET, 'qgg8vlvZRS6UYooatFL8Aw')).toBe(
      '189bad60d71b25fc9705f43e5883e837f2d813ec93ba913b641fbe02d931744f',
    );
  });
});
