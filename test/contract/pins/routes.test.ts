import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plugin } from '../../../plugin/index.ts';
import type { Halo } from '../../halo/halo.ts';
import { createApp } from '../../halo/http.ts';
import type { Session } from '../../halo/sessions.ts';
import { runningHalo } from '../../unit/halo/running-halo.ts';

/**
 * What answers whom: nobody who has signed in, a session without any permission, one that may only look. Who relies on
 * it stands last.
 */
const ROUTES = [
  ['POST /api/integrations/zoom/webhook', 401, 401, 401, 'Zoom; the address is entered in the app'],
  ['GET /api/integrations/zoom/connect', 401, 403, 403, 'the Connect button, and scripts'],
  ['GET /api/integrations/zoom/callback', 401, 403, 403, 'Zoom; the address is in the app’s allow list'],
  ['POST /api/integrations/zoom/sync', 401, 403, 403, 'scripts'],
  ['POST /api/integrations/zoom/sync/cancel', 401, 403, 403, 'scripts'],
  ['POST /api/integrations/zoom/links', 401, 403, 403, 'scripts'],
  ['POST /api/integrations/zoom/disconnect', 401, 403, 403, 'scripts'],
  ['GET /api/integrations/zoom/stats', 401, 403, 200, 'scripts, and monitoring'],
  ['GET /api/integrations/zoom/runs', 401, 403, 200, 'scripts, and monitoring'],
  ['GET /api/integrations/zoom/diagnostics', 401, 403, 403, 'docs/runbook.md'],
  ['PATCH /api/integrations/zoom/settings', 401, 403, 403, 'scripts'],
  ['POST /api/integrations/zoom/settings/dry-run', 401, 403, 400, 'scripts'],
  ['GET /api/integrations/zoom/dead-letters', 401, 403, 200, 'scripts, and monitoring'],
  ['POST /api/integrations/zoom/dead-letters/retry', 401, 403, 403, 'scripts'],
  ['POST /api/integrations/zoom/dead-letters/drop', 401, 403, 403, 'scripts'],
  ['GET /api/knowledge/search', 401, 403, 200, 'scripts'],
  ['GET /api/learning-rules', 401, 403, 200, 'scripts'],
  ['PUT /api/learning-rules', 401, 403, 403, 'scripts'],
  ['POST /api/learning-rules/dry-run', 401, 403, 400, 'scripts'],
  ['GET /', 302, 302, 302, 'whoever opens Halo’s address'],
  ['GET /integrations/zoom', 401, 403, 200, 'bookmarks, and the ready line of `npm start`'],
  ['GET /integrations/zoom/live', 401, 403, 200, 'the page itself, every few seconds'],
  ['POST /integrations/zoom/sync', 401, 403, 403, 'a form of the page'],
  ['POST /integrations/zoom/cancel', 401, 403, 403, 'a form of the page'],
  ['POST /integrations/zoom/dead-letters', 401, 403, 403, 'a form of the page'],
  ['POST /integrations/zoom/disconnect', 401, 403, 403, 'a form of the page'],
  ['POST /integrations/zoom/mode', 401, 403, 403, 'a form of the page'],
  ['GET /integrations/zoom/recording', 401, 403, 404, 'links in search and on companies’ pages'],
  ['POST /integrations/zoom/recording', 401, 403, 403, 'a form of the page'],
  ['POST /integrations/zoom/recording/add', 401, 403, 403, 'a form of the page'],
  ['GET /integrations/zoom/recordings', 401, 403, 200, 'bookmarks'],
  ['GET /integrations/zoom/settings', 401, 403, 200, 'bookmarks'],
  ['POST /integrations/zoom/settings', 401, 403, 403, 'a form of the page'],
  ['POST /integrations/zoom/settings/try', 401, 403, 403, 'a form of the page'],
  ['GET /learning-rules', 401, 403, 200, 'bookmarks'],
  ['POST /learning-rules', 401, 403, 403, 'a form of the page'],
  ['POST /learning-rules/try', 401, 403, 403, 'a form of the page'],
  ['POST /learning-rules/change', 401, 403, 403, 'a form of the page'],
  ['GET /companies', 401, 403, 200, 'bookmarks'],
  ['GET /companies/:id', 401, 403, 404, 'links to a customer'],
  ['GET /knowledge', 401, 403, 200, 'bookmarks'],
  ['GET /assets/page.css', 200, 200, 200, 'every page, the refusals among them'],
  ['GET /assets/htmx.js', 200, 200, 200, 'every page'],
] as const;

const NOT_FOUND = 404;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** Its door answers every method itself. */
const WEBHOOK = '/api/integrations/zoom/webhook';

/** The permissions that a request states; without the header nobody has signed in. */
const HEADER = 'x-may';

let halo: Halo;

beforeAll(async () => {
  halo = await runningHalo({ plugin, sessions: { of: ({ headers }) => sessionOf(headers.get(HEADER)) } });
});
afterAll(() => halo.stop());

describe('the routes of a running Halo', () => {
  it.each(ROUTES)(
    '%s answers who has not signed in %i, may nothing %i, may look %i',
    async (route, ...pin) => {
      const [signedOut, powerless, viewer] = pin;
      const [method = '', path = ''] = route.split(' ');
      expect({
        signedOut: await ask(method, path),
        powerless: await ask(method, path, ''),
        viewer: await ask(method, path, 'integrations:view'),
      }).toEqual({ signedOut, powerless, viewer });
    },
  );

  it('are these, and no others', () => {
    const { routes } = createApp(halo);
    const own = routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`);
    expect([...new Set([...own, `POST ${WEBHOOK}`])].toSorted()).toEqual(
      ROUTES.map(([route]) => route).toSorted(),
    );
    const open = routes.filter(({ method, path }) => method === 'ALL' && !path.endsWith('*'));
    expect([...new Set(open.map(({ path }) => path))]).toEqual(['/knowledge', WEBHOOK]);
  });

  it('know no other method, whoever asks', async () => {
    const named = new Set<string>(ROUTES.map(([route]) => route));
    const paths = new Set(
      [...named].map((route) => route.split(' ')[1] ?? '').filter((path) => path !== WEBHOOK),
    );
    const others = [...paths].flatMap((path) => METHODS.map((method) => [method, path] as const));
    const answers = await Promise.all(
      others
        .filter(([method, path]) => !named.has(`${method} ${path}`))
        .map(async ([method, path]) => ({ method, path, status: await ask(method, path) })),
    );
    expect(answers.filter(({ status }) => status !== NOT_FOUND)).toEqual([]);
  });

  it.each(METHODS.filter((method) => method !== 'POST'))('refuse a webhook by %s', async (method) => {
    expect(await ask(method, WEBHOOK)).toBe(405);
  });
});

async function ask(method: string, path: string, permissions?: string): Promise<number> {
  const { status } = await fetch(halo.url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(permissions === undefined ? {} : { [HEADER]: permissions }),
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
    },
    ...(method === 'GET' ? {} : { body: '{}' }),
  });
  return status;
}

function sessionOf(permissions: string | null): Session | undefined {
  if (permissions === null) return undefined;
  return { orgId: 'demo', userId: 'vera', permissions: permissions.split(' ').filter(Boolean) };
}
