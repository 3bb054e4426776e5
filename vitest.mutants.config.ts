import { defineConfig } from 'vitest/config';
import all from './vitest.config.ts';

/** The tests that `npm run mutants` runs: those of the code that it changes. */
export default defineConfig({
  test: {
    ...all.test,
    include: [
      'test/unit/customers/{matching,overrides,properties}.test.ts',
      'test/unit/distillation/grounding.test.ts',
      'test/unit/recordings/windows.test.ts',
      'test/unit/webhook/*.test.ts',
      'test/unit/zoom/tokens.test.ts',
    ],
  },
});
