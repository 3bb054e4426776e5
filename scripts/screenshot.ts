/**
 * Takes a picture of a running Halo's page:
 * `npm run screenshot -- [--url URL] [--connect] [--part runs] [--out FILE] [--width 360] [--height 800] [--dark]`.
 * `--connect` first connects it to the local Zoom, as a person would; the picture may be of another page.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { openBrowser } from '../test/page/browser.ts';

/** After the last sync Halo distils what came in. */
const DISTILLED_MS = 5_000;

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4400/integrations/zoom' },
    out: { type: 'string', default: 'docs/page.png' },
    width: { type: 'string', default: '1200' },
    height: { type: 'string', default: '1150' },
    /** The id of a panel, for a picture of it alone. */
    part: { type: 'string' },
    connect: { type: 'boolean', default: false },
    dark: { type: 'boolean', default: false },
  },
});

const browser = await openBrowser();
try {
  const page = await browser.newPage({
    viewport: { width: Number(values.width), height: Number(values.height) },
    colorScheme: values.dark ? 'dark' : 'light',
  });
  if (values.connect) await connect(page, new URL('/integrations/zoom', values.url).href);
  await page.goto(values.url);
  const shown = values.part === undefined ? page : page.locator(`section[aria-labelledby="${values.part}"]`);
  await shown.screenshot({ path: values.out });
} finally {
  await browser.close();
}

async function connect(page: Page, integration: string): Promise<void> {
  await page.goto(integration);
  await page.getByRole('link', { name: /^Connect / }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  do await sleep(DISTILLED_MS);
  while ((await page.locator('[data-busy=true]').count()) > 0);
  await page.goto(integration);
}
