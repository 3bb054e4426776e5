import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meeting } from '../zoom/meetings.ts';
import { type OpenHalo, openHalo } from './open-halo.ts';
import { pageOf } from './seen.ts';

const TOPIC = 'Renewal with Customer Inc';
const SAID = 'The export fails every morning. I will send you the log by Friday.';

let halo: OpenHalo;
let page: Page;

beforeAll(async () => {
  halo = await openHalo(
    [
      meeting('renewal==', { topic: TOPIC, said: SAID, minutesAgo: 90 }),
      ...Array.from({ length: 9 }, (_, index) =>
        meeting(`weekly${index}==`, { topic: `Weekly ${index}`, minutesAgo: 1_500 * (index + 1) }),
      ),
    ],
    {
      companies: [{ id: 'customer', name: 'Customer Inc', domain: 'customer.example' }],
      endUsers: [
        { id: 'ivy', name: 'Ivy Invited', email: 'invited@customer.example', companyId: 'customer' },
      ],
    },
  );
  page = await halo.signIn('admin');
});
afterAll(() => halo.stop());

/** In the order in which an admin meets them. */
describe('an admin', () => {
  it('connects Zoom, and sees without loading again how far the first sync is and what it brought', async () => {
    halo.zoom.faults.add({
      match: { template: '/rec/download/{file}' },
      ...{ respond: 'slow', delayMs: 1_500, times: 10 },
    });
    await page.goto('/integrations/zoom');
    await page.getByRole('link', { name: 'Connect Zoom' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Halo');
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.waitForURL('**/integrations/zoom?notice=connecting');
    const loaded = await page.evaluate('performance.timeOrigin');

    await page.getByRole('progressbar').waitFor();
    await page.getByText(/Bringing recordings in: \d+ of 10/).waitFor();
    await page.getByText('10 brought in').waitFor();
    await pageOf(page).stat('Meetings synced', '10');
    await page.getByText('Connected', { exact: true }).waitFor();
    expect(await page.evaluate('performance.timeOrigin')).toBe(loaded);
  });

  it('sees a meeting that is finished in Zoom appear, and the figures change', async () => {
    await page.goto('/integrations/zoom');
    const zoom = await page.context().newPage();
    await zoom.goto(halo.zoom.origin);
    await zoom.getByLabel('Topic').fill('Live from Zoom');
    await zoom.getByLabel('Customer’s e-mail address').fill('invited@customer.example');
    await zoom.getByRole('button', { name: 'Finish' }).first().click();
    await page.getByRole('link', { name: 'Live from Zoom' }).waitFor();
    await pageOf(page).stat('Meetings synced', '11');
    await zoom.close();
  });

  it('keeps what is open and typed while news comes in', async () => {
    await page.goto('/integrations/zoom');
    await page.getByText('What to sync…').click();
    await page.getByLabel('Question').fill('half a quest');
    await halo.zoom.holdMeeting({
      ...{ topic: 'In between', hostEmail: 'host@example.com', participants: [] },
      said: [{ speaker: 'Hanna Host', words: 'Only a word.' }],
    });
    await page.getByRole('link', { name: 'In between' }).waitFor();
    expect(await page.getByLabel('Everything again').isVisible()).toBe(true);
    expect(await page.getByLabel('Question').inputValue()).toBe('half a quest');
  });

  it('removes a link, and no later sync brings it back', async () => {
    await page.goto('/integrations/zoom/recordings');
    await page.getByRole('link', { name: TOPIC }).click();
    const customers = pageOf(page).panel('Customers');
    await customers.getByRole('strong').getByText('Ivy Invited · Customer Inc').waitFor();
    await customers.getByRole('button', { name: 'Remove' }).first().click();
    await customers.getByText('Removed by hand').waitFor();

    await page.goto('/integrations/zoom');
    await page.getByText('What to sync…').click();
    await page.getByLabel('Everything again').check();
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.getByText('Full resync').waitFor();
    await halo.halo.idle();
    await page.goto('/integrations/zoom/recordings?text=renewal');
    await page.getByRole('link', { name: TOPIC }).click();
    await customers.getByText('Removed by hand').waitFor();
  });

  it('finds recordings while typing, by what they are about', async () => {
    await page.goto('/integrations/zoom/recordings');
    await page.getByLabel('Topic').fill('renewal');
    await page.getByRole('heading', { name: '1 recording', exact: true }).waitFor();
    await page.goBack();
    await page.goForward();
    expect(await page.getByLabel('Topic').inputValue()).toBe('renewal');
  });

  it('is told which setting is wrong, and keeps what was typed', async () => {
    await page.goto('/integrations/zoom/settings');
    await page.getByLabel('Look back on first connect').fill('30');
    await page.getByText('What is masked before it is stored').click();
    await page.getByLabel('Mask by patterns of your own').fill('ACME-(');
    await page.getByText('Which meetings come in').click();
    await page.getByLabel('Only these hosts').fill('nobody');
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByText('The settings were not saved.').waitFor();
    const wrong = page.getByLabel('Only these hosts');
    expect(await wrong.getAttribute('aria-invalid')).toBe('true');
    expect(await wrong.inputValue()).toBe('nobody');
    await page.getByText('“nobody”: This is no e-mail address.').waitFor();
  });

  it('tries settings before saving them, and sees which meetings they would leave out and why', async () => {
    await page.goto('/integrations/zoom/settings');
    await page.getByText('Which meetings come in').click();
    await page.getByLabel('Leave out by title').fill('Weekly');
    await page.getByRole('button', { name: 'Try on recent recordings' }).click();
    await page.getByText('9 of your last 12 recordings would be left out').waitFor();
    await page.getByText('9 × The settings leave out meetings with such a title.').waitFor();
    await page.goto('/integrations/zoom/settings');
    expect(await page.getByLabel('Leave out by title').inputValue()).toBe('');
  });

  it('tries a Learning Rule before saving it', async () => {
    await page.goto('/learning-rules');
    await page.getByLabel('Keyword').check();
    await page.getByLabel('Words').fill('export fails');
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByText(/It would change \d+ of \d+/).waitFor();
    await pageOf(page).panel('What “export fails” would do').getByText('Removed').first().waitFor();
    await page.getByRole('button', { name: 'Save this rule' }).click();
    await page.getByText('The rules are saved.').waitFor();
    await page.getByText('being distilled anew').waitFor({ state: 'detached' });
    await page.goto('/integrations/zoom/recordings?state=skipped');
    await page.getByRole('paragraph').getByText('A Learning Rule keeps it out.').waitFor();
  });

  it('disconnects and deletes it all, and sees it gone', async () => {
    await page.goto('/integrations/zoom');
    await page.getByText('Disconnect…').click();
    await page.getByLabel('Delete it all').check();
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByText('Not connected').waitFor();
    await pageOf(page).stat('Meetings synced', '0');
    await page.getByText('12 meetings deleted').or(page.getByText('11 meetings deleted')).waitFor();
  });
});
