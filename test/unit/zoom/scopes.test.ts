import { describe, expect, it } from 'vitest';
import type { EndpointName } from '../../../plugin/zoom/endpoints.ts';
import { isGranted, missingRequired, reachOf } from '../../../plugin/zoom/scopes.ts';
import { ADMIN_MANAGED_SCOPES, USER_MANAGED_SCOPES } from '../../zoom/scopes.ts';

describe('a grant', () => {
  it.each<[string, readonly string[], EndpointName, boolean]>([
    ['a granular scope', ['user:read:user'], 'me', true],
    ['a granular scope of an admin-managed app', ['user:read:user:admin'], 'me', true],
    ['a granular scope of a master account', ['user:read:user:master'], 'me', true],
    ['another scope', ['user:read:email'], 'me', false],
    ['the scope of a family that does not exist', ['user:read:*'], 'me', false],
    ['a classic scope', ['recording:read'], 'recordingFiles', true],
    ['a classic scope of an admin', ['recording:read:admin'], 'accountRecordings', true],
    ['a classic scope of a user', ['recording:read'], 'accountRecordings', false],
    [
      'a granular scope without admin',
      ['cloud_recording:read:list_account_recordings'],
      'accountRecordings',
      false,
    ],
    ['a classic scope of another family', ['meeting:read'], 'webinarRegistrants', false],
    ['nothing stated', [], 'accountRecordings', true],
  ])('with %s', (_, scopes, endpoint, granted) => {
    expect(isGranted(scopes, endpoint)).toBe(granted);
  });

  it.each([
    ['an admin-managed app', ADMIN_MANAGED_SCOPES, 'account'],
    ['a user-managed app', USER_MANAGED_SCOPES, 'user'],
    ['a classic app of an admin', ['recording:read:admin', 'user:read:admin'], 'account'],
    ['a grant that states nothing', [], 'user'],
  ])('of %s reaches %s', (_, scopes, reach) => {
    expect(reachOf(scopes)).toBe(reach);
  });
});

describe('missing scopes', () => {
  it('are none for a whole grant, nor for one that states nothing', () => {
    expect(missingRequired(ADMIN_MANAGED_SCOPES, 'account')).toEqual([]);
    expect(missingRequired(USER_MANAGED_SCOPES, 'user')).toEqual([]);
    expect(missingRequired([], 'user')).toEqual([]);
  });

  it('are named as the kind of app has them, and optional ones are not among them', () => {
    const files = 'cloud_recording:read:list_recording_files';
    const without = (scopes: readonly string[]) =>
      scopes.filter((scope) => !scope.startsWith(files) && !scope.startsWith('meeting:'));
    expect(missingRequired(without(USER_MANAGED_SCOPES), 'user')).toEqual([files]);
    expect(missingRequired(without(ADMIN_MANAGED_SCOPES), 'account')).toEqual([`${files}:admin`]);
  });
});
