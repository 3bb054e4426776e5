/**
 * `npm run mutants`: changes the code of six files in one place at a time, and counts how often a test notices. What none
 * notices is in docs/mutants.md.
 */
export default {
  mutate: [
    'plugin/webhook/signature.ts',
    'plugin/webhook/door.ts',
    'plugin/zoom/tokens.ts',
    'plugin/customers/matching.ts',
    'plugin/recordings/windows.ts',
    'plugin/distillation/grounding.ts',
  ],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutants.config.ts' },
  // Stryker reads it with TypeScript's API, which version 7 has no more. vitest needs no rewritten one.
  tsconfigFile: 'none',
  concurrency: 2,
  // A mutant that never ends is stopped; on a busy machine a shorter time would stop others too, and call them noticed.
  timeoutMS: 30_000,
  reporters: ['progress-append-only', 'clear-text', 'json'],
  clearTextReporter: { logTests: false, reportTests: false },
  thresholds: { high: 95, low: 85, break: 85 },
};
