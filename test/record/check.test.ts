import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkScrubbed, type Forbidden } from '../../scripts/record/check.ts';
import { ListingLimit } from '../../scripts/record/listing-limit.ts';
import { writeFolder } from '../../scripts/record/written.ts';

const SECRET = 'Zq81_secret-token';
const TOPIC = 'Der Fall "Zürich" / 2027';
const FORBIDDEN: Forbidden = {
  secrets: [SECRET, '493817'],
  originals: [
    { kind: 'title', original: TOPIC },
    { kind: 'person', original: 'Jo Smith' },
    { kind: 'text', original: 'does not exist' },
  ],
  common: ['This recording does not exist.'],
};

const har = (text: string) => JSON.stringify({ log: { entries: [{ response: { content: { text } } }] } });
const check = (text: string) => checkScrubbed(new Map([['recording-01.har', har(text)]]), FORBIDDEN);

const base64 = (text: string) => Buffer.from(text).toString('base64');
const escaped = (text: string) =>
  [...text].map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

describe('the check', () => {
  it.each([
    ['as it was', TOPIC],
    ['in other letters', TOPIC.toUpperCase()],
    ['inside a sentence', `about ${TOPIC}, again`],
    ['in JSON', JSON.stringify({ meetings: [{ topic: TOPIC }] })],
    ['in JSON with escapes', `{"topic":"${escaped(TOPIC)}"}`],
    ['in an address', `https://us06web.zoom.us/x?topic=${encodeURIComponent(TOPIC)}`],
    ['in an address, encoded twice', `/v2/${encodeURIComponent(encodeURIComponent(TOPIC))}`],
    ['in base64', base64(`a${TOPIC}b`)],
    ['in base64, in the middle of another run', `xy${base64(TOPIC)}`],
    ['in letters and accents apart', TOPIC.normalize('NFD')],
  ])('finds an original of more than twelve characters %s', (_, text) => {
    expect(() => check(text)).toThrow(/still holds an original \(title\)/);
  });

  it.each([
    ['a token of the session', `x${SECRET}x`, /a secret/],
    ['a token inside a JWT', `aaaa.${base64(JSON.stringify({ token: SECRET }))}.bbbb`, /a secret/],
    ['a passcode', 'code 493817.', /a short secret/],
    ['any JWT', `eyJhbGciOiJIUzUxMiJ9.eyJhIjoxMjM0NTY3OH0.c2lnbmF0dXJl`, /a JWT/],
    ['any credential', 'Bearer 0123456789abcdefghij', /a credential/],
    ['an address of somebody', 'write to anna@contoso.com', /an address outside the reserved domains/],
    ['an address in an address', '?to=anna%40contoso.com', /an address outside the reserved domains/],
  ])('finds %s', (_, text, what) => {
    expect(() => check(text)).toThrow(what);
  });

  it('says where and what to do, and not what it found', () => {
    const text = JSON.stringify({ meetings: [{ topic: 'Lorem' }, { topic: TOPIC }] });
    const message = String(thrownBy(() => check(text)));
    expect(message).toContain('recording-01.har log entries[0] response content text → meetings[1] topic');
    expect(message).toContain('nothing was written');
    expect(message).toContain('--seed');
    expect(message.toLowerCase()).not.toContain('zürich');
  });

  it('names the line of a file that is no JSON', () => {
    const files = new Map([['files/recording-01.transcript.vtt', `WEBVTT\n\nJo: ${TOPIC}\n`]]);
    expect(() => checkScrubbed(files, FORBIDDEN)).toThrow(/transcript\.vtt, line 3/);
  });

  it('finds an original in the name of a field and in the name of a file', () => {
    expect(() => check(JSON.stringify({ [TOPIC]: 1 }))).toThrow(/a name in/);
    expect(() => checkScrubbed(new Map([[`${SECRET}.har`, '{}']]), FORBIDDEN)).toThrow(/the name of a file/);
  });

  it('lets pass what is replaced, short, reserved, left out or common', () => {
    const text =
      'Jo Smith lorem@ipsum.example, a@b.example.com; Bearer [left out]. This recording does not exist. 14938170';
    expect(check(text)).toBeGreaterThan(0);
  });
});

describe('a folder', () => {
  it('is written whole or not at all, and never over another', async () => {
    const home = await mkdtemp(join(tmpdir(), 'halo-written-'));
    onTestFinished(() => rm(home, { recursive: true, force: true }));
    const folder = join(home, 'archive');
    const unwritable = new Map([
      ['files', 'a file where a folder is wanted'],
      ['files/a.vtt', 'WEBVTT'],
    ]);
    await expect(writeFolder(folder, unwritable)).rejects.toThrow();
    expect(await readdir(home)).toEqual([]);
    await mkdir(folder);
    await expect(writeFolder(folder, new Map([['a.har', '{}']]))).rejects.toThrow(/is there already/);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a limit on recordings', () => {
  const path = '/v2/accounts/me/recordings';
  const page = (...uuids: string[]) => ({
    total_records: 9,
    next_page_token: 'more',
    meetings: uuids.map((uuid) => ({ uuid })),
  });
  const query = (from: string) => new URLSearchParams({ from, to: '2026-10-15' });

  it('ends the listing when it is reached, so that the plugin trusts it', () => {
    const limit = new ListingLimit(3);
    const first = page('a', 'b');
    expect(limit.apply(path, query('2026-10-01'), first)).toBe(first);
    expect(limit.apply(path, query('2026-10-01'), page('c', 'd'))).toEqual({
      total_records: 3,
      next_page_token: '',
      meetings: [{ uuid: 'c' }],
    });
  });

  it('lets a recording through again that another window shows too', () => {
    const limit = new ListingLimit(1);
    limit.apply(path, query('2026-10-10'), page('a', 'b'));
    expect(limit.apply(path, query('2026-09-10'), page('b', 'a'))).toMatchObject({
      total_records: 1,
      meetings: [{ uuid: 'a' }],
    });
  });

  it('leaves every other answer alone', () => {
    const other = page('a', 'b');
    expect(new ListingLimit(1).apply('/v2/users/me', query('2026-10-10'), other)).toBe(other);
  });
});

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}
