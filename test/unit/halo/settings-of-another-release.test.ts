import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '../../halo/integrations.ts';
import { changeSettings } from '../../halo/operations.ts';
import { type OrgOnly, openOrg } from './org-only.ts';

/** Two that fit, one that is out of its bounds by now, and one that this release does not know. */
const STORED = { lookbackDays: 90, redactEmails: true, minimumMinutes: 9_999, redactFaces: true };

let halo: OrgOnly;
beforeAll(async () => {
  halo = await openOrg();
});
afterAll(() => halo.halo.end());

async function store(settings: object): Promise<void> {
  await halo.halo.query(
    `insert into integrations (org_id, provider, settings) values ($1, 'zoom', $2)
     on conflict (org_id, provider) do update set settings = excluded.settings`,
    [halo.orgId, JSON.stringify(settings)],
  );
}

async function stored(): Promise<unknown> {
  const [row] = await halo.halo.query<{ settings: unknown }>('select settings from integrations');
  return row?.settings;
}

describe('settings that another release has stored', () => {
  it('reach the plugin where they fit, and as defaults where they do not', async () => {
    await store(STORED);
    const settings = await readSettings(halo.halo, halo.settings, halo.orgId, 'zoom');
    expect(settings).toMatchObject({ lookbackDays: 90, redactEmails: true, minimumMinutes: 0 });
    expect(settings).not.toHaveProperty('redactFaces');
  });

  it('keep no other setting from being saved', async () => {
    await store(STORED);
    expect(await changeSettings(halo, halo.orgId, { webinars: false })).toMatchObject({
      ok: true,
      settings: { lookbackDays: 90, redactEmails: true, minimumMinutes: 0, webinars: false },
    });
    expect(await stored()).toMatchObject({ lookbackDays: 90, redactEmails: true, webinars: false });
  });

  it('outlive a save by this release, so that the other one still finds them', async () => {
    await store(STORED);
    await changeSettings(halo, halo.orgId, { webinars: false });
    expect(await stored()).toMatchObject({ redactFaces: true });
  });
});
