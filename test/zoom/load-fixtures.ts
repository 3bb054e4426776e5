import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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

/** The checkout's `fixtures/`, found upwards, since built code lies one folder deeper than its source. */
export function fixturesFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, 'fixtures');
    if (existsSync(join(candidate, 'customers.json'))) return candidate;
    if (folder === dirname(folder))
      throw new Error('No fixtures/ above the simulated Zoom; run scripts/fixtures.ts');
  }
}
