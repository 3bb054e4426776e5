import { describe, expect, it } from 'vitest';
import { freshCheckpoint, readCheckpoint } from '../../../plugin/recordings/checkpoint.ts';

const SINCE = new Date('2026-04-15T00:00:00Z');
const LISTED_AT = new Date('2026-10-15T12:00:00.123Z');
const stored = (change: object = {}) =>
  JSON.parse(JSON.stringify({ ...freshCheckpoint(SINCE, LISTED_AT), ...change }));

describe('a checkpoint', () => {
  it('comes back from the database as it was', () => {
    const checkpoint = { ...freshCheckpoint(SINCE, LISTED_AT), walkedTo: '2026-09-12', unchanged: 41 };
    expect(readCheckpoint(JSON.parse(JSON.stringify(checkpoint)), LISTED_AT)).toEqual(checkpoint);
  });

  it('is small, and holds no page token, whatever the account holds', () => {
    expect(JSON.stringify(stored({ walkedTo: '2026-09-12', unchanged: 1_000_000 })).length).toBeLessThan(200);
    expect(Object.keys(stored())).toEqual(['version', 'listedAt', 'since', 'walkedTo', 'unchanged']);
  });

  it.each([
    ['there is none', null],
    ['a newer version wrote it', stored({ version: 2 })],
    ['a newer version added to it', stored({ cursor: 'x' })],
    ['it is damaged', { version: 1, listedAt: 'yesterday' }],
    ['it is no object', 'checkpoint'],
    ['it looks back to when Zoom had no recordings', stored({ since: '2010-12-31T23:59:59Z' })],
  ])('makes the listing begin again when %s', (_, value) => {
    expect(readCheckpoint(value, LISTED_AT)).toBeUndefined();
  });
});
