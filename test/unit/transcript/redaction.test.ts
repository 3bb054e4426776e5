import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patternProblem, redactor } from '../../../plugin/transcript/redaction/redaction.ts';

const KINDS = ['email', 'phone', 'card', 'iban', 'secret'] as const;
const all = (patterns: readonly string[] = []) => redactor({ kinds: KINDS, patterns });
const redacted = (text: string) => all().redact(text);
const custom = (pattern: string, text: string) => redactor({ kinds: [], patterns: [pattern] }).redact(text);

// Put together here, so that nobody who scans the repository for secrets takes them for some.
const TOKENS = {
  'an AWS access key id': `AKIA${'IOSFODNN7EXAMPLE'}`,
  'a temporary AWS access key id': `ASIA${'IOSFODNN7EXAMPLE'}`,
  'a GitHub token': `ghp_${'a'.repeat(36)}`,
  'a GitHub OAuth token': `gho_${'a1'.repeat(18)}`,
  'a fine-grained GitHub token': `github_pat_${'11A'.repeat(10)}_${'b'.repeat(40)}`,
  'a GitLab token': `glpat-${'a-1_'.repeat(5)}`,
  'a Slack bot token': `xoxb-${'123456789012'}-${'abcDEF'.repeat(4)}`,
  'a Stripe live key': `sk_live_${'4eC39HqLyjWD'.repeat(2)}`,
  'a Stripe restricted key': `rk_live_${'4eC39HqLyjWD'.repeat(2)}`,
  'a Stripe test key': `sk_test_${'4eC39HqLyjWD'.repeat(2)}`,
  'a Google API key': `AIza${'Sy-a_1B'.repeat(5)}`,
  'an OpenAI key': `sk-${'a'.repeat(48)}`,
  'an OpenAI project key': `sk-proj-${'a1_B-'.repeat(10)}`,
  'an Anthropic key': `sk-ant-api03-${'a1_B-'.repeat(10)}AA`,
  'a JSON Web Token': [
    'eyJhbGciOiJIUzI1NiJ9',
    'eyJzdWIiOiIxMjM0In0',
    'dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P',
  ].join('.'),
};

const PEM_BEGIN = `-----BEGIN RSA ${'PRIVATE'} KEY-----`;
const PEM_END = `-----END RSA ${'PRIVATE'} KEY-----`;

describe('email addresses', () => {
  it.each([
    ['mail me at ann@example.com, please', 'mail me at [email address], please'],
    ['It is ann@example.com.', 'It is [email address].'],
    ['(ann.lee+zoom@mail.example.co.uk)', '([email address])'],
    ['<ann@example.com>;bob_2@example.org', '<[email address]>;[email address]'],
    ['mailto:ann@example.com?subject=Hi', 'mailto:[email address]?subject=Hi'],
    ["it's 'ann@example.com'", "it's '[email address]'"],
    ['jürgen@müller.example', '[email address]'],
    ['用户@例子.测试', '[email address]'],
    ['ann@xn--mller-kva.example', '[email address]'],
    ['4111111111111111@example.com', '[email address]'],
  ])('replaces the address in "%s" and nothing around it', (text, expected) => {
    expect(redacted(text)).toBe(expected);
  });
});

describe('phone numbers', () => {
  it.each([
    '+1 202 555 0123',
    '+12025550123',
    '+1 (202) 555-0123',
    '+44 20 7946 0000',
    '+44 (0)20 7946 0000',
    '+49 30 901820',
    '0049 30 901820',
    '011 44 20 7946 0000',
    '202-555-0123',
    '(202) 555-0123',
    '202.555.0123',
    '1-202-555-0123',
    '2025550123',
    '020 7946 0000',
    '(020) 7946 0000',
    '030/901820',
    '0171-123 45 67',
    '07700900123',
    '01 23 45 67 89',
    '06-12345678',
    '(11) 91234-5678',
    '98765 43210',
    '138 1234 5678',
  ])('replaces %s', (number) => {
    expect(redacted(`Call ${number}, please.`)).toBe('Call [phone number], please.');
  });

  it.each([
    ['my number is 612 345 678', 'my number is [phone number]'],
    ['Call me back at 555-0123.', 'Call me back at [phone number].'],
    ['Tel.: 22 33 44 55', 'Tel.: [phone number]'],
    ['WhatsApp 91 123 45 67', 'WhatsApp [phone number]'],
  ])('takes any grouping that is announced as a phone number, as in "%s"', (text, expected) => {
    expect(redacted(text)).toBe(expected);
  });

  it('keeps apart the numbers of a list', () => {
    expect(redacted('030 901820; 030 901821,0171 1234567; 202-555-0123 202-555-0124')).toBe(
      '[phone number]; [phone number],[phone number]; [phone number] [phone number]',
    );
  });

  it('an announced date is no phone number', () => {
    const text = 'Call me on 2026-10-15 10:30 or call me on 15.10.2026, my number 1.200.000 fan';
    expect(redacted(text)).toBe(text);
  });

  it('takes bare digits for the number of a thing where the thing is named', () => {
    expect(redacted('order 2025550123, ticket no. 2025550123, then 2025550123')).toBe(
      'order 2025550123, ticket no. 2025550123, then [phone number]',
    );
  });
});

