import assert from 'node:assert/strict';
import { ownDomains } from '../../../plugin/recordings/customers-of.ts';
import { reasonToLeaveOut } from '../../../plugin/recordings/filters.ts';
import { redactionChoice, redactorOf, unusablePatterns } from '../../../plugin/recordings/redaction.ts';
import { readSettings } from '../../../plugin/settings.ts';
import { manifestIn } from '../../halo/plugin-loader.ts';
import { settingsSchema } from '../../halo/settings-schema.ts';
import { type Json, mutatedText } from '../damaged-json.ts';
import { oddText } from '../damaged-text.ts';
import { jsonIn } from '../json-in.ts';
import { MANIFEST_FILE } from '../originals.ts';
import type { Random } from '../random.ts';
import { assertInProportion, assertStorable } from '../storable.ts';
import type { Target } from '../target.ts';

const MANIFEST = manifestIn(MANIFEST_FILE);
const FIELDS = Object.keys(MANIFEST.settings.properties);
const SCHEMA = settingsSchema(MANIFEST);
const NOW = new Date('2026-10-15T12:00:00Z');

const REGEX_PIECES: readonly [string, ...string[]] = [
  'a',
  '\\d+',
  '\\d',
  '.*',
  '.',
  '(',
  ')',
  '(?:',
  '|',
  '+',
  '*',
  '?',
  '{2,}',
  '{1,1000}',
  '+?',
  '[a-z]',
  '[',
  ']',
  '[^a]',
  '\\w',
  '\\b',
  '^',
  '$',
  '(?=',
  '(?<!',
  '(?<n>',
  '\\k<n>',
  '\\1',
  '\\p{L}',
  '\\u{61}',
  '\\',
  'ACME-',
  '(a+)+',
  '(a|a)*',
  '(?i:a)',
  '{',
  '}',
  '-',
  ' ',
  'redacted',
  '\\[',
  'email',
  'İ',
  '😀',
  '\\cA',
  '\\0',
];

/** Where a pattern would run for ever, if it could. */
const TALK = [
  'a'.repeat(300),
  '1 2-3'.repeat(40),
  `${'ACME-1 '.repeat(20)}!`,
  ' \t'.repeat(100),
  '漢😀ßİ'.repeat(40),
];
const RECORDING = {
  topic: 'Weekly',
  hostEmail: 'ann@acme.example',
  durationMinutes: 30,
  kind: 'meeting',
  startTime: NOW,
} as const;

/** An org's settings, from the request that changes them to what they mean for a recording. */
export const settings: Target = {
  name: 'settings',
  promise: 'settings are accepted and mean something, or each wrong one is named',
  ending: 'json',
  share: 1,
  make: (random) => mutatedText(chosen(random), random),
  check(input) {
    const value = jsonIn(input);
    if (value === undefined) return;
    const checked = SCHEMA(value);
    if (!checked.ok) return assertErrors(checked.errors, value);
    assert.deepEqual(Object.keys(checked.settings).toSorted(), FIELDS.toSorted());
    assert.deepEqual(SCHEMA(checked.settings), checked, 'what was accepted is not accepted again');
    assertMeaning(checked.settings);
  },
};

/** Each is of a field that there is, or that was sent, in words; and what is left without them is accepted. */
function assertErrors(errors: Readonly<Record<string, string>>, value: unknown): void {
  const sent = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  const known = new Set([...FIELDS, ...Object.keys(sent), 'settings']);
  assert.ok(Object.keys(errors).length > 0, 'nothing is said to be wrong');
  for (const [field, words] of Object.entries(errors)) {
    assert.ok(known.has(field), `an error is of ${field}`);
    assert.ok(
      /\S/.test(words) && words.length < 1_000,
      `the error of ${field} has ${words.length} characters`,
    );
  }
  const fitting = Object.fromEntries(Object.entries(sent).filter(([field]) => !Object.hasOwn(errors, field)));
  assert.ok(SCHEMA(fitting).ok, 'a wrong field has no error');
}

function assertMeaning(values: Readonly<Record<string, unknown>>): void {
  assertStorable(values, 'the settings');
  const read = readSettings(values);
  const unusable = unusablePatterns(read);
  for (const { problem } of unusable) assert.match(problem, /^It .+\.$/s);
  for (const text of TALK) {
    const masked = redactorOf(read).redact(text);
    assert.equal(redactorOf(read).redact(masked), masked, 'what is masked is masked once more');
    assertInProportion(masked.length, text.length, 20, 'masked text');
  }
  assertStorable(redactionChoice(read), 'the choice');
  reasonToLeaveOut(RECORDING, read, NOW);
  ownDomains(['ann@acme.example', ...read.onlyHosts], read);
}

function chosen(random: Random): Json {
  return Object.fromEntries(
    Array.from({ length: random.below(6) }, () => {
      const field = FIELDS[random.below(FIELDS.length)] ?? 'lookbackDays';
      return [field, valueFor(field, random)];
    }),
  );
}

function valueFor(field: string, random: Random): Json {
  if (field === 'redactPatterns') return Array.from({ length: 1 + random.below(3) }, () => pattern(random));
  const standard: unknown = MANIFEST.settings.properties[field]?.default;
  if (typeof standard === 'boolean') return random.chance(0.5);
  if (typeof standard === 'number') return random.below(400);
  if (typeof standard === 'string') return random.pick([standard, 'general', 'skip', 'keep', 'business']);
  return Array.from({ length: random.below(4) }, () =>
    random.pick(['acme.example', 'ann@acme.example', oddText(random)]),
  );
}

function pattern(random: Random): string {
  return Array.from({ length: 1 + random.below(8) }, () => random.pick(REGEX_PIECES)).join('');
}
