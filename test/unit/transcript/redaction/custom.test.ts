import { describe, expect, it } from 'vitest';
import { patternProblem, redactor } from '../../../../plugin/transcript/redaction/redaction.ts';
import { all } from './redactors.ts';

const custom = (pattern: string, text: string) => redactor({ kinds: [], patterns: [pattern] }).redact(text);

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

  it('hide all of a text that is too long for the engine to search', () => {
    // Groups within groups fill the engine's stack soonest. A megabyte of differences would help nobody.
    const result = custom('^((((((((a))))))))+1', 'a'.repeat(2_000_000));
    expect(result.slice(0, 99)).toBe('[redacted]');
  });
});
