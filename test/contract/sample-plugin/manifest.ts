import type { PluginManifest } from '../../../contracts/generated/manifest.ts';
import { manifest as manifestContract } from '../../../contracts/generated/validators.ts';
import manifestFile from './plugin.manifest.json' with { type: 'json' };

export const manifest: PluginManifest = manifestContract.parse(manifestFile);
