import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html as markup, raw } from 'hono/html';
import { packageRoot } from '../../package-root.ts';
import { html, type ZoomReply } from '../exchange.ts';

/** A piece of a page, escaped already. */
export type Markup = ReturnType<typeof markup>;

const STYLE = join(packageRoot, 'test/zoom/page/page.css');

interface Shown {
  title: string;
  content: Markup;
  narrow?: boolean;
  /** Where a form's answer leads away to: Chromium holds redirects, too, against `form-action`. */
  leadsTo?: string;
}

/** What every page of the local Zoom has around it. */
export function page(status: number, { title, content, narrow = false, leadsTo }: Shown): ZoomReply {
  const style = readFileSync(STYLE, 'utf8');
  const hash = createHash('sha256').update(style).digest('base64');
  const document = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Local Zoom</title>
<style>${raw(style)}</style>
</head>
<body>
<header>
<span class="brand">Local Zoom</span>
<span class="note">A stand-in for Zoom on this machine. Nothing here reaches zoom.us.</span>
</header>
<main${narrow ? raw(' class="narrow"') : ''}>
${content}
</main>
</body>
</html>`.toString();
  return html(status, document, {
    'content-security-policy': [
      "default-src 'none'",
      `style-src 'sha256-${hash}'`,
      `form-action ${["'self'", leadsTo].filter(Boolean).join(' ')}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  });
}

/** A page that says one thing, and the way on. */
export const plainPage = (status: number, title: string, text: string): ZoomReply =>
  page(status, {
    title,
    narrow: true,
    content: markup`<div class="card">
<h1>${title}</h1>
<p>${text}</p>
</div>`,
  });
