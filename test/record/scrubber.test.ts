import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseVtt } from '../../plugin/transcript/vtt.ts';
import { checkScrubbed } from '../../scripts/record/check.ts';
import type { Exchange } from '../../scripts/record/exchange.ts';
import { Scrubber } from '../../scripts/record/scrub/scrubber.ts';
import { encodeMeetingUuid } from '../zoom/meeting-path.ts';
import { meetingUuid } from '../zoom/opaque.ts';

const KEY = 'a seed';
const body = (value: unknown, key = KEY): string => new Scrubber(key, 0).body(JSON.stringify(value));
const parsed = (value: unknown, key = KEY) => JSON.parse(body(value, key));

const exchange = (change: Partial<Exchange>): Exchange => ({
  startedAt: new Date('2026-11-02T08:30:00Z'),
  place: 'api',
  method: 'GET',
  url: 'https://api.zoom.us/v2/users/me',
  sent: { authorization: 'Bearer a-token' },
  posted: '',
  status: 200,
  statusText: 'OK',
  answered: { 'content-type': 'application/json' },
  text: '{}',
  ...change,
});

/** Letters of several scripts, digits, punctuation and emoji, in words. */
const word = fc.string({
  unit: fc.constantFrom(
    ...'abcdefgXYZäßŁé',
    ...'Привет',
    ...'会議室',
    ...'שלום',
    ...'0123456789',
    ..."'-&.,!?",
    '👍',
  ),
  minLength: 1,
  maxLength: 14,
});
const sentence = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
const shapeOf = (text: string) =>
  [...text].map((each) => (/\p{L}|\p{M}/u.test(each) ? 'a' : /\p{N}/u.test(each) ? '0' : each)).join('');

const FREE_FIELDS = ['topic', 'summary_content', 'a_field_that_nobody_knows', 'job_title', 'message'];

describe('a text', () => {
  it('keeps its words, their lengths, its digits and its punctuation, whatever the field', () => {
    fc.assert(
      fc.property(sentence, fc.constantFrom(...FREE_FIELDS), (text, field) => {
        expect(shapeOf(parsed({ [field]: text })[field])).toBe(shapeOf(text));
      }),
    );
  });

  it('keeps no word of two letters or more where it was', () => {
    fc.assert(
      fc.property(sentence, (text) => {
        const before = text.match(/[\p{L}\p{M}]{2,}/gu) ?? [];
        const after: string[] = parsed({ topic: text }).topic.match(/[\p{L}\p{M}]{2,}/gu) ?? [];
        expect(after.filter((each, index) => each.toLowerCase() === before[index]?.toLowerCase())).toEqual(
          [],
        );
      }),
    );
  });

  it('does not always become the same word where the same word stands', () => {
    const { topic } = parsed({ topic: Array(40).fill('margin').join(' ') });
    expect(new Set(topic.split(' ')).size).toBeGreaterThan(10);
  });
});

const ANY_FIELD = [
  ...[
    'topic',
    'user_name',
    'user_email',
    'host_id',
    'uuid',
    'password',
    'join_url',
    'status',
    'timezone',
    'message',
  ],
  ...['a_field_that_nobody_knows', 'A name of a field', 'phone_number', 'alternative_hosts', 'file_type'],
];
const address = fc
  .tuple(
    fc.constantFrom('jo.smith', 'ada+x', 'b***'),
    fc.constantFrom('contoso.com', 'mail.fabrikam.co.uk', 'gmail.com'),
  )
  .map((parts) => parts.join('@'));
/** A backslash can make an address of what is none, for the check reads texts without their escapes, too. */
const anything = (minLength: number) =>
  fc.string({ minLength, maxLength: 60 }).map((text) => text.replaceAll('\\', ' '));
const value = fc.oneof(
  sentence,
  address,
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.uuid(),
  fc.base64String({ minLength: 20 }),
  anything(13),
  fc.nat({ max: 99_999_999_999 }),
);
const answer = fc.array(
  fc.dictionary(fc.oneof(fc.constantFrom(...ANY_FIELD), anything(1)), value, { maxKeys: 8 }),
  { maxLength: 4 },
);

