import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WebVTTParser } from 'webvtt-parser';
import { looksLikeVtt, parseVtt } from '../../../plugin/transcript/vtt.ts';

const HI = { startMs: 3_210, endMs: 8_530, text: 'Ann Lee: hi' };
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

describe('a file as Zoom writes it', () => {
  it('gives its cues in order, without problems', () => {
    const file =
      'WEBVTT\r\n\r\n1\r\n00:00:03.210 --> 00:00:08.530\r\nAnn Lee: hi\r\n\r\n2\r\n00:00:08.529 --> 02:44:33.000\r\nRaúl | Acme: R&D costs… a lot\r\n\r\n';
    expect(parseVtt(Buffer.from(file))).toEqual({
      cues: [HI, { startMs: 8_529, endMs: 9_873_000, text: 'Raúl | Acme: R&D costs… a lot' }],
      problems: [],
    });
  });

  it('may have no speech at all', () => {
    expect(parseVtt('WEBVTT\n\n')).toEqual({ cues: [], problems: [] });
  });
});

describe('a file that another tool has re-saved gives the same cue', () => {
  it.each([
    ['line ends LF', 'WEBVTT\n\n1\n00:00:03.210 --> 00:00:08.530\nAnn Lee: hi\n'],
    ['line ends CR', 'WEBVTT\r\r1\r00:00:03.210 --> 00:00:08.530\rAnn Lee: hi\r'],
    ['mixed line ends', 'WEBVTT\r\n\r1\n00:00:03.210 --> 00:00:08.530\r\nAnn Lee: hi\r\r\n'],
    ['no line end at the end', 'WEBVTT\n\n1\n00:00:03.210 --> 00:00:08.530\nAnn Lee: hi'],
    ['a byte order mark', '\ufeffWEBVTT\n\n00:00:03.210 --> 00:00:08.530\nAnn Lee: hi\n'],
    ['blank lines first', '\n \nWEBVTT\n\n00:00:03.210 --> 00:00:08.530\nAnn Lee: hi\n'],
    ['blanks on the blank lines', 'WEBVTT\n  \n00:00:03.210 --> 00:00:08.530\nAnn Lee: hi\n\t\n'],
    ['text after WEBVTT', 'WEBVTT - Weekly\nKind: captions\n\n00:00:03.210 --> 00:00:08.530\nAnn Lee: hi\n'],
    ['no blank line after the header', 'WEBVTT\n00:00:03.210 --> 00:00:08.530\nAnn Lee: hi\n'],
    ['no hours', 'WEBVTT\n\n00:03.210 --> 00:08.530\nAnn Lee: hi\n'],
    ['commas', 'WEBVTT\n\n00:00:03,210 --> 00:00:08,530\nAnn Lee: hi\n'],
    ['short fractions', 'WEBVTT\n\n0:00:03.21 --> 0:00:08.53\nAnn Lee: hi\n'],
    ['no blanks at the arrow', 'WEBVTT\n\n00:03.210-->00:08.530\nAnn Lee: hi\n'],
    ['cue settings', 'WEBVTT\n\n00:00:03.210 --> 00:00:08.530 align:start position:0%\nAnn Lee: hi\n'],
    ['a worded identifier', 'WEBVTT\n\nintro - 1\n00:00:03.210 --> 00:00:08.530\nAnn Lee: hi\n'],
    ['several lines of text', 'WEBVTT\n\n00:00:03.210 --> 00:00:08.530\nAnn\nLee:\n hi\n'],
    [
      'tags',
      'WEBVTT\n\n00:00:03.210 --> 00:00:08.530\n<c.loud><b>Ann</b> Lee:</c> <00:00:04.000><i>hi</i>\n',
    ],
    ['comments', 'WEBVTT\n\nNOTE made\nby hand\n\n00:00:03.210 --> 00:00:08.530\nAnn Lee: hi\n\nNOTE\nend\n'],
    [
      'styles',
      'WEBVTT\n\nSTYLE\n::cue { a: b }\n\nREGION\nid:a\n\n00:00:03.210 --> 00:00:08.530\nAnn Lee: hi\n',
    ],
    ['NUL and control characters', 'WEB\0VTT\n\n00:00:03.210 --> 00:00:08.530\nAnn\u0007 Lee: \u009dh\0i\n'],
    ['lone surrogates', 'WEBVTT\n\n00:00:03.210 --> 00:00:08.530\nAnn Lee: h\ud83di\udc4d\n'],
  ])('with %s', (_trait, file) => {
    expect(parseVtt(file)).toEqual({ cues: [HI], problems: [] });
  });
});

