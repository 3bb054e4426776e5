import type { Locator, Page } from 'playwright-core';

/** Where things stand on Halo's pages, as a reader would name them. */
export function pageOf(page: Page) {
  const panel = (title: string): Locator =>
    page.locator('section').filter({ has: page.getByRole('heading', { name: title }) });
  return {
    panel,
    /** Waits until the figure reads so. */
    stat: (label: string, figure: string): Promise<void> =>
      page
        .locator('.stat', { has: page.getByRole('heading', { name: label }) })
        .getByText(figure, { exact: true })
        .waitFor(),
  };
}
