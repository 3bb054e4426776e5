import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REQUIRED_SERVICES } from '../../../contracts/host.ts';
import { negotiate } from '../../../plugin/negotiate.ts';
import type { HaloOptions } from '../../halo/halo.ts';
import { listen } from '../../halo/http.ts';
import { PlainError } from '../../halo/plain-error.ts';
import { admitPlugin, isInRange, loadPlugin } from '../../halo/plugin-loader.ts';
import { madeUpPlugin, manifest } from './made-up-plugin.ts';
import { runningHalo, SECRETS } from './running-halo.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-manifest-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function load(text: string, main = 'export const plugin = { manifest: {} };') {
  await writeFile(join(folder, 'main.mjs'), main);
  await writeFile(join(folder, 'plugin.manifest.json'), text);
  return loadPlugin(join(folder, 'plugin.manifest.json'));
}

/** Where nothing listens: whatever went there would fail in another way. */
const startWithoutDatabase = (options: Partial<HaloOptions>) =>
  runningHalo({ databaseUrl: 'postgres://127.0.0.1:9/nowhere', ...options });

const offer = { model: false, secrets: SECRETS };

describe('loading a plugin', () => {
  it('imports what the manifest’s main exports', async () => {
    expect(await load(JSON.stringify({ ...manifest, main: './main.mjs' }))).toEqual({ manifest: {} });
  });

  it.each([
    ['a manifest that is no JSON', '{', /cannot be read/],
    ['a field of the wrong type', JSON.stringify({ ...manifest, cronSync: 'yes' }), /malformed.*cronSync/],
    ['a field there is not', JSON.stringify({ ...manifest, colour: 'red' }), /malformed.*colour/],
    ['one that is nested without end', `${'['.repeat(60)}${']'.repeat(60)}`, /cannot be read.*nested deeper/],
    [
      'a main that is not there',
      JSON.stringify({ ...manifest, main: './gone.mjs' }),
      /gone\.mjs cannot be loaded/,
    ],
  ])('says in one sentence what is wrong with %s', async (_, text, message) => {
    const failure = await load(text).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PlainError);
    expect(String(failure)).toMatch(message);
  });

  it('says that the main module exports no plugin', async () => {
    await writeFile(join(folder, 'empty.mjs'), '');
    await expect(load(JSON.stringify({ ...manifest, main: './empty.mjs' }))).rejects.toThrow(
      /does not export/,
    );
  });
});

describe('admitting a plugin', () => {
  it('passes on what the plugin does without', () => {
    expect(admitPlugin(madeUpPlugin(), offer)).toEqual(['model']);
    expect(admitPlugin(madeUpPlugin(), { ...offer, model: true })).toEqual([]);
  });

  it.each(['^2.0.0', '<1.4', '~1.3.9'])('refuses one that needs Halo %s', (halo) => {
    const plugin = madeUpPlugin({}, { manifest: { ...manifest, engines: { halo } } });
    expect(() => admitPlugin(plugin, offer)).toThrow(`needs Halo ${halo}, but this is Halo 1.4.2`);
  });

  it.each(['1.3.9', '1.4.0-rc.1', '1.4.0', '1.5.0-beta.2', '2.0.0-beta.1', '2.0.0'])(
    'takes Halo %s for one that fits exactly where the Zoom plugin does',
    (version) => {
      const answer = negotiate({ version, services: REQUIRED_SERVICES });
      expect(isInRange(version, manifest.engines.halo)).toBe(answer.ok);
    },
  );

  it('names the secrets that are missing', () => {
    const { ZOOM_CLIENT_SECRET: _, ...rest } = SECRETS;
    expect(() => admitPlugin(madeUpPlugin(), { ...offer, secrets: rest })).toThrow(
      /needs ZOOM_CLIENT_SECRET/,
    );
  });

  it('hands on the plugin’s own reason for refusing, before anything runs', async () => {
    const plugin = madeUpPlugin(
      {},
      { negotiate: () => ({ ok: false, reason: 'It has no knowledge base.' }) },
    );
    await expect(startWithoutDatabase({ plugin })).rejects.toThrow(
      'does not fit this Halo: It has no knowledge base.',
    );
  });
});

describe('starting Halo', () => {
  it('says in one sentence that the port is taken', async () => {
    const { server, port } = await listen(0);
    const second = await startWithoutDatabase({ port }).catch((error: unknown) => error);
    server.close();
    expect(second).toBeInstanceOf(PlainError);
    expect(String(second)).toContain(`Port ${port} cannot be used`);
  });
});
