import type { Context } from 'hono';
import { type Refusal, RefusalPage } from '../page/refusal-page.tsx';
import { SECURITY } from './page-security.ts';

/** Answers a browser with a page, and everything else with JSON. */
export async function refuse(
  c: Context,
  status: 400 | 401 | 403 | 413 | 421 | 500,
  refusal: Refusal,
): Promise<Response> {
  const { title, text } = refusal;
  const reads = c.req.header('accept') ?? '';
  if (reads.includes('text/html')) return c.html(await RefusalPage(refusal), status, SECURITY);
  return c.json({ error: `${title} ${text}` }, status);
}
