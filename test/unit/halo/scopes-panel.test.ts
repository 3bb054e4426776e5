import { describe, expect, it } from 'vitest';
import type { Stats } from '../../../contracts/generated/stats-output.ts';
import { Scopes } from '../../halo/page/scopes.tsx';
import { manifest, NO_STATS } from './made-up-plugin.ts';

const { scopes } = manifest.oauth;

function panel(health: Partial<Stats['health']>): string {
  return String(Scopes({ manifest, health: { ...NO_STATS.health, ...health } }));
}

const marks = (html: string) => html.match(/(?:not )?granted(?=<\/span>)/g) ?? [];

describe('what Halo asks Zoom for', () => {
  it('is marked as granted, scope by scope, as far as this kind of app can have them', () => {
    expect(marks(panel({ state: 'connected', mode: 'account' }))).toEqual(scopes.map(() => 'granted'));
    expect(marks(panel({ state: 'connected', mode: 'user' }))).toHaveLength(
      scopes.filter(({ user }) => user).length,
    );
  });

  it('and was not granted comes first, with what that costs', () => {
    const missing = { scope: scopes[0].admin ?? '', optional: false, costs: 'Nothing comes in.' };
    const html = panel({ state: 'degraded', mode: 'account', missingScopes: [missing] });
    expect(marks(html)).toEqual(scopes.map((_, index) => (index === 0 ? 'not granted' : 'granted')));
    expect(html).toContain('Nothing comes in.');
  });

  it('is neither granted nor refused while there is no connection', () => {
    expect(marks(panel({}))).toEqual([]);
  });
});
