import { Hono } from 'hono';
import { asked } from '../asked.ts';
import { readCompany } from '../company-data.ts';
import { readCompanies } from '../company-list.ts';
import { customerNames } from '../customer-directory.ts';
import { readOrg } from '../orgs.ts';
import { CompaniesPage } from '../page/companies-page.tsx';
import { CompanyPage } from '../page/company-page.tsx';
import { MissingPage } from '../page/missing-page.tsx';
import { COMPANIES_PAGE } from '../paths.ts';
import type { Platform } from '../platform.ts';
import { type Guarded, permitted } from './guards.ts';
import { SECURITY } from './page-security.ts';

/** The pages of the org's companies. */
export function companyPages(platform: Platform): Hono<Guarded> {
  const { halo, plugin } = platform;
  const { provider, name: providerName } = plugin.manifest;
  const view = permitted(platform, 'view');
  const routes = new Hono<Guarded>();

  routes.get(COMPANIES_PAGE, view, async (c) => {
    const { orgId } = c.get('session');
    const find = asked(c.req.query('find')).trim();
    const list = await readCompanies(halo, orgId, find, c.req.query('page'));
    const org = await readOrg(halo, orgId);
    return c.html(await CompaniesPage({ ...list, provider, providerName, org, find }), 200, SECURITY);
  });

  routes.get(`${COMPANIES_PAGE}/:id`, view, async (c) => {
    const { orgId } = c.get('session');
    const kind = asked(c.req.query('kind'));
    const org = await readOrg(halo, orgId);
    const data = await readCompany(halo, orgId, asked(c.req.param('id')), kind);
    if (!data) {
      const missing = await MissingPage({
        at: { section: 'companies', provider, providerName },
        path: ['Companies'],
        org,
        title: 'There is no such company',
        text: 'It may have been removed from Halo since, or the address is not complete.',
        back: { href: COMPANIES_PAGE, label: 'All companies' },
      });
      return c.html(missing, 404, SECURITY);
    }
    const { company, meetings, suggestions } = data;
    const links = meetings.flatMap((meeting) => meeting.links);
    const names = await customerNames(halo, orgId, [
      { companyId: company.id },
      ...links,
      ...suggestions.rows,
    ]);
    return c.html(await CompanyPage({ ...data, provider, providerName, org, names, kind }), 200, SECURITY);
  });

  return routes;
}
