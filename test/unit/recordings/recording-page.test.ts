import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountWith } from '../zoom-simulator/zoom-client.ts';
import { meeting } from './meetings.ts';
import { type RunningPlugin, startPlugin } from './running-plugin.ts';

const CALL = 'call+/==';
const SCRIPT = '<script>alert(1)</script>';

let plugin: RunningPlugin;

beforeAll(async () => {
  plugin = await startPlugin(
    {
      accounts: [
        accountWith(meeting(CALL, { topic: SCRIPT, said: `The export fails every morning. ${SCRIPT}` })),
      ],
    },
    {
      companies: [
        { id: 'customer', name: 'Customer Inc', domain: 'customer.example' },
        { id: 'partner', name: 'Partner: Ltd', domain: null },
      ],
      endUsers: [
        { id: 'dana', name: 'Dana Doe', email: 'invited@customer.example', companyId: 'customer' },
        { id: 'guest', name: 'Guest', email: 'guest@elsewhere.example' },
      ],
    },
  );
});
afterAll(() => plugin.stop());

const url = () => `${plugin.halo.url}/integrations/zoom/recording`;
const page = async () => (await fetch(`${url()}?${new URLSearchParams({ uuid: CALL })}`)).text();

async function decide(decision: string, customer: string, headers: Record<string, string> = {}) {
  const body = new URLSearchParams({ uuid: CALL, decision, customer });
  return fetch(url(), { method: 'POST', body, headers, redirect: 'manual' });
}

async function links(): Promise<string[]> {
  const rows = await plugin.halo.halo.query<{ link: string }>(
    `select concat_ws(' ', company_id, end_user_id, method) as link from meeting_links order by 1`,
  );
  return rows.map(({ link }) => link);
}

/** One panel of the page, by the id of its title. */
async function panel(id: string): Promise<string> {
  const [, rest = ''] = (await page()).split(`aria-labelledby="${id}"`);
  return rest.split('</section>')[0] ?? '';
}

describe('the page of a recording', () => {
  it('is where the list of recordings leads', async () => {
    const list = await (await fetch(`${plugin.halo.url}/integrations/zoom`)).text();
    expect(list).toContain(`/integrations/zoom/recording?${new URLSearchParams({ uuid: CALL })}`);
  });

  it('shows who took part, by which source, whose it is and why, what was said and what came of it', async () => {
    expect(await panel('participants')).toMatch(/Invited.*invited@customer\.example: took part/s);
    expect(await panel('customers')).toMatch(
      /Dana Doe · Customer Inc.*invited@customer\.example.*same address/s,
    );
    expect(await panel('transcript')).toContain('The export fails every morning.');
    expect(await panel('insights')).toContain('The export fails every morning.');
  });

  it('shows a namesake as a perhaps', async () => {
    expect(await panel('customers')).toMatch(/Guest.*Perhaps.*A name alone links nothing/s);
  });

  it('shows what people wrote as text, never as markup', async () => {
    expect(await page()).not.toContain(SCRIPT);
    expect(await page()).toContain('&lt;script&gt;alert(1)');
  });

  it('takes an admin’s word on each customer, and shows it at once', async () => {
    const decided = await decide('removed', 'endUserId:dana');
    expect(decided.status).toBe(303);
    expect(await links()).not.toContain('customer dana email');
    expect(await panel('customers')).toContain('Removed by hand');
    await decide('undecided', 'endUserId:dana');
    expect(await links()).toContain('customer dana email');
    await decide('confirmed', 'endUserId:dana');
    expect(await panel('customers')).toContain('Confirmed');
    await decide('added', 'companyId:partner');
    await decide('added', 'endUserId:guest');
    await plugin.sync('full_resync');
    expect(await links()).toEqual(['customer dana email', 'guest admin', 'partner admin']);
  });

  it('takes no change from another site’s page', async () => {
    expect((await decide('removed', 'endUserId:dana', { origin: 'https://evil.example' })).status).toBe(403);
  });

  it('is not there for a recording that the org does not have', async () => {
    expect((await fetch(`${url()}?uuid=other`)).status).toBe(404);
  });
});
