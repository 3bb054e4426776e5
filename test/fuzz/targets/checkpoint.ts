import assert from 'node:assert/strict';
import { freshCheckpoint, readCheckpoint } from '../../../plugin/recordings/checkpoint.ts';
import { daysBefore, listingWindows } from '../../../plugin/recordings/windows.ts';
import { type Json, mutatedText } from '../damaged-json.ts';
import { jsonIn } from '../json-in.ts';
import type { Random } from '../random.ts';
import { assertInteger, assertStorable } from '../storable.ts';
import type { Target } from '../target.ts';

const NOW = new Date('2026-10-15T12:00:00Z');
/** Since Zoom began, and a few. */
const MOST_WINDOWS = 250;

/** A checkpoint as it lies in the database, to the windows that are still to be walked. */
export const checkpoint: Target = {
  name: 'checkpoint',
  promise: 'a checkpoint is one to go on from, or the listing begins again',
  ending: 'json',
  share: 1,
  make: (random) => mutatedText(stored(random), random),
  check(input) {
    const value = jsonIn(input);
    const read = readCheckpoint(value, NOW);
    // Then the listing begins again, which is safe.
    if (!read) return;
    const { since, listedAt, walkedTo, unchanged } = read;
    assertStorable(read, 'the checkpoint');
    assertInteger(unchanged, 'what is unchanged');
    assert.ok(since <= listedAt && listedAt <= daysBefore(NOW, -1), 'it lists what is still to come');
    const windows = listingWindows(since, listedAt);
    assert.ok(windows.length > 0 && windows.length <= MOST_WINDOWS, `it has ${windows.length} windows`);
    for (const { from, to } of windows) assert.match(`${from} ${to}`, /^\d{4}-\d\d-\d\d \d{4}-\d\d-\d\d$/);
    assert.ok(
      walkedTo === null || windows.some(({ from }) => from === walkedTo),
      'it has walked what is no window',
    );
    assert.deepEqual(readCheckpoint(JSON.parse(JSON.stringify(read)), NOW), read);
  },
};

function stored(random: Random): Json {
  const listedAt = daysBefore(NOW, random.below(3));
  const since = daysBefore(listedAt, random.below(200));
  const windows = listingWindows(since, listedAt);
  const walkedTo = random.chance(0.7) ? (windows[random.below(windows.length)]?.from ?? null) : null;
  const unchanged = random.below(100_000);
  return JSON.parse(JSON.stringify({ ...freshCheckpoint(since, listedAt), walkedTo, unchanged }));
}
