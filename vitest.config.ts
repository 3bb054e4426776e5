import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Where tests take longest. Begun last, they would keep one processor busy and leave the other with nothing to do. */
const LONGEST = ['/test/model/', '/test/faults/', '/test/page/', '/test/start/', '/test/package/'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONGEST.findIndex((folder) => moduleId.includes(folder));
      return place === -1 ? LONGEST.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // One PostgreSQL for the whole run; every test file gets databases of its own in it.
    globalSetup: ['test/halo/postgres/vitest-setup.ts'],
    // tsyringe refuses to be imported before the polyfill that holds constructor types.
    setupFiles: ['reflect-metadata'],
    sequence: { sequencer: LongestFirst },
    // No module keeps anything of a test; loading all of them anew for each file takes half a second of work.
    isolate: false,
    // Half of the time a test waits for PostgreSQL or for a process of its own.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
