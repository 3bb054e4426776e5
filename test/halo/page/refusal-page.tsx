import { html } from 'hono/html';

export interface Refusal {
  readonly title: string;
  /** What it means, and what to do next. */
  readonly text: string;
}

/** What a browser is shown in place of a page that it does not get. */
export function RefusalPage({ title, text }: Refusal) {
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Halo`}</title>
        <link rel="stylesheet" href="/assets/page.css" />
      </head>
      <body>
        <main>
          <section class="card" aria-labelledby="refusal">
            <h1 id="refusal">{title}</h1>
            <p>{text}</p>
            <p>
              <a href="/">To Halo</a>
            </p>
          </section>
        </main>
      </body>
    </html>
  );
  return html`<!doctype html>${document}`;
}
