import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { packageRoot } from '../../package-root.ts';

const STYLE = join(packageRoot, 'test/halo/page/page.css');
const SCRIPT = fileURLToPath(import.meta.resolve('htmx.org/dist/htmx.min.js'));

/** What the pages load, all of it from Halo: the style, and htmx out of its package. */
export function assetRoutes(): Hono {
  return new Hono()
    .get('/assets/page.css', async (c) => c.body(await readFile(STYLE, 'utf8'), 200, headersOf('text/css')))
    .get('/assets/htmx.js', async (c) =>
      c.body(await readFile(SCRIPT, 'utf8'), 200, headersOf('text/javascript')),
    );
}

function headersOf(type: string) {
  return {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  };
}
