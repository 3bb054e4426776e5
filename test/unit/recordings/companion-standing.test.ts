import { describe, expect, it } from 'vitest';
import { companionStanding } from '../../../plugin/recordings/companion-standing.ts';

const standing = (restriction: string | null, waiting: boolean) =>
  companionStanding({ kind: 'absent', restriction }, waiting);

describe('a meeting that the AI Companion has no transcript of', () => {
  it.each([
    ['DELETED_OR_TRASHED', { state: 'no_transcript', reason: 'companion_transcript_deleted' }],
    ['UNSUPPORTED', { state: 'no_transcript', reason: 'companion_transcript_unsupported' }],
    ['NO_TRANSCRIPT_DATA', { state: 'no_transcript', reason: 'companion_transcript_empty' }],
    ['IP_ADDRESS_RESTRICTED', { state: 'restricted', reason: 'zoom.download_restricted' }],
  ])('because of %s stands there, with the reason', (restriction, expected) => {
    expect(standing(restriction, false)).toMatchObject({ ...expected, nextTryAt: null });
  });

  it.each(['DELETED_OR_TRASHED', 'NO_TRANSCRIPT_DATA', 'NOT_READY', null])(
    '(%s) goes on waiting while the recording may still get one',
    (restriction) => {
      expect(standing(restriction, true)).toBeUndefined();
    },
  );

  it.each(['NOT_READY', 'MOON_PHASE', 'constructor', null])(
    'stands as it would without it: %s',
    (restriction) => {
      expect(standing(restriction, false)).toBeUndefined();
    },
  );
});
