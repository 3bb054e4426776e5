import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import pg from 'pg';
import { z } from 'zod';
import { errorFields } from './log-error.ts';
import type { Refusal } from './page/refusal-page.tsx';
import { COMPANIES_PAGE, KNOWLEDGE_PAGE, pagePath, RULES_PAGE } from './paths.ts';
import { messageOf, PlainError } from './plain-error.ts';
import type { Platform } from './platform.ts';
import { assetRoutes } from './routes/assets.ts';
import { companyPages } from './routes/companies-page.ts';
import { deadLetterRoutes } from './routes/dead-letters.ts';
import { ownHost } from './routes/guards.ts';
import { integrationRoutes } from './routes/integration.ts';
import { integrationForms } from './routes/integration-forms.ts';
import { integrationPage } from './routes/integration-page.ts';
import { knowledgeRoutes } from './routes/knowledge.ts';
import { knowledgePage } from './routes/knowledge-page.ts';
import { learningRuleRoutes } from './routes/learning-rules.ts';
import { learningRulesPage } from './routes/learning-rules-page.ts';
import { recordingPage } from './routes/recording-page.ts';
import { recordingsPage } from './routes/recordings-page.ts';
import { refuse } from './routes/refuse.ts';
import { settingsRoutes } from './routes/settings.ts';
import { settingsPage } from './routes/settings-page.ts';
import { webhookRoute } from './routes/webhook.ts';

/** What a browser loads. The webhook's replies and the API's go as they are. */
const COMPRESSED = ['/assets/*', pagePath('*'), `${COMPANIES_PAGE}/*`, KNOWLEDGE_PAGE, `${RULES_PAGE}/*`];

const TROUBLE: Refusal = {
  title: 'Halo could not answer this request.',
  text: 'What went wrong is in its log. Try again in a moment.',
};
/** No form of Halo's own sends what its routes do not understand. */
const UNREADABLE: Refusal = {
  title: 'Halo does not understand this request.',
  text: 'Nothing has changed. Load the page again and try once more.',
};

const TOO_LARGE: Refusal = {
  title: 'This request is larger than any of Halo’s forms.',
  text: 'Nothing has changed. Shorten what you send and try once more.',
};
const MAX_BODY_BYTES = 1024 * 1024;

/** Halo's HTTP side: the webhook, the integration's API, its settings and dead letters, Learning Rules, knowledge search, and the pages. */
export function createApp(platform: Platform): Hono {
  const app = new Hono();
  for (const pages of COMPRESSED) app.use(pages, compress());
  app.use('/assets/*', etag());
  app.route('/', webhookRoute(platform));
  app.use(ownHost(platform));
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => refuse(c, 413, TOO_LARGE) }));
  app.route('/', integrationRoutes(platform));
  app.route('/', settingsRoutes(platform));
  app.route('/', deadLetterRoutes(platform));
  app.route('/', knowledgeRoutes(platform));
  app.route('/', learningRuleRoutes(platform));
  app.route('/', learningRulesPage(platform));
  app.route('/', assetRoutes());
  app.route('/', integrationPage(platform));
  app.route('/', integrationForms(platform));
  app.route('/', recordingPage(platform));
  app.route('/', recordingsPage(platform));
  app.route('/', settingsPage(platform));
  app.route('/', companyPages(platform));
  app.route('/', knowledgePage(platform));
  app.onError((error, c) => {
    if (error instanceof z.ZodError || isUnfitText(error)) return refuse(c, 400, UNREADABLE);
    const fields = { event: 'halo.request.failed', path: c.req.path, ...errorFields(error) };
    platform.database.unlessAway(() => platform.log.error(fields, 'A request could not be answered.'));
    return refuse(c, 500, TROUBLE);
  });
  return app;
}

/** PostgreSQL's refusal of NUL, of half a surrogate pair, and of a text that is no UUID. */
const UNFIT_TEXT = new Set(['22021', '22P05', '22P02']);

function isUnfitText(error: unknown): boolean {
  return error instanceof pg.DatabaseError && UNFIT_TEXT.has(error.code ?? '');
}

const HOST = '127.0.0.1';

/** Takes the port, before anything else of Halo runs on it. Port 0 takes a free one. */
export async function listen(port: number): Promise<{ server: Server; port: number }> {
  // Until Halo is ready: Zoom and the browser are asked to come again.
  const server = createServer((_, response) => response.writeHead(503, { 'retry-after': '1' }).end());
  try {
    server.listen(port, HOST);
    await once(server, 'listening');
  } catch (cause) {
    throw new PlainError(`Port ${port} cannot be used: ${messageOf(cause)}. Set PORT to a free one.`, {
      cause,
    });
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return { server, port: address.port };
}

export function serve(server: Server, app: Hono): void {
  server.removeAllListeners('request');
  server.on('request', getRequestListener(app.fetch));
}

export async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  server.closeIdleConnections();
  // A keep-alive connection between two requests must not hold up the stop.
  setTimeout(() => server.closeAllConnections(), 1_000).unref();
  await once(server, 'close');
}
