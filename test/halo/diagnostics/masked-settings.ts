import { z } from 'zod';
import { ingestIsOn, readSettings } from '../integrations.ts';
import type { Platform } from '../platform.ts';

const choices = z.object({ enum: z.array(z.string()) });

/** The org's settings. What people have written, such as hosts, titles and patterns, is only counted. */
export async function readMaskedSettings(
  { halo, settings: schema, plugin: { manifest } }: Platform,
  orgId: string,
) {
  const settings = await readSettings(halo, schema, orgId, manifest.provider);
  const entries = Object.entries(manifest.settings.properties).map(
    ([name, property]) =>
      [name, masked(settings[name], choices.safeParse(property).data?.enum ?? [])] as const,
  );
  return { ingest: await ingestIsOn(halo, orgId, manifest.provider), ...Object.fromEntries(entries) };
}

function masked(value: unknown, offered: readonly string[]): unknown {
  if (typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value === 'string' && offered.includes(value)) return value;
  return Array.isArray(value) ? { entries: value.length } : 'not shown';
}
