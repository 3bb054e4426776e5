import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder that is gone when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'halo-start-'));
  // As open as the system's own: the embedded PostgreSQL may run as another user, and puts its files here.
  await chmod(folder, 0o1777);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