describe('card numbers', () => {
  it.each([
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '4111111111111111',
    '4222222222222',
    '3782 822463 10005',
    '3056 930902 5904',
    '5555 5555 5555 4444',
    '2223 0031 2200 3222',
    '6011 1111 1111 1117',
    '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1',
  ])('replaces %s', (number) => {
    expect(redacted(`It is ${number}.`)).toBe('It is [card number].');
  });

  it('leaves the expiry date and the security code behind it', () => {
    expect(redacted('4111 1111 1111 1111 12/27 123')).toBe('[card number] 12/27 123');
  });

  it('a wrong check digit makes it no card number', () => {
    expect(redacted('4111 1111 1111 1112')).toBe('4111 1111 1111 1112');
  });
});

describe('IBANs', () => {
  it('replaces an IBAN in groups of four', () => {
    expect(redacted('to DE89 3704 0044 0532 0130 00 today')).toBe('to [IBAN] today');
  });

  it.each([
    'GB29NWBK60161331926819',
    'gb29 nwbk 6016 1331 9268 19',
    'FR14 2004 1010 0505 0001 3M02 606',
    'NO93 8601 1117 947',
    'MT84MALT011000012345MTLCAST001S',
    'CH93-0076-2011-6238-5295-7',
    'DE 89 370 400 440 532 013 000',
  ])('replaces %s', (iban) => {
    expect(redacted(`IBAN: ${iban}.`)).toBe('IBAN: [IBAN].');
  });

  it('finds one behind words that look like the beginning of another', () => {
    expect(redacted('at 20 hours DE89370400440532013000')).toBe('at 20 hours [IBAN]');
  });

  it('a wrong check number makes it no IBAN', () => {
    expect(redactor({ kinds: ['iban'], patterns: [] }).redact('DE88 3704 0044 0532 0130 00')).toBe(
      'DE88 3704 0044 0532 0130 00',
    );
  });
});

