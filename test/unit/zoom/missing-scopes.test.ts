import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plugin } from '../../../plugin/index.ts';
import { missingRequired, missingScopes, reachOf } from '../../../plugin/zoom/scopes.ts';
import { ADMIN_MANAGED_SCOPES, USER_MANAGED_SCOPES } from '../../zoom/scopes.ts';

const { scopes: ASKED } = plugin.manifest.oauth;
const REGISTRANTS = 'meeting:read:list_registrants';
const FILES = 'cloud_recording:read:list_recording_files';
const ACCOUNT_LISTING = 'cloud_recording:read:list_account_recordings:admin';
const USER_LISTING = 'cloud_recording:read:list_user_recordings';

const without = (scopes: readonly string[], ...names: string[]) =>
  scopes.filter((scope) => !names.includes(scope.replace(/:admin$/, '')) && !names.includes(scope));

describe('what a grant lacks', () => {
  it.each<[string, readonly string[], [scope: string, optional: boolean][]]>([
    ['all of an admin-managed app', ADMIN_MANAGED_SCOPES, []],
    ['all of a user-managed app, which cannot list an account', USER_MANAGED_SCOPES, []],
    ['a scope list that Zoom did not state', [], []],
    ['no optional scope', without(USER_MANAGED_SCOPES, REGISTRANTS), [[REGISTRANTS, true]]],
    [
      'no optional scope of an admin',
      without(ADMIN_MANAGED_SCOPES, REGISTRANTS),
      [[`${REGISTRANTS}:admin`, true]],
    ],
    ['no required scope', without(USER_MANAGED_SCOPES, FILES), [[FILES, false]]],
    ['no listing at all', without(USER_MANAGED_SCOPES, USER_LISTING), [[USER_LISTING, false]]],
    // The listing of the account stands in for it.
    [
      "no listing of an admin's own",
      without(ADMIN_MANAGED_SCOPES, USER_LISTING),
      [[`${USER_LISTING}:admin`, true]],
    ],
    ['the classic scopes of a user', ['recording:read', 'meeting:read', 'webinar:read', 'user:read'], []],
    [
      'classic scopes without those of webinars',
      ['recording:read:admin', 'meeting:read:admin', 'user:read:admin'],
      [
        ['webinar:read:list_past_participants:admin', true],
        ['webinar:read:list_registrants:admin', true],
      ],
    ],
    // Told by the form: this grant reaches one user, although an admin gave it.
    ["one user's, from an admin", without(ADMIN_MANAGED_SCOPES, ACCOUNT_LISTING), []],
  ])('with %s', (_, scopes, missing) => {
    const found = missingScopes(ASKED, scopes, reachOf(scopes));
    expect(found.map(({ scope, optional }) => [scope, optional])).toEqual(missing);
  });

  it('is said with what it costs', () => {
    const [missing] = missingScopes(ASKED, without(USER_MANAGED_SCOPES, REGISTRANTS), 'user');
    expect(missing?.costs).toBe('Meetings are not linked to those who registered.');
  });

  it('makes a connection degraded exactly when something required is among it', () => {
    for (const whole of [ADMIN_MANAGED_SCOPES, USER_MANAGED_SCOPES]) {
      fc.assert(
        fc.property(fc.subarray([...whole], { minLength: 1 }), (granted) => {
          const reach = reachOf(granted);
          const required = missingScopes(ASKED, granted, reach).filter(({ optional }) => !optional);
          expect(required.map(({ scope }) => scope).toSorted()).toEqual(
            missingRequired(granted, reach).toSorted(),
          );
        }),
      );
    }
  });
});
