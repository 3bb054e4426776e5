import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';
import type { ZoomAccount } from './account.ts';
import { accountFromHars } from './account-from-har.ts';
import { readHar } from './har.ts';
import { shiftToNow } from './shift-dates.ts';

/** The account that all of the recorded exchanges together tell of, as if the newest recording had just ended. */
export async function loadFixtures(now: Date): Promise<ZoomAccount> {
  const folder = fixturesFolder();
  const names = (await readdir(folder)).filter((name) => name.endsWith('.har')).toSorted();
  const hars = await Promise.all(names.map((name) => readHar(join(folder, name))));
  return shiftToNow(accountFromHars(hars), now);
}

/** The checkout's `fixtures/`. */
export const fixturesFolder = (): string => join(packageRoot, 'fixtures');