describe('secrets', () => {
  it.each(Object.entries(TOKENS))('replaces %s', (_name, token) => {
    expect(redacted(`Use ${token}, then (${token}).`)).toBe('Use [secret], then ([secret]).');
  });

  it.each([
    ['a whole private key', `${PEM_BEGIN}\nMIIEow+/==\nabc\n${PEM_END}`],
    ['a private key whose end was cut off', `${PEM_BEGIN}\n${'MIIEow+/'.repeat(8)}\n${'abcd'.repeat(16)}`],
  ])('replaces %s', (_name, key) => {
    expect(redacted(`here: ${key}\nok`)).toBe('here: [secret]\nok');
  });

  it.each([
    ['https://ann:hunter2@example.com/x', 'https://[secret]@example.com/x'],
    ['https://ann:p@ss@example.com', 'https://[secret]@example.com'],
    ['postgres://:pw@10.0.0.1:5432/db', 'postgres://[secret]@10.0.0.1:5432/db'],
    ['Authorization: Bearer abc.DEF-123', 'Authorization: Bearer [secret]'],
    ['authorization: basic QWxhZGRpbjo=', 'authorization: basic [secret]'],
  ])('replaces the credentials in %s', (text, expected) => {
    expect(redacted(text)).toBe(expected);
  });

  it.each([
    ['The password is hunter22.', 'The password is [secret].'],
    ['password: "s3cr3t!x", ok', 'password: "[secret]", ok'],
    ['Passcode: 482913', 'Passcode: [secret]'],
    ['the passcode is 482 913 by the way', 'the passcode is [secret] by the way'],
    ['api key: ABC-123-XYZ', 'api key: [secret]'],
    ['"client_secret": "abc123def"', '"client_secret": "[secret]"'],
    ['https://zoom.example/j/1?pwd=aB3dE6', 'https://zoom.example/j/1?pwd=[secret]'],
    ['the password is now $ecret-word', 'the password is now [secret]'],
    ['Das Passwort lautet geheim#1', 'Das Passwort lautet [secret]'],
    ['password is ann@example.com1', 'password is [secret]'],
  ])('replaces what is called a secret in %s', (text, expected) => {
    expect(redacted(text)).toBe(expected);
  });

  it.each([
    'the password is required.',
    'the password is case-sensitive',
    'password: see https://example.com/reset',
    'our passwords are https://example.com/vault',
    'password reset for 2026-10-15',
    'pin is 1234',
    'the bearer certificate of incorporation',
    'risk-management-and-compliance-2026',
    'sk-learn-is-not-a-key-at-all',
    'Google "AKIA" and "ghp_"',
    'https://example.com:8080/@ann',
  ])('says nothing secret: %s', (text) => {
    expect(redacted(text)).toBe(text);
  });
});

it.each([
  'in 2026, since 1999, between 2020-2026, 2023 2024 2025 2026',
  '$1,299.00, € 2025550123, 1.200.000 euros, 1,234,567,890 dollars, 202 555 0123 %',
  '10:30, at 10.30 am, 1h 20m, 00:01:23.000 --> 00:01:25.500, 90 minutes',
  '2026-10-15, 15.10.2026, 10/15/2026, 2026-10-15T10:30:00.000Z, 05.10.2026 14:30',
  '01.02.2026 - 03.04.2026, 20261015123456, 1760500000, 1760500000000',
  'v1.2.3, 24.21.0, 4.17.21-beta.18, lodash@4.17.21',
  'we have 12 345 users and 1 234 567 890 rows, 250 300 1200 of them new, 75000 80000',
  '550e8400-e29b-41d4-a716-446655440000, 12345678-1234-4234-8234-123456789012',
  'ticket #123456, order 1234567, invoice KD-2025550123, https://example.com/o/2025550123',
  'IP 10.0.0.1, 192.168.100.200, 255.255.255.255:8080',
  'one two three four five six seven eight nine ten',
  '20 30 40 50 60 70 80 90, 10 20 30 40 50 60 70',
  '+1, +15%, C++17, +1 000 000 users, +20 000 000',
  '1234567890123456, 1111 1111 1111 1111, 0.4111111111111111',
  '@ann, ann @ example, a@b, is 20 minutes, no 12 more, at 16 or so',
])('leaves as they are: %s', (text) => {
  expect(redacted(text)).toBe(text);
});

describe('what to look for', () => {
  it('replaces only the kinds asked for', () => {
    const text = 'ann@example.com, +49 30 901820, 4111 1111 1111 1111';
    expect(redactor({ kinds: ['phone'], patterns: [] }).redact(text)).toBe(
      'ann@example.com, [phone number], 4111 1111 1111 1111',
    );
    expect(redactor({ kinds: [], patterns: [] }).redact(text)).toBe(text);
  });

  it('counts the finds of all texts by kind', () => {
    const recording = all(['acme-\\d+']);
    for (const text of ['ann@example.com and bob@example.com', 'bob@example.com', 'ACME-1 or +49 30 901820'])
      recording.redact(text);
    expect(recording.counts).toEqual({ email: 3, custom: 1, phone: 1 });
  });
});

