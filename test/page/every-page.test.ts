import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meeting } from '../zoom/meetings.ts';
import { accessibilityFlaws } from './browser.ts';
import { type OpenHalo, openHalo } from './open-halo.ts';

const CALL = 'call+/==';
const ALERT = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>';
const SAID = `${ALERT} The export fails every morning. I will send you the log by Friday.`;

let halo: OpenHalo;

beforeAll(async () => {
  const hostile = meeting(CALL, { topic: `Renewal ${ALERT}`, said: SAID });
  const attendees = hostile.attendees.map((one) => ({ ...one, name: `${one.name} ${ALERT}` }));
  halo = await openHalo(
    [{ ...hostile, attendees }, meeting('later==', { topic: 'Awaited', pending: true })],
    {
      companies: [{ id: 'customer', name: `Contoso ${ALERT}`, domain: 'customer.example' }],
      endUsers: [
        { id: 'ivy', name: `Ivy ${ALERT}`, email: 'invited@customer.example', companyId: 'customer' },
      ],
      rules: [{ type: 'instruction', text: `Skip small talk ${ALERT}` }],
    },
  );
  const admin = await halo.signIn('admin');
  await admin.goto('/integrations/zoom');
  await admin.getByRole('link', { name: 'Connect Zoom' }).click();
  await admin.getByRole('button', { name: 'Allow' }).click();
  await admin.waitForURL('**/integrations/zoom?notice=connecting');
  await halo.halo.idle();
  await admin.context().close();
});
afterAll(() => halo.stop());

const RECORDING = `/integrations/zoom/recording?${new URLSearchParams({ uuid: CALL })}`;

const COMPANY = '/companies/customer';

const PAGES: readonly [string, string][] = [
  ['the integration', '/integrations/zoom'],
  ['its recordings', '/integrations/zoom/recordings'],
  ['one recording', RECORDING],
  ['its settings', '/integrations/zoom/settings'],
  ['the Learning Rules', '/learning-rules'],
  ['the companies', '/companies'],
  ['one company', COMPANY],
  ['all data', '/knowledge'],
  ['an answered question', '/knowledge?q=export+fails&as=staff'],
];

/** What there is nothing of, for another org. */
const ONE_OF_OURS = [RECORDING, COMPANY];

/** What a reader may have before them. */
const SCREENS = [
  { colorScheme: 'light', viewport: { width: 1200, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 360, height: 740 } },
] as const;

async function foldOut(page: Page): Promise<void> {
  await page.evaluate('document.querySelectorAll("details").forEach((each) => { each.open = true })');
}

describe.each(PAGES)('the page of %s', (_, path) => {
  it.each(SCREENS)('is for everybody, on a $colorScheme screen of $viewport.width px', async (screen) => {
    const page = await halo.signIn('admin', screen);
    await page.goto(path);
    await foldOut(page);
    expect(await accessibilityFlaws(page)).toEqual([]);
    const { width } = screen.viewport;
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await page.context().close();
  });

  it('loads nothing from elsewhere, and less than 100 kB at first', async () => {
    const page = await halo.signIn('admin');
    const origins = new Set<string>();
    const sizes: Promise<number>[] = [];
    page.on('requestfinished', (request) => {
      origins.add(new URL(request.url()).origin);
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    await page.goto(path, { waitUntil: 'load' });
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect([...origins]).toEqual([halo.halo.url]);
    expect(bytes).toBeGreaterThan(5_000);
    expect(bytes).toBeLessThan(100_000);
    await page.context().close();
  });

  it('shows what people wrote as text', async () => {
    const page = await halo.signIn('admin');
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(path);
    await foldOut(page);
    expect(
      await page.evaluate('[window.hurt, document.querySelectorAll("main img, main script").length]'),
    ).toEqual([undefined, 0]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('shows someone who may only look nothing to change', async () => {
    const page = await halo.signIn('viewer');
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(200);
    await foldOut(page);
    const forms = page.locator('main form[method=post] button:enabled');
    expect(await forms.count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Reconnect Zoom' }).count()).toBe(0);
    await page.context().close();
  });

  it('shows nothing of another org', async () => {
    const page = await halo.signIn('stranger');
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(ONE_OF_OURS.includes(path) ? 404 : 200);
    const shown = await page.content();
    for (const ours of ['Renewal', 'Contoso', 'Ivy', 'Skip small talk']) expect(shown).not.toContain(ours);
    await page.context().close();
  });
});

describe('a user who may only look', () => {
  it.each([
    ['/integrations/zoom/sync', { scope: 'catch_up' }],
    ['/integrations/zoom/mode', { ingest: 'off' }],
    ['/integrations/zoom/disconnect', { data: 'purge' }],
    ['/integrations/zoom/settings', { lookbackDays: '1' }],
    ['/learning-rules', { type: 'keyword', text: 'export' }],
    [RECORDING, { uuid: CALL, decision: 'removed', customer: 'companyId:customer' }],
  ])('cannot change anything by %s', async (path, form) => {
    const page = await halo.signIn('viewer');
    const answer = await page.request.post(path, { form });
    expect(answer.status()).toBe(403);
    expect(await answer.text()).toContain('integrations:manage');
    await page.context().close();
  });
});

describe('a page that is not there', () => {
  it('says so to everybody, and where to go on', async () => {
    const page = await halo.signIn('admin');
    const answer = await page.goto('/integrations/zoom/recording?uuid=none');
    expect(answer?.status()).toBe(404);
    expect(await accessibilityFlaws(page)).toEqual([]);
    await page.getByRole('main').getByRole('link').click();
    expect(new URL(page.url()).pathname).toBe('/integrations/zoom');
    await page.context().close();
  });
});

describe('the local Zoom', () => {
  it.each(SCREENS)('is for everybody, on a $colorScheme screen of $viewport.width px', async (screen) => {
    const page = await halo.signIn('admin', screen);
    await page.goto(halo.zoom.origin);
    expect(await accessibilityFlaws(page)).toEqual([]);
    await page.goto('/api/integrations/zoom/connect');
    expect(await page.getByRole('button', { name: 'Allow' }).isVisible()).toBe(true);
    expect(await accessibilityFlaws(page)).toEqual([]);
    await page.context().close();
  });
});
