/** Takes a picture of a running Halo's page: `npm run screenshot -- [--out FILE] [--width 360] [--height 800] [--dark]`. */
import { parseArgs } from 'node:util';
import chromium from '@sparticuz/chromium';
import { chromium as browserType } from 'playwright-core';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4400/integrations/zoom' },
    out: { type: 'string', default: 'docs/page.png' },
    width: { type: 'string', default: '1200' },
    height: { type: 'string', default: '1150' },
    dark: { type: 'boolean', default: false },
  },
});

const browser = await browserType.launch({
  args: chromium.args,
  executablePath: await chromium.executablePath(),
  headless: true,
});
try {
  const page = await browser.newPage({
    viewport: { width: Number(values.width), height: Number(values.height) },
    colorScheme: values.dark ? 'dark' : 'light',
  });
  await page.goto(values.url);
  await page.screenshot({ path: values.out });
} finally {
  await browser.close();
}
