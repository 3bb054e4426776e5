import type { PluginManifest } from '../contracts/generated/manifest.ts';
import * as contract from '../contracts/generated/validators.ts';
import file from '../plugin.manifest.json' with { type: 'json' };

/** What Halo reads at startup, and what the plugin itself goes by. */
export const manifest: PluginManifest = contract.manifest.parse(file);
