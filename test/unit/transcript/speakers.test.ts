import { describe, expect, it } from 'vitest';
import { attributeSpeakers } from '../../../plugin/transcript/speakers.ts';
import type { Cue } from '../../../plugin/transcript/vtt.ts';

const cues = (...texts: string[]): Cue[] =>
  texts.map((text, i) => ({ startMs: i * 1_000, endMs: i * 1_000 + 900, text }));
const said = (texts: string[], known: string[] = []) =>
  attributeSpeakers(cues(...texts), known).map(({ speaker, text }) => [speaker, text]);

// Every trait that labels of real Zoom files have.
const LABELS = [
  'Raúl Kripalani',
  'stokes',
  'NC',
  'v2',
  'pk910',
  'Iván | ethrex',
  'Shaaibu Suleiman |gean',
  'Enrico Del Fante (tbenr)',
  'Marius Van Der Wijden (M)',
  'Danno Ferrin - Tectonic.xyz',
  '@ritzdorf / Hubert Ritzdorf (EIP-8219)',
  'T. Wambsgans',
  'bond.credit',
  'read.ai meeting notes',
  'Boma’s iPhone',
  'Łukasz Rozmej',
  '王小明',
  'ௌௌௌௌௌௌௌௌ',
  'Zoë 🦊👩‍💻',
  'Sales & Support, EMEA',
  'Audio shared by Marco De Rossi',
  'Dr. Maria-José O’Neill y García de la Vega von und zu Hohenstein the Third (she/her), Acme Global Holdings',
];

describe('a file in which every cue is labelled', () => {
  it.each(LABELS)('gives the label %s as it stands', (label) => {
    expect(said([`${label}: Yes: no.`, 'Ann Lee: At 10:30?', 'Bob: https://a.example/b: gone'])).toEqual([
      [label, 'Yes: no.'],
      ['Ann Lee', 'At 10:30?'],
      ['Bob', 'https://a.example/b: gone'],
    ]);
  });

  it('gives labels without the blanks that Zoom leaves before the colon', () => {
    expect(said(['Boma’s iPhone : hi', 'Boma’s iPhone : so', 'Ann: well'])[1]).toEqual([
      'Boma’s iPhone',
      'so',
    ]);
  });

  it('believes even a label that reads like speech if it recurs', () => {
    expect(said(['So What?: hi', 'Ann: hello', 'So What?: hey'])[0]).toEqual(['So What?', 'hi']);
  });
});

describe('a colon in speech is no speaker', () => {
  it.each([
    "I'm: more",
    'Doesn’t: quite',
    'The question is: who pays?',
    'for example: the invoice',
    'So: what now?',
    'And I: well',
    'Question: who pays?',
    'That’s Bob: he pays',
    'Really? Yes: really',
    'at 10:30 we meet',
    'see https://a.example/b: gone',
    '10: 30',
    ': nothing',
    'no colon at all',
  ])('%s', (speech) => {
    expect(said(['Ann Lee: hello', speech, 'Ann Lee: bye'])[1]).toEqual(['Ann Lee', speech]);
    expect(said([speech])).toEqual([[null, speech]]);
  });
});

it.each(['quite so: yes', 'What Ann and Bob and Carol and Dan and Eve Said: nothing'])(
  'where other cues have no label, neither is this one: %s',
  (speech) => {
    expect(said(['Ann Lee: hello', 'and that', speech])[2]).toEqual(['Ann Lee', speech]);
  },
);

describe('in a file with unlabelled cues a label is believed', () => {
  it('if it looks like a name', () => {
    expect(
      said([
        'And that',
        'So Young Kim: yes',
        'Karim T. (matkt): hm',
        '王小明: 是',
        'Audio shared by Ann: la',
      ]),
    ).toEqual([
      [null, 'And that'],
      ['So Young Kim', 'yes'],
      ['Karim T. (matkt)', 'hm'],
      ['王小明', '是'],
      ['Audio shared by Ann', 'la'],
    ]);
  });

  it('if it recurs and could be a name', () => {
    expect(said(['stokes: hello', 'right', 'stokes: bye']).map(([speaker]) => speaker)).toEqual(
      Array(3).fill('stokes'),
    );
    expect(said(['I mean: yes', 'right', 'I mean: no']).map(([speaker]) => speaker)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('if it is the name of a participant, however it is spelt', () => {
    expect(said(['right', 'the boss: hello'], ['The  Boss '])[1]).toEqual(['the boss', 'hello']);
    expect(said(['right', 'Rau\u0301l: hola'], ['RAÚL'])[1]).toEqual(['Rau\u0301l', 'hola']);
    expect(said(['right', 'Acme: Sales: hello'], ['Acme: Sales'])[1]).toEqual(['Acme: Sales', 'hello']);
  });
});

it('a cue without a label goes on with the speaker before', () => {
  expect(said(['so', 'Ann Lee: One', 'and that', 'Bob Ray: Two', 'yes'])).toEqual([
    [null, 'so'],
    ['Ann Lee', 'One'],
    ['Ann Lee', 'and that'],
    ['Bob Ray', 'Two'],
    ['Bob Ray', 'yes'],
  ]);
});

it('a caption file without labels has no speakers', () => {
  expect(said(['we begin.', 'the first point: prices', 'thank you.']).map(([speaker]) => speaker)).toEqual([
    null,
    null,
    null,
  ]);
});

it('a voice tag names the speaker, and colons after it are speech', () => {
  expect(
    attributeSpeakers([{ startMs: 1, endMs: 2, text: 'Bob Ray: is late', voice: 'Ann Lee' }], []),
  ).toEqual([{ startMs: 1, endMs: 2, speaker: 'Ann Lee', text: 'Bob Ray: is late' }]);
});

it('a speaker may say nothing', () => {
  expect(said(['Ann Lee:', 'Ann Lee: hi', 'Bob: hey'])[0]).toEqual(['Ann Lee', '']);
});
