import { describe, expect, it } from 'vitest';
import { settingsVerdict } from '../../../plugin/recordings/settings-verdict.ts';
import { readSettings } from '../../../plugin/settings.ts';
import { known, START } from './made-up.ts';

const NOW = new Date(START.getTime() + 86_400_000);
const verdict = (row: object, settings: Record<string, unknown>, audience?: 'skip' | 'general') =>
  settingsVerdict(known(row), readSettings(settings), audience, NOW);

describe('what settings make of a recording', () => {
  it('is to keep it, where nothing speaks against it', () => {
    expect(verdict({ state: 'ingested' }, {}, 'general')).toBe('kept');
    expect(verdict({ state: 'no_transcript', reason: 'transcript_not_made' }, {})).toBe('kept');
  });

  it.each([
    ['filter_title', { skipTitles: ['WEEK'] }],
    ['filter_host', { skipHosts: ['host@example.com'] }],
    ['filter_short', { minimumMinutes: 31 }],
    ['retention', { retentionDays: 1 }],
  ])('is %s where the filters say so', (reason, settings) => {
    const older = { state: 'ingested', startTime: new Date(START.getTime() - 1) };
    expect(verdict(older, settings)).toBe(reason);
    expect(verdict({ ...older, state: 'skipped', reason: 'filter_breakout' }, settings)).toBe(reason);
  });

  it('is to let in what another filter has left out', () => {
    expect(verdict({ state: 'skipped', reason: 'filter_title' }, { skipTitles: ['daily'] })).toBe('kept');
  });

  it('is to leave out a meeting that is in and whose audience they skip', () => {
    expect(verdict({ state: 'ingested' }, { unmatchedMeetings: 'skip' }, 'skip')).toBe('audience_policy');
  });

  it('goes by the policy alone for one that was left out for its audience: nobody knows any more who took part', () => {
    const left = { state: 'skipped', reason: 'audience_policy', topic: null };
    expect(verdict(left, { internalOnlyMeetings: 'skip' })).toBe('audience_policy');
    expect(verdict(left, { internalOnlyMeetings: 'hold' })).toBe('kept');
  });

  it.each(['keyword_rule', 'on_premise'])('changes nothing where it is left out by %s', (reason) => {
    expect(verdict({ state: 'skipped', reason, topic: null }, { retentionDays: 1 })).toBe(reason);
  });

  it('leaves nothing out for what is not known of it', () => {
    const bare = { state: 'discovered', topic: null, kind: null, hostEmail: null, durationMinutes: null };
    const strict = { skipTitles: ['weekly'], onlyHosts: ['other@example.com'], minimumMinutes: 60 };
    expect(verdict(bare, { ...strict, webinars: false, uploads: false, breakoutRooms: false })).toBe('kept');
  });
});
