import { join } from 'node:path';
import process from 'node:process';
import { packageRoot } from '../package-root.ts';

/** Beside the build: what one process has compiled of it, the next need not. That is a third of a second for each. */
const COMPILED = join(packageRoot, 'dist/.compile-cache');

/** All that a process of a test gets of the test's own environment: where to find programs and where to put files. */
export function childEnvironment(): Record<string, string> {
  const { PATH = '', TMPDIR } = process.env;
  return { PATH, ...(TMPDIR ? { TMPDIR } : {}), NODE_COMPILE_CACHE: COMPILED };
}
