import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { satisfies } from 'semver';
import type { PluginManifest } from '../../contracts/generated/manifest.ts';
import { manifest as manifestContract } from '../../contracts/generated/validators.ts';
import { OPTIONAL_SERVICES, REQUIRED_SERVICES, type ServiceName } from '../../contracts/host.ts';
import type { HaloPlugin } from '../../contracts/plugin.ts';
import { messageOf, PlainError } from './plain-error.ts';

export const HALO_VERSION = '1.4.2';

/** Reads a manifest from a file, and imports the plugin object that its `main` names. */
export async function loadPlugin(manifestPath: string): Promise<HaloPlugin> {
  const manifest = await readManifest(manifestPath);
  const main = join(dirname(manifestPath), manifest.main);
  const module: { plugin?: HaloPlugin } = await import(pathToFileURL(main).href).catch((cause: unknown) => {
    throw new PlainError(`The plugin's main module ${manifest.main} cannot be loaded: ${messageOf(cause)}`, {
      cause,
    });
  });
  if (!module.plugin)
    throw new PlainError(`The plugin's main module ${manifest.main} does not export \`plugin\`.`);
  return module.plugin;
}

async function readManifest(path: string): Promise<PluginManifest> {
  try {
    return checkManifest(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    if (cause instanceof PlainError) throw cause;
    throw new PlainError(`The plugin manifest cannot be read: ${messageOf(cause)}`, { cause });
  }
}

function checkManifest(value: unknown): PluginManifest {
  try {
    return manifestContract.parse(value);
  } catch (cause) {
    throw new PlainError(`The plugin manifest is malformed: ${messageOf(cause)}`, { cause });
  }
}

/**
 * Settles whether this Halo and the plugin fit, before anything of the plugin runs. Throws one plain sentence if not;
 * otherwise returns what the plugin does without.
 */
export function admitPlugin(
  plugin: HaloPlugin,
  offer: { readonly model: boolean; readonly secrets: Readonly<Record<string, string>> },
): readonly ServiceName[] {
  const { name, engines, secrets } = checkManifest(plugin.manifest);
  if (!satisfies(HALO_VERSION, engines.halo)) {
    throw new PlainError(`The plugin ${name} needs Halo ${engines.halo}, but this is Halo ${HALO_VERSION}.`);
  }
  const missing = secrets.filter((secret) => !offer.secrets[secret.name]);
  if (missing.length > 0) {
    throw new PlainError(
      `The plugin ${name} needs ${missing.map((secret) => secret.name).join(', ')} to be set.`,
    );
  }
  const services = [...REQUIRED_SERVICES, ...OPTIONAL_SERVICES.filter(() => offer.model)];
  const answer = plugin.negotiate({ version: HALO_VERSION, services });
  if (!answer.ok) throw new PlainError(`The plugin ${name} does not fit this Halo: ${answer.reason}`);
  return answer.without;
}
