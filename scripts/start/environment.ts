import { z } from 'zod';
import type { PluginManifest } from '../../contracts/generated/manifest.ts';
import type { Deployment } from '../../contracts/host.ts';
import { JOBS_BACKENDS } from '../../test/halo/jobs/backends.ts';
import { PlainError } from '../../test/halo/plain-error.ts';

/** Unless PORT says otherwise: the redirect URL of an app in Zoom names it. */
export const DEFAULT_PORT = 4400;

const ZOOM_API_URL = 'https://api.zoom.us';
const ZOOM_OAUTH_URL = 'https://zoom.us';

const text = z.string().trim().min(1, 'must not be blank');
const address = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });
const database = text.regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address');
const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number')
  .transform(Number)
  .pipe(z.int().max(65_535, 'must be a port number'));

const variables = z.object({
  DATABASE_URL: database.optional(),
  PORT: port.optional(),
  ZOOM_CLIENT_ID: text.optional(),
  ZOOM_CLIENT_SECRET: text.optional(),
  ZOOM_WEBHOOK_SECRET_TOKEN: text.optional(),
  ZOOM_API_URL: address.optional(),
  ZOOM_OAUTH_URL: address.optional(),
  ZOOM_DOWNLOAD_HOSTS: text.optional(),
  ZOOM_EVENT_SUBSCRIPTIONS: z.enum(['app', 'api'], 'must be app or api').optional(),
  HALO_SEED: text.optional(),
  HALO_PUBLIC_URL: address.optional(),
  HALO_ENCRYPTION_KEY: text.optional(),
  HALO_JOBS_BACKEND: z.enum(JOBS_BACKENDS, `must be one of ${JOBS_BACKENDS.join(', ')}`).optional(),
  MODEL_BASE_URL: address.optional(),
  MODEL_NAME: text.optional(),
  MODEL_API_KEY: text.optional(),
});

/** The names of all that Halo reads of its environment: those of README's table. */
export const VARIABLES: readonly string[] = Object.keys(variables.shape);

export type Environment = z.infer<typeof variables>;

/** An empty variable counts as not set. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = variables.safeParse(set);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  throw new PlainError(`The environment does not fit: ${problems.join(', ')}.`);
}

/**
 * Whether a Zoom is to be asked that is not the local one: the environment names its address, or an app of the
 * user's own, which only the real Zoom knows.
 */
export function namesZoom(environment: Environment): boolean {
  return environment.ZOOM_API_URL !== undefined || environment.ZOOM_CLIENT_ID !== undefined;
}

/** The Zoom that the environment names; the real one where it says nothing. */
export function deploymentOf(
  environment: Environment,
  { network }: PluginManifest,
): Omit<Deployment, 'publicUrl'> {
  return {
    secrets: secretsOf(environment),
    // Both are commonly written with the path that every request begins with.
    apiUrl: (environment.ZOOM_API_URL ?? ZOOM_API_URL).replace(/(\/v2)?\/*$/, ''),
    oauthUrl: (environment.ZOOM_OAUTH_URL ?? ZOOM_OAUTH_URL).replace(/(\/oauth)?\/*$/, ''),
    downloadHosts: environment.ZOOM_DOWNLOAD_HOSTS?.split(',').map((host) => host.trim()) ?? network.download,
    eventSubscriptions: environment.ZOOM_EVENT_SUBSCRIPTIONS ?? 'app',
  };
}

function secretsOf(environment: Environment): Record<string, string> {
  const { ZOOM_CLIENT_ID = '', ZOOM_CLIENT_SECRET = '', ZOOM_WEBHOOK_SECRET_TOKEN = '' } = environment;
  return { ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET, ZOOM_WEBHOOK_SECRET_TOKEN };
}
