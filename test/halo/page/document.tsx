import { html } from 'hono/html';
import type { Child } from 'hono/jsx';

/**
 * Pages work without a script; htmx brings news to them. No style of its own, which the security headers forbid; what a
 * reader has opened stays open, and an answer that is an error changes nothing.
 */
const HTMX = JSON.stringify({
  includeIndicatorCSS: false,
  history: 'reload',
  morphIgnore: ['data-htmx-powered', 'open'],
  noSwap: [204, 304, '4xx', '5xx'],
});

/** A whole page, for the browser. */
export function Document({ title, children }: { readonly title: string; readonly children: Child }) {
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="htmx-config" content={HTMX} />
        <title>{`${title} · Halo`}</title>
        <link rel="stylesheet" href="/assets/page.css" />
        <script src="/assets/htmx.js" defer />
      </head>
      <body>{children}</body>
    </html>
  );
  return html`<!doctype html>${document}`;
}
