import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Message } from '../message.ts';
import { Navigation, type Place } from './navigation.tsx';

interface ShellProps {
  readonly title: string;
  /** Where the page stands, from the top down. */
  readonly path: readonly string[];
  readonly org: string;
  readonly at: Place;
  readonly message: Message | undefined;
  readonly children: Child;
}

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

/** What every page of Halo has around it. */
export function Shell({ title, path, org, at, message, children }: ShellProps) {
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
      <body>
        <header class="top">
          <span class="brand">Halo</span>
          <Navigation at={at} />
          <span class="org">{org}</span>
          <nav aria-label="Breadcrumb" class="breadcrumb">
            {path.map((step, place) => (
              <>
                {place > 0 ? <span aria-hidden="true"> › </span> : null}
                {step}
              </>
            ))}
          </nav>
        </header>
        <main>
          {message ? (
            <p class={`message ${message.tone}`} role="status">
              <strong>{message.text}</strong> {message.advice}
            </p>
          ) : null}
          {children}
        </main>
      </body>
    </html>
  );
  return html`<!doctype html>${document}`;
}
