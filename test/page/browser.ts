import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as browserType, type Page } from 'playwright-core';
import { z } from 'zod';

/** As an administrator of the machine Chromium starts with no other sandbox, and it finds no graphics card. */
const ARGUMENTS = ['--no-sandbox', '--no-zygote', '--disable-gpu'];

/**
 * A real browser, out of a package: nothing is downloaded when the tests run. Not with the arguments that the package
 * proposes: they switch off what keeps pages of two origins apart, and let one page's end be the browser's.
 */
export async function openBrowser(): Promise<Browser> {
  return browserType.launch({
    args: ARGUMENTS,
    executablePath: await chromium.executablePath(),
    headless: true,
  });
}

const AXE = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'));

const violations = z.array(z.string());

/** What axe finds wrong with the page as it stands, each with the first element that it is wrong of. */
export async function accessibilityFlaws(page: Page): Promise<string[]> {
  // By the debugger: the page's security headers let no foreign script in.
  await page.evaluate(await readFile(AXE, 'utf8'));
  return violations.parse(await page.evaluate(FLAWS));
}

const FLAWS = `axe.run(document).then(({ violations }) =>
  violations.map(({ id, help, nodes }) => [id, help, nodes[0].html].join(': ')))`;