describe("an admin's patterns", () => {
  it('are found whatever the case and the script', () => {
    expect(custom('projekt (?:straße|\\p{Lu}{3})', 'Ist PROJEKT STRAßE wie Projekt Ψab?')).toBe(
      'Ist [redacted] wie [redacted]?',
    );
  });

  it('do not tear an email address apart', () => {
    expect(all(['acme']).redact('ann@acme.example of Acme')).toBe('[email address] of [redacted]');
  });

  it('replace the whole match, groups with it', () => {
    expect(custom('(KD)-(?<kept>\\d+)', 'KD-12 KD-x')).toBe('[redacted] KD-x');
  });

  it('that find nothing but a place in the text replace nothing', () => {
    expect(custom('(?<=zz)(?=😀|ü)', 'zz😀zzü')).toBe('zz😀zzü');
  });

  it.each([
    ['KD(', 'It is not a valid regular expression: unterminated group.'],
    ['a{2,1}', 'It is not a valid regular expression: numbers out of order in {} quantifier.'],
    ['x*', 'It also matches where there is no text, so it would match everywhere.'],
    ['\\b', 'It also matches where there is no text, so it would match everywhere.'],
    ['', 'It also matches where there is no text, so it would match everywhere.'],
    ['x'.repeat(201), 'It is longer than 200 characters.'],
    ['address', 'It matches part of [email address], which stands in a text for what was redacted before.'],
    ['\\[redacted', 'It matches part of [redacted], which stands in a text for what was redacted before.'],
  ])('are refused with a reason: %s', (pattern, problem) => {
    expect(patternProblem(pattern)).toBe(problem);
  });

  it.each([
    '(a+)+',
    '(a+)+$',
    '([a-z]+)*1',
    '(?:a|a)*1',
    '(?:a|ab)+1',
    '(?<x>a?)+1',
    '((a{1,9}){2,})1',
    '(?:\\(+|[)+*])*1',
    '(a+){5}1',
    '(?:a{1,9}){9}1',
    '\\d+\\d+x',
    '\\d+-?\\d+x',
    '\\d+(?!-)\\d+x',
    '\\d+(?:-\\w)?\\d*x',
    '(?:x|\\d+)(?:\\d+|y)z',
    '(?:ab)+a*1',
    '.*a.*b',
    '(\\w)\\1+\\1+x',
    'x+'.repeat(100),
    `b+${'a?'.repeat(90)}c`,
  ])('are refused where they could run for ever: %s', (pattern) => {
    expect(patternProblem(pattern)).toMatch(/ could run for ever\.$/);
  });

  it.each([
    'ACME-\\d+',
    'KD\\d{6,8}',
    'Project (?:Falcon|Eagle)',
    '(?:foo|bar) ?\\d+',
    '(?:\\d{1,3}\\.){3}\\d{1,3}',
    '(\\d{4}-?){4}',
    '\\d+-\\d+-[A-Z]+',
    '[A-Z]+\\s*\\d+',
    '(?:ab)+\\d*1x',
    '(?=.*\\d)KD.{8,}',
    '[^\\s@]+@acme\\.example',
    'KD-[()+*|]+9',
    '\\p{Script=Greek}+-\\u{1F600}\\x41',
    '(?i:kd)(?<n>\\d)\\k<n>',
  ])('are taken where they cannot: %s', (pattern) => {
    expect(patternProblem(pattern)).toBeUndefined();
  });

  it('with a problem are left out, and the others still work', () => {
    expect(all(['(', '(a+)+$', 'ann', 'x*', 'email']).redact(`Ann, x, email, ${'a'.repeat(50)}!`)).toBe(
      `[redacted], x, email, ${'a'.repeat(50)}!`,
    );
  });
});

describe('places in the text', () => {
  it('move with it', () => {
    const text = 'Write to ann@example.com or +49 30 901820 now';
    const places = ['Write', 'ann@', 'or', '+49', 'now'].map((words) => text.indexOf(words));
    const after = all().redactWithOffsets(text, [...places, text.length]);
    expect(after.text).toBe('Write to [email address] or [phone number] now');
    expect(after.offsets.map((offset) => after.text.slice(offset).split(' ')[0])).toEqual([
      'Write',
      '[email',
      'or',
      '[phone',
      'now',
      '',
    ]);
  });

  it('within a find move behind its placeholder', () => {
    expect(all().redactWithOffsets('at +49 30 901820 now', [3, 4, 9, 16, 17])).toEqual({
      text: 'at [phone number] now',
      offsets: [3, 17, 17, 17, 18],
    });
  });
});

