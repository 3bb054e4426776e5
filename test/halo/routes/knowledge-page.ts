import { Hono } from 'hono';
import { asked } from '../asked.ts';
import { customerNames, someCustomers } from '../customer-directory.ts';
import { ask } from '../knowledge/ask.ts';
import { readSources } from '../knowledge/sources.ts';
import { readOrg } from '../orgs.ts';
import { AllDataPage } from '../page/all-data-page.tsx';
import { KNOWLEDGE_PAGE } from '../paths.ts';
import type { Platform } from '../platform.ts';
import { type Guarded, permitted } from './guards.ts';
import { SECURITY } from './page-security.ts';

/** The page of the knowledge base: every source, and who would be answered from what. */
export function knowledgePage(platform: Platform): Hono<Guarded> {
  const { halo, plugin, clock } = platform;
  const { provider, name: providerName } = plugin.manifest;

  return new Hono<Guarded>().get(KNOWLEDGE_PAGE, permitted(platform, 'view'), async (c) => {
    const { orgId } = c.get('session');
    const [find, text, as] = [c.req.query('find'), c.req.query('q'), c.req.query('as')].map((value) =>
      asked(value).trim(),
    );
    const question = { text: text ?? '', as: as ?? '' };
    const list = await readSources(halo, orgId, find ?? '', c.req.query('page'));
    const document = await AllDataPage({
      ...list,
      ...{ provider, providerName, question, find: find ?? '' },
      org: await readOrg(halo, orgId),
      names: await customerNames(
        halo,
        orgId,
        list.sources.flatMap(({ customers }) => customers),
      ),
      answer: await ask(halo, orgId, question),
      offered: await someCustomers(halo, orgId),
      now: clock.now(),
    });
    return c.html(document, 200, SECURITY);
  });
}
