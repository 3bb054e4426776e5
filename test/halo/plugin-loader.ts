import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { satisfies } from 'semver';
import { z } from 'zod';
import type { PluginManifest } from '../../contracts/generated/manifest.ts';
import { manifest as manifestContract } from '../../contracts/generated/validators.ts';
import { OPTIONAL_SERVICES, REQUIRED_SERVICES, type ServiceName } from '../../contracts/host.ts';
import type { HaloPlugin } from '../../contracts/plugin.ts';
import { ContractViolation } from '../../contracts/validator.ts';
import { messageOf, PlainError } from './plain-error.ts';
import { settingsSchema } from './settings-schema.ts';

export const HALO_VERSION = '1.4.2';

/** As plugins are to compare it in `negotiate`: a prerelease of a Halo that fits is one to try them with. */
export function isInRange(version: string, range: string): boolean {
  return satisfies(version, range, { includePrerelease: true });
}

/** Schemas are read by functions that call themselves: how deep they come depends on the stack that is left. */
const MOST_DEEP = 50;

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
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw unreadable(cause);
  });
  return manifestIn(text);
}

/** The manifest in a file's text. */
export function manifestIn(text: string): PluginManifest {
  try {
    return checkManifest(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof PlainError) throw cause;
    throw unreadable(cause);
  }
}

function unreadable(cause: unknown): PlainError {
  return new PlainError(`The plugin manifest cannot be read: ${messageOf(cause)}`, { cause });
}

function checkManifest(value: unknown): PluginManifest {
  if (isDeeper(value, MOST_DEEP)) throw unreadable(new Error('It is nested deeper than any schema.'));
  const manifest = parsed(value);
  const problem = problemOfSettings(manifest);
  if (problem) throw malformed(`settings.properties.${problem}`);
  return manifest;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1));
}

function parsed(value: unknown): PluginManifest {
  try {
    return manifestContract.parse(value);
  } catch (cause) {
    throw cause instanceof ContractViolation ? malformed(messageOf(cause), cause) : unreadable(cause);
  }
}

/** An org begins with the defaults, and what it stores is checked by the same schema. */
function problemOfSettings({ settings }: PluginManifest): string | undefined {
  const defaults = Object.entries(settings.properties).map(([name, property]) => [name, property.default]);
  try {
    const checked = settingsSchema({ settings })(Object.fromEntries(defaults));
    const [wrong] = checked.ok ? [] : Object.entries(checked.errors);
    return wrong && `${wrong[0]}.default: ${wrong[1]}`;
  } catch (cause) {
    const unreadable = Object.entries(settings.properties).find(([, property]) => !isReadable(property));
    return `${unreadable?.[0] ?? ''}: ${messageOf(cause)}`;
  }
}

function isReadable(property: z.core.JSONSchema.JSONSchema): boolean {
  try {
    return Boolean(z.fromJSONSchema(property));
  } catch {
    return false;
  }
}

function malformed(what: string, cause?: unknown): PlainError {
  return new PlainError(`The plugin manifest is malformed: ${what}`, { cause });
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
  if (!isInRange(HALO_VERSION, engines.halo)) {
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
