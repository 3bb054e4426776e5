import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { beforeAll, describe, expect, it } from 'vitest';
import { statsOutput } from '../../contracts/generated/validators.ts';
import { fixturesFolder } from '../zoom/index.ts';
import { anotherZoom } from './another-zoom.ts';
import { build } from './build.ts';
import { start } from './command.ts';
import { connectAsAdmin } from './consent-page.ts';
import { eventually } from './eventually.ts';
import { temporaryFolder } from './temporary-folder.ts';

const READY = /^Halo is ready at (http:\/\/127\.0\.0\.1:\d+)(\/integrations\/zoom)$/;

async function statsOf(haloUrl: string) {
  const answer = await fetch(`${haloUrl}/api/integrations/zoom/stats`);
  return statsOutput.parse(await answer.json());
}

async function sync(haloUrl: string): Promise<number> {
  const answer = await fetch(`${haloUrl}/api/integrations/zoom/sync`, { method: 'POST' });
  return answer.status;
}

/** The process of the PostgreSQL whose files lie in this folder, by its own record of it. */
async function postgresIn(folder: string): Promise<number> {
  const [home = ''] = (await readdir(folder)).filter((name) => name.startsWith('halo-postgres-'));
  const [pid = ''] = (await readFile(join(folder, home, 'data/postmaster.pid'), 'utf8')).split('\n');
  return Number(pid);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

beforeAll(build);

describe('npm start', () => {
  it('serves the page, connects after Allow, and is gone with its PostgreSQL on SIGTERM', async () => {
    const folder = await temporaryFolder();
    const halo = await start([], { PORT: '0', TMPDIR: folder });
    expect(halo.readyLine).toMatch(READY);
    const [, url = '', path = ''] = READY.exec(halo.readyLine) ?? [];
    const postgres = await postgresIn(folder);
    expect(isAlive(postgres)).toBe(true);

    const page = async () => {
      const answer = await fetch(url + path);
      expect(answer.status).toBe(200);
      return answer.text();
    };
    expect(await page()).toContain('Not connected');

    const refused = await connectAsAdmin(url, 'decline');
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('the request was declined');
    expect((await statsOf(url)).health.state).toBe('disconnected');

    const allowed = await connectAsAdmin(url, 'allow');
    expect(allowed.status).toBe(200);
    const { transcriptsBeforeWebhook } = JSON.parse(
      await readFile(join(fixturesFolder(), 'answers.json'), 'utf8'),
    );
    const stats = await eventually(
      () => statsOf(url),
      ({ totalMeetings }) => totalMeetings === transcriptsBeforeWebhook,
    );
    expect(stats.health.state).toBe('connected');
    expect(await page()).toContain('Connected');
    expect(await sync(url)).toBe(202);

    const end = await halo.stop();
    expect(end).toMatchObject({ code: 0, stdout: `${halo.readyLine}\n` });
    expect(end.stderr).toMatch(/local Zoom’s own page.*: http:\/\/127\.0\.0\.1:\d+\/$/m);
    expect(isAlive(postgres)).toBe(false);
    expect((await readdir(folder)).filter((name) => name.startsWith('halo-postgres-'))).toEqual([]);
  });

  it('takes what Zoom sends to its webhook', async () => {
    const { zoom, env, customers } = await anotherZoom({ autoConsent: false });
    const halo = await start([], { ...env, PORT: '0' });
    const [, url = ''] = READY.exec(halo.readyLine) ?? [];
    const webhook = `${url}/api/integrations/zoom/webhook`;
    expect(await zoom.validateUrl(webhook)).toBe(true);
    zoom.setWebhookTarget(webhook);
    await connectAsAdmin(url, 'allow');
    const [trashed = '', ...kept] = Object.keys(customers);
    await eventually(
      () => statsOf(url),
      ({ totalMeetings }) => totalMeetings === kept.length + 1,
    );

    const deliveries = await zoom.trash(trashed);
    expect(deliveries.map(({ status }) => status)).toEqual([200]);
    const stats = await eventually(
      () => statsOf(url),
      ({ totalMeetings }) => totalMeetings === kept.length,
    );
    expect(stats.recentTranscripts.map(({ uuid }) => uuid)).not.toContain(trashed);
    expect(await halo.stop()).toMatchObject({ code: 0 });
  });
});
