import { describe, expect, it } from 'vitest';
import { reasonToLeaveOut, retainedFrom } from '../../../plugin/recordings/filters.ts';
import { listed } from './made-up.ts';

const NOW = new Date('2026-10-15T12:00:00Z');
type Settings = Parameters<typeof reasonToLeaveOut>[1];

const NONE: Settings = {
  skipTitles: [],
  onlyHosts: [],
  skipHosts: [],
  minimumMinutes: 0,
  webinars: true,
  uploads: true,
  breakoutRooms: true,
  retentionDays: 0,
};
const ANN = 'ann@ours.example';

const reason = (settings: Partial<Settings>, recording: Parameters<typeof listed>[0] = {}) =>
  reasonToLeaveOut(listed({ hostEmail: ANN, ...recording }), { ...NONE, ...settings }, NOW);

describe('without filters', () => {
  it.each(['meeting', 'webinar', 'upload', 'breakout'] as const)('a %s comes in', (kind) => {
    expect(reason({}, { kind })).toBeUndefined();
  });
});

describe('a filter', () => {
  it.each([
    ['of webinars', { webinars: false }, { kind: 'webinar' }, 'filter_webinar'],
    ['of uploaded videos', { uploads: false }, { kind: 'upload' }, 'filter_upload'],
    ['of breakout rooms', { breakoutRooms: false }, { kind: 'breakout' }, 'filter_breakout'],
    ['of a host', { skipHosts: ['ANN@ours.example '] }, {}, 'filter_host'],
    ['that lets other hosts in alone', { onlyHosts: ['bob@ours.example'] }, {}, 'filter_host'],
    ['of words in the title', { skipTitles: ['stand-up'] }, { topic: 'Daily STAND-UP' }, 'filter_title'],
    ['of wide letters in the title', { skipTitles: ['ｓｔａｎｄ'] }, { topic: 'Stand' }, 'filter_title'],
    ['of short meetings', { minimumMinutes: 10 }, { durationMinutes: 9 }, 'filter_short'],
    ['of age', { retentionDays: 30 }, { startTime: new Date('2026-09-15T11:59:59Z') }, 'retention'],
  ] as const)('%s gives its reason', (_, settings, recording, expected) => {
    expect(reason(settings, recording)).toBe(expected);
  });

  it.each([
    ['of webinars', { webinars: false }, { kind: 'meeting' }],
    ['of another host', { skipHosts: ['bob@ours.example'] }, {}],
    ['that names the host among those let in', { onlyHosts: ['bob@ours.example', ANN] }, {}],
    ['of words that the title lacks', { skipTitles: ['stand-up'] }, { topic: 'Standing order' }],
    ['of nothing but blanks', { skipTitles: ['  '] }, { topic: 'Weekly' }],
    ['of shorter meetings', { minimumMinutes: 10 }, { durationMinutes: 10 }],
    [
      'of short meetings, while Zoom does not know how long it was',
      { minimumMinutes: 10 },
      { durationMinutes: 0 },
    ],
    ['of age', { retentionDays: 30 }, { startTime: new Date('2026-09-15T12:00:00Z') }],
    [
      'of hosts, where a listing of one user names none',
      { onlyHosts: ['bob@ours.example'] },
      { hostEmail: null },
    ],
  ] as const)('%s lets the others in', (_, settings, recording) => {
    expect(reason(settings, recording)).toBeUndefined();
  });

  it('that restricts beats one that allows', () => {
    expect(reason({ onlyHosts: [ANN], skipHosts: [ANN] })).toBe('filter_host');
  });
});

describe('the time that meetings are kept for', () => {
  it('is counted back from now, and has no end when it is 0', () => {
    expect(retainedFrom({ retentionDays: 1 }, NOW)).toEqual(new Date('2026-10-14T12:00:00Z'));
    expect(retainedFrom({ retentionDays: 0 }, NOW)).toBeUndefined();
  });
});
