import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // One PostgreSQL for the whole run; every test file gets databases of its own in it.
    globalSetup: ['test/halo/postgres/vitest-setup.ts'],
    // tsyringe refuses to be imported before the polyfill that holds constructor types.
    setupFiles: ['reflect-metadata'],
    // No module keeps anything of a test; loading all of them anew for each file takes half a second of work.
    isolate: false,
    // Half of the time a test waits for PostgreSQL or for a process of its own.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
