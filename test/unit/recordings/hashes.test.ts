import { describe, expect, it } from 'vitest';
import { hashOfBytes, listingHash } from '../../../plugin/recordings/hashes.ts';
import { file, listed, VIDEO } from './made-up.ts';

const before = listingHash(listed());
const bytes = (...texts: string[]) => hashOfBytes(texts.map((text) => Buffer.from(text)));

describe('the hash of a listed recording', () => {
  it.each([
    [
      'another URL of a file, which Zoom makes daily',
      { files: [VIDEO, file({ downloadUrl: 'https://us02web.zoom.us/new' })] },
    ],
    ['another order of the files', { files: [file(), VIDEO] }],
    ['an address of the host, which only some listings show', { hostEmail: null }],
  ])('is the same with %s', (_, change) => {
    expect(listingHash(listed(change))).toBe(before);
  });

  it.each([
    ['a file more', { files: [VIDEO, file(), file({ id: 'file-2' })] }],
    ['a file less', { files: [file()] }],
    ['an edited transcript, which has another size', { files: [VIDEO, file({ size: 1025 })] }],
    ['a file that is ready now', { files: [VIDEO, file({ processing: true })] }],
    ['another title', { topic: 'Weekly (renamed)' }],
    ['another length', { durationMinutes: 31 }],
    ['another start', { startTime: new Date('2026-10-15T09:01:00Z') }],
  ])('differs with %s', (_, change) => {
    expect(listingHash(listed(change))).not.toBe(before);
  });
});

describe('the hash of transcript files', () => {
  it('knows where one file ends and the next begins', () => {
    expect(bytes('ab', 'c')).toBe(bytes('ab', 'c'));
    expect(bytes('ab', 'c')).not.toBe(bytes('a', 'bc'));
    expect(bytes('ab', 'c')).not.toBe(bytes('abc'));
  });
});