describe('an answer of any kind', () => {
  it('keeps no text of more than twelve characters that has letters or digits, and passes the check', () => {
    fc.assert(
      fc.property(answer, (rows) => {
        const scrubber = new Scrubber(KEY, 0);
        const text = scrubber.body(JSON.stringify(rows));
        const originals = scrubber.originals();
        checkScrubbed(new Map([['a.har', text]]), { secrets: [], originals, common: scrubber.common() });
        const left = rows
          .flatMap((row) => Object.values(row))
          .filter((each) => {
            const telling = typeof each === 'string' && [...each].length > 12 && /[\p{L}\p{N}]/u.test(each);
            return telling && text.includes(JSON.stringify(each).slice(1, -1));
          });
        expect(left).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('has the same lists, fields and types', () => {
    fc.assert(
      fc.property(answer, (rows) => {
        const made: Record<string, unknown>[] = parsed(rows);
        const types = (row: object) => Object.values(row).map((each) => typeof each);
        expect(made.map(types)).toEqual(rows.map(types));
      }),
    );
  });

  it('that comes again is replaced by the same', () => {
    fc.assert(
      fc.property(answer, (rows) => {
        const scrubber = new Scrubber(KEY, 0);
        const text = JSON.stringify(rows);
        scrubber.learn([{ text }]);
        expect(scrubber.body(text)).toBe(scrubber.body(text));
      }),
      { examples: [[[{ '9': 'http://a.example' }, { a_field_that_nobody_knows: 'http://a.example/9' }]]] },
    );
  });
});

describe('a replacement', () => {
  it('is the same for the same seed and another for another', () => {
    const answer = { topic: 'The budget of the north', user_name: 'Ada Byron', host_id: 'x8Kd72LmQpRs' };
    expect(body(answer)).toBe(body(answer));
    expect(body(answer, 'another')).not.toBe(body(answer));
  });

  it('does not depend on what was replaced before', () => {
    const scrubber = new Scrubber(KEY, 0);
    for (const id of ['one', 'two', 'three']) scrubber.body(JSON.stringify({ id, topic: `${id} topic` }));
    const answer = JSON.stringify({ host_id: 'x8Kd72LmQpRs', topic: 'The budget' });
    expect(scrubber.body(answer)).toBe(new Scrubber(KEY, 0).body(answer));
  });

  it('of two ids, names or domains is never the same one', () => {
    const scrubber = new Scrubber(KEY, 0);
    const ids = Array.from({ length: 400 }, (_, index) => String(100 + index));
    const made = ids.map((id) => JSON.parse(scrubber.body(JSON.stringify({ id }))).id);
    expect(new Set(made).size).toBe(ids.length);
    const hosts = ids.map((id) => `a@company${id}.com`);
    const addresses = hosts.map((email) => JSON.parse(scrubber.body(JSON.stringify({ email }))).email);
    expect(new Set(addresses.map((each) => each.split('@')[1])).size).toBe(hosts.length);
  });
});

describe('a name', () => {
  it('is the same in fields, addresses, labels of a transcript, a chat and a text', () => {
    const scrubber = new Scrubber(KEY, 0);
    const person = {
      first_name: 'Ottoline',
      last_name: 'Quill',
      display_name: 'Ottoline Quill',
      email: 'ottoline.quill@a.com',
    };
    const vtt = 'WEBVTT\r\n\r\n1\r\n00:00:01.000 --> 00:00:02.000\r\nOttoline Quill: Yes.\r\n';
    const chat = '00:00:41\tOttoline Quill:\tHello\r\n';
    scrubber.learn([{ text: JSON.stringify(person) }, { text: vtt }, { text: chat }]);
    // As it may come: the text before the fields that name who is in it.
    const { summary_content: summary } = JSON.parse(
      scrubber.body('{"summary_content":"Then Ottoline left."}'),
    );
    const told = JSON.parse(scrubber.body(JSON.stringify(person)));
    expect(told.display_name).toBe(`${told.first_name} ${told.last_name}`);
    expect(told.email.split('@')[0]).toBe(`${told.first_name}.${told.last_name}`.toLowerCase());
    expect(scrubber.body(vtt)).toContain(`\r\n${told.display_name}: `);
    expect(scrubber.body(chat)).toContain(`\t${told.display_name}:\t`);
    expect(summary).toMatch(new RegExp(`^\\w{4} ${told.first_name} \\w{4}\\.$`));
  });

  it('stays beside Zoom’s own words about shared sound', () => {
    const { name } = parsed({ name: 'Audio shared by Ottoline Quill' });
    expect(name).toMatch(/^Audio shared by \w{8} \w{5}$/);
  });
});

describe('an address', () => {
  it('ends in a reserved domain, keeps its length where that allows, and shares its domain as before', () => {
    const { a, b, c } = parsed({
      a: 'jo@mail.contoso-retail.com',
      b: 'al+x@contoso-retail.com',
      c: 'jo@fabrikam.co.uk',
    });
    expect(b).toHaveLength('al+x@contoso-retail.com'.length);
    expect(b).toMatch(/^\w{2}\+\w@\w+\.example$/);
    expect(a.endsWith(`.${b.split('@')[1]}`)).toBe(true);
    expect(c.split('@')[1]).not.toBe(b.split('@')[1]);
  });
});

describe('a mail domain that many people share', () => {
  it('is told of under its new name, so that nobody takes it for a company', () => {
    const scrubber = new Scrubber(KEY, 0);
    const { email } = JSON.parse(
      scrubber.body('{"email":"jo.smith@gmail.com","host_email":"al@contoso.com"}'),
    );
    expect(scrubber.freeMailDomains()).toEqual([email.split('@')[1]]);
  });
});

describe('an id', () => {
  it('of a meeting keeps its length, its slashes and how often it must be encoded', () => {
    for (const trap of ['plain', 'leading_slash', 'double_slash'] as const) {
      const uuid = meetingUuid('a meeting', trap);
      const made: string = parsed({ uuid }).uuid;
      expect(made).not.toBe(uuid);
      expect(made.replace(/[^/+=]/g, 'x')).toBe(uuid.replace(/[^/+=]/g, 'x'));
      expect(Buffer.from(made, 'base64').toString('base64')).toBe(made);
      const asked = new Scrubber(KEY, 0).shown(
        exchange({ url: `https://api.zoom.us/v2/meetings/${encodeMeetingUuid(uuid)}/recordings?ttl=3600` }),
      );
      expect(asked.url).toBe(
        `https://api.zoom.us/v2/meetings/${encodeMeetingUuid(made)}/recordings?ttl=3600`,
      );
    }
  });

  it('that is a number stays one of as many digits, and is the same as text', () => {
    const made = parsed({
      id: 84_914_934_992,
      a_field_that_nobody_knows: '84914934992',
      meeting_id: '84914934992',
    });
    expect(String(made.id)).toMatch(/^[1-9]\d{10}$/);
    expect(made.id).not.toBe(84_914_934_992);
    expect([made.a_field_that_nobody_knows, made.meeting_id]).toEqual([String(made.id), String(made.id)]);
  });
});

describe('what says nothing of anybody', () => {
  it('stays: constants, amounts, scopes and time zones', () => {
    const answer = {
      file_type: 'TRANSCRIPT',
      recording_type: 'shared_screen_with_speaker_view(CC)',
      status: 'in_meeting',
      type: 8,
      duration: 4711,
      timezone: 'Europe/Amsterdam',
      scope: 'user:read:user:admin meeting:read:meeting',
      internal_user: true,
      code: 3301,
      message: 'This recording is still being processed. Please check back later.',
    };
    expect(parsed(answer)).toEqual(answer);
  });

  it('stays only where it looks as it always does', () => {
    const made = parsed({ status: 'Jo Smith is away', timezone: 'Jo’s house', source: 'Contoso' });
    expect(JSON.stringify(made)).not.toMatch(/Smith|Jo|house|Contoso/);
  });

  it('of a refusal is what Zoom is known to say, without whom it says it of', () => {
    const { message } = parsed({ code: 1001, message: 'User does not exist: jo@contoso.com.' });
    expect(message).toMatch(/^User does not exist: \w{2}@\w+\.example\.$/);
    expect(parsed({ message: 'Dear Jo Smith, no.' }).message).toMatch(/^\w{4} \w{2} \w{5}, \w{2}\.$/);
  });
});

describe('dates', () => {
  it('are all moved by the same whole days, in listings and in what was asked', () => {
    const scrubber = new Scrubber(KEY, -18);
    const { url, startedDateTime, text } = scrubber.shown(
      exchange({
        url: 'https://api.zoom.us/v2/accounts/me/recordings?from=2026-10-03&to=2026-11-02&page_size=300',
        text: JSON.stringify({ from: '2026-10-03', start_time: '2026-11-01T23:59:58Z' }),
      }),
    );
    expect(url).toBe(
      'https://api.zoom.us/v2/accounts/me/recordings?from=2026-09-15&to=2026-10-15&page_size=300',
    );
    expect(startedDateTime).toBe('2026-10-15T08:30:00.000Z');
    expect(JSON.parse(text)).toEqual({ from: '2026-09-15', start_time: '2026-10-14T23:59:58Z' });
  });
});

describe('an exchange', () => {
  it('keeps of its headers what Zoom says of limits, with a date moved like any other', () => {
    const { answered, sent } = new Scrubber(KEY, -18).shown(
      exchange({
        sent: { authorization: 'Bearer a-token', accept: 'application/json' },
        answered: {
          'retry-after': '2026-11-03T00:00:00Z',
          'x-ratelimit-type': 'Daily-limit',
          'x-ratelimit-category': 'the limit of Contoso',
          'set-cookie': 'a=b',
          'x-zm-trackingid': 'v=2.0;clid=aw1',
        },
      }),
    );
    expect(answered).toEqual({
      'retry-after': '2026-10-16T00:00:00.000Z',
      'x-ratelimit-type': 'Daily-limit',
    });
    expect(Object.keys(sent)).toEqual(['authorization']);
  });

  it('for tokens does not say where Halo is', () => {
    const { posted } = new Scrubber(KEY, 0).shown(
      exchange({
        place: 'oauth',
        url: 'https://zoom.us/oauth/token',
        sent: { 'content-type': 'application/x-www-form-urlencoded' },
        posted: 'grant_type=authorization_code&code=c&redirect_uri=https%3A%2F%2Fhalo.contoso.com%2Fcallback',
      }),
    );
    expect(posted?.text).not.toContain('contoso');
  });
});

describe('a transcript', () => {
  const vtt = [
    'WEBVTT - Board of Contoso',
    '',
    'NOTE kept by Jo',
    '',
    '1',
    '00:00:03.953 --> 00:00:05.045 align:start',
    'Jo Smith: The margin is 12 %.',
    'Really, it is.',
    '',
    '00:05.166 --> 00:09.032',
    '<v Jo Smith>4711',
    '',
  ];

  it.each(['\r\n', '\n'])('keeps its times, cues and line ends (%j)', (end) => {
    const before = vtt.join(end);
    const after = new Scrubber(KEY, 0).body(before);
    const times = (text: string) => parseVtt(text).cues.map(({ startMs, endMs }) => [startMs, endMs]);
    expect(times(after)).toEqual(times(before));
    expect(after).toHaveLength(before.length);
    expect(after.split(end)).toHaveLength(vtt.length);
    expect(after).not.toMatch(/Board|Contoso|kept|Smith|margin|Really|4711/);
  });
});

describe('addresses of the web', () => {
  it('name neither the company’s own host nor what they open', () => {
    const url = 'https://contoso.zoom.us/rec/share/AbCdEf123456.xyz?startTime=1760000000000&pwd=s3cret';
    const made = parsed({ share_url: url, text: 'see https://wiki.contoso.com/plans' });
    expect(made.share_url).toMatch(
      /^https:\/\/us06web\.zoom\.us\/rec\/share\/[A-Za-z0-9.]{16}\?startTime=\d{13}&pwd=\w{6}$/,
    );
    expect(JSON.stringify(made)).not.toMatch(/contoso|AbCdEf|s3cret|wiki|plans/);
  });

  it('of a page that was answered instead of a file leave nothing but that it was a page', () => {
    const page = new Scrubber(KEY, 0).body('<!doctype html><html><body>Signed in as Jo Smith</body></html>');
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).not.toContain('Smith');
  });
});
