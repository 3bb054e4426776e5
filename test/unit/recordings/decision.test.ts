import { describe, expect, it } from 'vitest';
import { decide } from '../../../plugin/recordings/decision.ts';
import { listingHash } from '../../../plugin/recordings/hashes.ts';
import type { RecordingRow } from '../../../plugin/store/recording-row.ts';
import { file, known, listed, START, VIDEO } from './made-up.ts';

const SOON = new Date(START.getTime() + 35 * 60_000);
const DAYS_LATER = new Date(START.getTime() + 5 * 86_400_000);
const WITH = listed();
const WITHOUT = listed({ files: [VIDEO] });

/** A row that was written when the listing looked just as it does now. */
const unchanged = (change: Partial<RecordingRow>, of = WITH) =>
  known({ listingHash: listingHash(of), ...change });
const changed = (change: Partial<RecordingRow>) => known({ listingHash: 'before', ...change });
const look = (listedAt = SOON, afresh = false, companion = false) => ({
  ...{ listedAt, afresh, companion, skipsByAudience: false, heldBy: 'rules of today' },
});

describe('a listed recording', () => {
  it.each<[string, RecordingRow | undefined, string]>([
    ['nobody has seen', undefined, 'ingest'],
    ['a webhook named', changed({ state: 'discovered' }), 'ingest'],
    ['was discovered, and whose job was lost', unchanged({ state: 'discovered' }), 'ingest'],
    ['awaited its transcript', changed({ state: 'awaiting_transcript' }), 'ingest'],
    ['was edited since', changed({ state: 'ingested' }), 'ingest'],
    ['is ingested', unchanged({ state: 'ingested' }), 'nothing'],
    ['had no transcript and got one', changed({ state: 'no_transcript' }), 'ingest'],
    ['is restricted', unchanged({ state: 'restricted' }), 'nothing'],
    ['is skipped', unchanged({ state: 'skipped' }), 'nothing'],
    ['was in the trash, and is listed again', unchanged({ state: 'trashed', eventAt: START }), 'ingest'],
    ['was deleted, and is listed again', unchanged({ state: 'deleted', eventAt: START }), 'ingest'],
    ['failed a few times', unchanged({ state: 'failed', tries: 4 }), 'ingest'],
    ['failed again and again', unchanged({ state: 'failed', tries: 5 }), 'nothing'],
    ['failed again and again, and has changed', changed({ state: 'failed', tries: 5 }), 'ingest'],
  ])('with a transcript that %s: %s', (_, row, expected) => {
    expect(decide(WITH, row, look()).do).toBe(expected);
  });

  it.each<RecordingRow['state']>(['ingested', 'skipped', 'restricted', 'no_transcript'])(
    'that is %s is looked at again by a full resync',
    (state) => {
      expect(decide(WITH, unchanged({ state }), look(SOON, true)).do).toBe('ingest');
    },
  );

  it('that was trashed while the listing was being read stays in the trash', () => {
    const eventAt = new Date(SOON.getTime() + 1);
    expect(decide(WITH, unchanged({ state: 'trashed', eventAt }), look()).do).toBe('nothing');
    expect(decide(WITH, unchanged({ state: 'trashed', eventAt }), look(SOON, true)).do).toBe('nothing');
  });

  it('without a transcript is waited for, from the end of the meeting on', () => {
    expect(decide(WITHOUT, undefined, look())).toEqual({
      do: 'wait',
      until: new Date(START.getTime() + 45 * 60_000),
    });
  });

  it('that Zoom is still working on is kept for later', () => {
    const working = listed({
      durationMinutes: 0,
      files: [file({ type: '', processing: true, downloadUrl: null })],
    });
    expect(decide(working, undefined, look()).do).toBe('wait');
  });

  it('without a transcript days later never gets one', () => {
    expect(decide(WITHOUT, undefined, look(DAYS_LATER))).toEqual({
      do: 'settle',
      state: 'no_transcript',
      reason: 'transcript_not_made',
    });
  });

  it('without a transcript days later is read once, where the AI Companion may have one', () => {
    expect(decide(WITHOUT, undefined, look(DAYS_LATER, false, true)).do).toBe('ingest');
    const settled = unchanged({ state: 'no_transcript' }, WITHOUT);
    expect(decide(WITHOUT, settled, look(DAYS_LATER, false, true)).do).toBe('nothing');
    expect(decide(WITHOUT, undefined, look(SOON, false, true)).do).toBe('wait');
  });

  it('that is waited for already is not asked for again', () => {
    expect(decide(WITHOUT, unchanged({ state: 'awaiting_transcript' }, WITHOUT), look()).do).toBe('nothing');
  });

  it('that was ingested keeps its content when its transcript is not listed any more', () => {
    expect(decide(WITHOUT, changed({ state: 'ingested' }), look()).do).toBe('nothing');
    expect(decide(WITHOUT, changed({ state: 'ingested' }), look(DAYS_LATER, true)).do).toBe('nothing');
  });

  it('whose transcript lies on the customer’s own server is skipped, with the reason', () => {
    const onPremise = listed({ files: [file({ downloadUrl: null })] });
    expect(decide(onPremise, undefined, look())).toEqual({
      do: 'settle',
      state: 'skipped',
      reason: 'on_premise',
    });
  });
});

describe('a recording that was left out because it belongs to no customer', () => {
  const row = unchanged({ state: 'skipped', reason: 'audience_policy' });

  it('stays out as long as the org leaves such meetings out', () => {
    expect(decide(WITH, row, { ...look(), skipsByAudience: true }).do).toBe('nothing');
  });

  it('comes in once it does so no longer', () => {
    expect(decide(WITH, row, look()).do).toBe('ingest');
  });
});

describe('a recording that a keyword rule held back', () => {
  const held = (heldBy: string | null) => unchanged({ state: 'skipped', reason: 'keyword_rule', heldBy });

  it('stays out as long as the rules are the same', () => {
    expect(decide(WITH, held('rules of today'), look()).do).toBe('nothing');
  });

  it.each(['other rules', null])('is read again once they are others than %s', (heldBy) => {
    expect(decide(WITH, held(heldBy), look()).do).toBe('ingest');
  });
});
