import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from './embedded.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's connection string of the PostgreSQL that this test run shares. */
    databaseAdminUrl: string;
  }
}

/** One PostgreSQL for the whole test run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startEmbeddedPostgres();
  project.provide('databaseAdminUrl', server.url);
  return server.stop;
}
