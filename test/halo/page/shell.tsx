import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Message } from '../page-data.ts';

interface ShellProps {
  readonly title: string;
  /** Where the page stands, from the top down. */
  readonly path: readonly string[];
  readonly org: string;
  readonly links: readonly { readonly href: string; readonly label: string }[];
  readonly message: Message | undefined;
  /** The address to load again while something is going on. */
  readonly again?: string | undefined;
  readonly children: Child;
}

/** What every page of Halo has around it. */
export function Shell({ title, path, org, links, message, again, children }: ShellProps) {
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {again === undefined ? null : <meta http-equiv="refresh" content={`3; url=${again}`} />}
        <title>{`${title} · Halo`}</title>
        <link rel="stylesheet" href="/assets/page.css" />
      </head>
      <body>
        <header class="top">
          <span class="brand">Halo</span>
          <nav aria-label="Breadcrumb">
            {path.map((step, place) => (
              <>
                {place > 0 ? <span aria-hidden="true"> › </span> : null}
                {step}
              </>
            ))}
          </nav>
          {links.map(({ href, label }) => (
            <a href={href}>{label}</a>
          ))}
          <span class="org">{org}</span>
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
