import { join } from 'node:path';
import { z } from 'zod';
import type { PluginManifest } from '../../contracts/generated/manifest.ts';
import type { Deployment } from '../../contracts/host.ts';
import { PlainError } from '../../test/halo/plain-error.ts';
import { readSeed } from '../../test/halo/seed.ts';
import { packageRoot } from '../../test/package-root.ts';
import type { Program } from '../command/program.ts';
import { deploymentOf, type Environment, namesZoom } from '../start/environment.ts';
import { startLocalZoom } from '../start/local-zoom.ts';
import type { KnownCustomers } from './scrub/customers.ts';

export interface ZoomToRecord {
  readonly zoom: Omit<Deployment, 'publicUrl'>;
  readonly customers: KnownCustomers;
  /** Its consent page waits for somebody. */
  readonly byPerson: boolean;
}

const text = z.string().min(1);
/** What HALO_SEED may say beside, its rules and settings, would only hold recordings back. */
const seedFile = z.object({
  companies: z.array(z.object({ id: text, name: text, domain: text.nullish() })).default([]),
  endUsers: z
    .array(z.object({ id: text, email: text.nullish(), name: text.nullish(), companyId: text.nullish() }))
    .default([]),
  teamEmails: z.array(text).default([]),
});

/** The Zoom that the environment names, or the local one, and the customers who are looked for in it. */
export async function zoomToRecord(
  program: Program,
  environment: Environment,
  manifest: PluginManifest,
): Promise<ZoomToRecord> {
  const { HALO_SEED: seed, ZOOM_API_URL: apiUrl } = environment;
  if (namesZoom(environment)) {
    requireApp(environment);
    const customers = seed === undefined ? seedFile.parse({}) : await readCustomers(seed);
    return { zoom: deploymentOf(environment, manifest), customers, byPerson: apiUrl === undefined };
  }
  const local = await startLocalZoom({ transcripts: undefined, autoConsent: true }, environment);
  program.atEnd(() => local.zoom.close());
  const customers = await readCustomers(seed ?? join(packageRoot, 'fixtures/customers.json'));
  return { zoom: local.deployment, customers, byPerson: false };
}

function requireApp({ ZOOM_CLIENT_ID: id, ZOOM_CLIENT_SECRET: secret }: Environment): void {
  if (id !== undefined && secret !== undefined) return;
  throw new PlainError(
    'ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET must be set to record another Zoom than the local one.',
  );
}

async function readCustomers(path: string): Promise<KnownCustomers> {
  const read = seedFile.safeParse(await readSeed(path));
  if (read.success) return read.data;
  const fields = read.error.issues.map(({ path: field }) => field.join('.')).join(', ');
  throw new PlainError(`HALO_SEED does not fit: ${fields}.`);
}
