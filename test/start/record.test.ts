import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { build } from './build.ts';
import { run } from './command.ts';
import { temporaryFolder } from './temporary-folder.ts';

beforeAll(build);

const record = (args: readonly string[], env = {}) => run(args, env, { script: 'record' });

describe('npm run record', () => {
  it('records the local Zoom, reports in JSON, and finds no drift that the plugin cannot read', async () => {
    const out = join(await temporaryFolder(), 'archive');
    const { code, stdout, stderr } = await record([
      ...['--out', out, '--seed', '7', '--recordings', '3', '--drift', '--json'],
    ]);
    expect(code, stderr).toBe(0);
    const { recorded, drift } = JSON.parse(stdout);
    const written = (await readdir(out, { recursive: true })).filter((name) => name !== 'files');
    expect(recorded).toMatchObject({ folder: out, files: written.length });
    expect(written.filter((name) => /^recording-\d+\.har$/.test(name)).length).toBeLessThanOrEqual(3);
    expect(recorded.exchanges).toBeGreaterThan(5);
    expect(drift.filter(({ breaks }: { breaks: boolean }) => breaks)).toEqual([]);
    const connect = JSON.parse(await readFile(join(out, 'connect.har'), 'utf8'));
    expect(connect.log).toMatchObject({ version: '1.2', _origin: 'recorded' });

    const again = await record(['--out', out]);
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toMatch(/is there already\. Name another folder/);

    const compared = await record(['--archive', out]);
    expect(compared.code, compared.stderr).toBe(0);
    expect(compared.stdout).toMatch(/the plugin can read all of it|No drift/);
  }, 120_000);

  it('says in one sentence what does not fit, before it asks anybody anything', async () => {
    expect(await record([], { ZOOM_CLIENT_ID: 'an-app' })).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET must be set to record another Zoom than the local one.\n',
    });
  });

  it('tells its options', async () => {
    expect((await record(['--help'])).stdout).toMatch(/--out DIR[\s\S]+--drift[\s\S]+--archive DIR/);
  });
});