const FINDS = [
  'ann@example.com',
  '+49 30 901820',
  '202-555-0123',
  '030/901820',
  '4111 1111 1111 1111',
  'DE89 3704 0044 0532 0130 00',
  'password: hunter22',
  'https://ann:hunter2@example.com',
  `${PEM_BEGIN} abc`,
  ...Object.values(TOKENS),
];
const MARKS = ['[email address]', '[phone number]', '[card number]', '[IBAN]', '[secret]', '[redacted]'];
const NOISE = [
  ' ',
  '.',
  ',',
  '-',
  '@',
  ':',
  '/',
  '[',
  ']',
  '+',
  '0',
  '1 ',
  '20',
  '4111',
  'a',
  'ü',
  '😀',
  '\ud83d',
];
const NOISES = [
  ...NOISE,
  '\ude00',
  '\n',
  'is',
  'my number is ',
  'password is ',
  'tel ',
  'KD-',
  'order ',
  '"',
];

const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom(...FINDS),
      fc.constantFrom(...MARKS),
      fc.constantFrom(...NOISES),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

// Lookarounds and anchors are what a placeholder beside them could change the answer of.
const PATTERNS = ['KD-\\d', '(?<![a-z0-9])1', '20(?!\\d)', '^\\s*a', '[@:]$'];

describe('any text', () => {
  it('redacted twice is as it was redacted once, and nothing more is counted', () => {
    fc.assert(
      fc.property(texts, fc.subarray([...KINDS]), (text, kinds) => {
        const once = redactor({ kinds, patterns: PATTERNS }).redact(text);
        const again = redactor({ kinds, patterns: PATTERNS });
        expect(again.redact(once)).toBe(once);
        expect(again.counts).toEqual({});
      }),
      { numRuns: 400 },
    );
  });

  it('keeps nothing of a find that stands among words', () => {
    const words = fc.constantFrom('well', 'so, yes', 'Ann said:', '[secret]', 'über 20 Leute');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(words, fc.constantFrom(...FINDS.slice(0, 6))), { maxLength: 9 }),
        (said) => {
          const recording = all();
          const text = recording.redact(said.map(([word, find]) => `${word}; ${find}; `).join(''));
          for (const [, find] of said) expect(text).not.toContain(find);
          expect(Object.values(recording.counts).reduce((sum, count) => sum + count, 0)).toBe(said.length);
        },
      ),
    );
  });

  it('has as many finds counted as it gains placeholders, and is otherwise untouched', () => {
    const marks = (text: string) =>
      text.split(/\[(?:[a-z]+ (?:address|number)|IBAN|secret|redacted)\]/).length;
    fc.assert(
      fc.property(texts, (text) => {
        const recording = all(PATTERNS);
        const result = recording.redact(text);
        const found = Object.values(recording.counts).reduce((sum, count) => sum + count, 0);
        expect(marks(result) - marks(text)).toBe(found);
        if (found === 0) expect(result).toBe(text);
      }),
    );
  });

  it('has its places moved to where the rest of it went', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const places = Array.from({ length: text.length + 1 }, (_, place) => place);
        const { text: result, offsets } = all().redactWithOffsets(text, places);
        expect(result).toBe(all().redact(text));
        expect(offsets).toEqual(offsets.toSorted((one, other) => one - other));
        expect([offsets[0], offsets.at(-1)]).toEqual([0, result.length]);
      }),
    );
  });

  it.each([
    'a',
    '0',
    'a@',
    'sk-',
    '41 ',
    'DE89 ',
    '+999 999 9 9 9 9 9 9 9 9 ',
    '0171 1234567 ',
    '202.555.0123.',
    'my number is is is ',
    'password is ',
    `${PEM_BEGIN} `,
    'https://a:',
    'order no no ',
    `AKIA${'A'.repeat(16)}`,
    '\ud83d',
  ])(
    'comes to an end when it is a megabyte of "%s"',
    (unit) => {
      expect(typeof redacted(unit.repeat(Math.ceil(1_000_000 / unit.length)))).toBe('string');
    },
    60_000,
  );

  it('that is too long for the engine to search for a pattern is not shown', () => {
    // Groups within groups fill the engine's stack soonest. A megabyte of differences would help nobody.
    const result = custom('^((((((((a))))))))+1', 'a'.repeat(2_000_000));
    expect(result.slice(0, 99)).toBe('[redacted]');
  });
});