describe('speech is whatever stands after the timing line', () => {
  it.each([
    ['a bare number', '42', '42'],
    ['an arrow', 'Ann: a --> b', 'Ann: a --> b'],
    [
      'an arrow between times, and more',
      '00:01.000 --> 00:02.000 is when',
      '00:01.000 --> 00:02.000 is when',
    ],
    ['words that begin a comment', 'NOTE this', 'NOTE this'],
    ['angle brackets of its own', 'if a < b, say <your name>', 'if a < b, say <your name>'],
    ['emoji', 'Ann 👩‍💻: 👍🏽', 'Ann 👩‍💻: 👍🏽'],
    [
      'escaped characters',
      'R&amp;D &lt;b&gt; &amp;lt; &quot;&#x2026;&#39; &unknown; AT&T',
      'R&D <b> &lt; "…\' &unknown; AT&T',
    ],
    ['escaped control characters', 'a&#0;b &#xD800;c', 'a b c'],
  ])('even %s', (_what, payload, text) => {
    expect(parseVtt(`WEBVTT\n\n7\n00:01.000 --> 00:02.000\n${payload}\n`)).toEqual({
      cues: [{ startMs: 1_000, endMs: 2_000, text }],
      problems: [],
    });
  });

  it('is split where a voice tag names another speaker', () => {
    const { cues } = parseVtt(
      'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann Lee>Hello.</v>\n<v.loud Bob &amp; Co>Hi!</v>\n',
    );
    expect(cues).toEqual([
      { startMs: 1_000, endMs: 2_000, text: 'Hello.', voice: 'Ann Lee' },
      { startMs: 1_000, endMs: 2_000, text: 'Hi!', voice: 'Bob & Co' },
    ]);
  });
});

it('broken UTF-8 costs the broken bytes, not the file', () => {
  const { cues } = parseVtt(bytes('WEBVTT\n\n00:01.000 --> 00:02.000\nAnn: h', [0xff, 0xc3], 'i\n'));
  expect(cues.map((cue) => cue.text)).toEqual(['Ann: h\ufffd\ufffdi']);
});

it('hours may pass 99', () => {
  expect(parseVtt('WEBVTT\n\n123:00:00.000 --> 123:00:01.000\nhi').cues[0]?.startMs).toBe(442_800_000);
});

it('a time weeks after the start cannot be read: no meeting lasts that long', () => {
  const at = (hours: number) => `WEBVTT\n\n${hours}:00:00.000 --> ${hours}:00:01.000\nhi`;
  expect(parseVtt(at(499)).cues).toHaveLength(1);
  expect(parseVtt(at(501))).toEqual({ cues: [], problems: [{ line: 3, what: 'unreadable_timing' }] });
});

it('cues are put in order of their start, those of the same start left as they stand', () => {
  const { cues } = parseVtt(
    'WEBVTT\n\n00:05.000 --> 00:06.000\nc\n\n00:01.000 --> 00:09.000\na\n\n00:01.000 --> 00:02.000\nb\n',
  );
  expect(cues.map((cue) => cue.text)).toEqual(['a', 'b', 'c']);
});

