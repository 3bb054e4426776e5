import { describe, expect, it } from 'vitest';
import { redactor } from '../../../../plugin/transcript/redaction/redaction.ts';
import { all } from './redactors.ts';

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
