import { join } from 'node:path';
import type { HaloOptions } from '../../test/halo/halo.ts';
import { openModel } from '../../test/halo/model.ts';
import { PlainError } from '../../test/halo/plain-error.ts';
import { loadPlugin } from '../../test/halo/plugin-loader.ts';
import { packageRoot } from '../../test/package-root.ts';
import type { Environment } from './environment.ts';

/** What every process of one Halo has in common: the plugin, and what the environment says of Halo itself. */
export async function haloOptions(
  environment: Environment,
): Promise<Pick<HaloOptions, 'plugin' | 'publicUrl' | 'encryptionKey' | 'model' | 'jobsBackend'>> {
  const { HALO_PUBLIC_URL: publicUrl, HALO_ENCRYPTION_KEY: encryptionKey } = environment;
  const { HALO_JOBS_BACKEND: jobsBackend } = environment;
  const model = modelOf(environment);
  return {
    plugin: await loadPlugin(join(packageRoot, 'plugin.manifest.json')),
    ...(publicUrl ? { publicUrl } : {}),
    ...(encryptionKey ? { encryptionKey } : {}),
    ...(model ? { model } : {}),
    ...(jobsBackend ? { jobsBackend } : {}),
  };
}

function modelOf({ MODEL_BASE_URL, MODEL_NAME, MODEL_API_KEY }: Environment): HaloOptions['model'] {
  if (!MODEL_BASE_URL) return undefined;
  if (!MODEL_NAME) throw new PlainError('MODEL_NAME must be set beside MODEL_BASE_URL.');
  return openModel({
    baseUrl: MODEL_BASE_URL,
    name: MODEL_NAME,
    ...(MODEL_API_KEY ? { apiKey: MODEL_API_KEY } : {}),
  });
}