describe('what cannot be taken as it stands is reported with its line, and the rest is read', () => {
  const rest = '00:03.000 --> 00:04.000\nrest\n';
  it.each([
    ['a missing header', `${rest}`, [{ line: 1, what: 'missing_header' }]],
    ['an empty file', '', [{ line: 1, what: 'missing_header' }]],
    [
      'an unreadable timing',
      `WEBVTT\n\n1\n00:xx --> 00:02.000\nlost\n\n${rest}`,
      [{ line: 3, what: 'unreadable_timing' }],
    ],
    [
      '61 seconds',
      `WEBVTT\n\n00:61.000 --> 00:62.000\nlost\n\n${rest}`,
      [{ line: 3, what: 'unreadable_timing' }],
    ],
    [
      'an absurd number of hours',
      `WEBVTT\n\n${'9'.repeat(400)}:00:00.000 --> 0:01.000\nlost\n\n${rest}`,
      [{ line: 3, what: 'unreadable_timing' }],
    ],
    [
      'words without a timing',
      `WEBVTT\n\nlost\nwords\n\n${rest}`,
      [{ line: 3, what: 'text_without_timing' }],
    ],
    ['words before an identifier', `WEBVTT\n\nlost\n1\n${rest}`, [{ line: 3, what: 'text_without_timing' }]],
    ['a cue without words', `WEBVTT\n\n00:01.000 --> 00:02.000\n\n${rest}`, [{ line: 3, what: 'empty_cue' }]],
    [
      'a cue of tags alone',
      `WEBVTT\n\n00:01.000 --> 00:02.000\n<i></i>\n\n${rest}`,
      [{ line: 3, what: 'empty_cue' }],
    ],
    [
      'no blank line between cues',
      `WEBVTT\n\n00:01.000 --> 00:02.000\n${rest}`,
      [{ line: 3, what: 'empty_cue' }],
    ],
  ])('%s', (_what, file, problems) => {
    const parsed = parseVtt(file);
    expect(parsed.problems).toEqual(problems);
    expect(parsed.cues.map((cue) => cue.text)).toEqual(file === '' ? [] : ['rest']);
  });

  it('a cue that ends before it starts keeps its words and its start', () => {
    expect(parseVtt('WEBVTT\n\n00:09.000 --> 00:02.000\nhi\n')).toEqual({
      cues: [{ startMs: 9_000, endMs: 9_000, text: 'hi' }],
      problems: [{ line: 3, what: 'end_before_start' }],
    });
  });
});

describe('a download is recognised as WebVTT', () => {
  it.each([
    ['a transcript', bytes('WEBVTT\r\n\r\n'), true],
    ['a header alone', bytes('WEBVTT'), true],
    ['a byte order mark and blank lines first', bytes('\ufeff\r\n WEBVTT - x\n'), true],
    ["Zoom's login page", bytes('<!doctype html><html>WEBVTT</html>'), false],
    ['a word that only begins so', bytes('WEBVTTX\n'), false],
    ['nothing', bytes(), false],
  ])('%s', (_what, file, expected) => {
    expect(looksLikeVtt(file)).toBe(expected);
  });
});

const word = fc
  .stringMatching(/^[A-Za-zÀ-ÿ0-9,.:'’…&#;|()@/ぁ-ん-]{1,12}$/u)
  .filter((text) => !/-->|&\S*;/.test(text));
const cue = fc.record({
  start: fc.nat(359_999_000),
  length: fc.nat(25_000),
  hasId: fc.boolean(),
  lines: fc.array(fc.array(word, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 3 }),
});
const clock = (ms: number) => {
  const pad = (value: number, width: number) => String(Math.floor(value)).padStart(width, '0');
  return `${pad(ms / 3_600_000, 2)}:${pad((ms / 60_000) % 60, 2)}:${pad((ms / 1_000) % 60, 2)}.${pad(ms % 1_000, 3)}`;
};

it("agrees with W3C's parser on every valid file", () => {
  fc.assert(
    fc.property(fc.array(cue, { maxLength: 12 }), fc.constantFrom('\n', '\r\n', '\r'), (cues, lineEnd) => {
      const ordered = cues.toSorted((a, b) => a.start - b.start || b.length - a.length);
      const blocks = ordered.map(({ start, length, hasId, lines }, i) =>
        [
          ...(hasId ? [`${i + 1}`] : []),
          `${clock(start)} --> ${clock(start + length + 1)}`,
          ...lines.map((words) => words.join(' ')),
        ].join(lineEnd),
      );
      const file = ['WEBVTT', ...blocks, ''].join(lineEnd + lineEnd);
      const reference = new WebVTTParser()
        .parse(file, 'metadata')
        .cues.map(({ startTime, endTime, text }) => ({
          startMs: Math.round(startTime * 1_000),
          endMs: Math.round(endTime * 1_000),
          text: text.replaceAll('\n', ' '),
        }));
      expect(parseVtt(file)).toEqual({ cues: reference, problems: [] });
    }),
    { numRuns: 300 },
  );
});
