import { expect, it } from 'vitest';
import { failing, shareOf } from './check-histories.ts';

it('loses nothing, doubles nothing, keeps orgs apart, holds back what a rule names, and lets go of what is gone', async () => {
  expect(await failing(shareOf(3), 3)).toBeUndefined();
}, 3_600_000);
