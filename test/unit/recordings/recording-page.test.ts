import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningPlugin, startPlugin } from '../../running-plugin.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { meeting } from '../../zoom/meetings.ts';

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
        { id: 'twin-1', name: 'Twin', domain: 'one.example' },
        { id: 'twin-2', name: 'Twin', domain: 'two.example' },
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

async function add(who: string, headers: Record<string, string> = {}) {
  const body = new URLSearchParams({ uuid: CALL, who });
  return fetch(`${url()}/add`, { method: 'POST', body, headers, redirect: 'manual' });
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
      /Dana Doe · <a href="\/companies\/customer">Customer Inc<\/a>.*invited@customer\.example.*same address/s,
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

  it('links another customer by address, name or id', async () => {
    await decide('removed', 'companyId:partner');
    await decide('removed', 'endUserId:guest');
    expect(await links()).toEqual(['customer dana email']);
    for (const who of ['partner: ltd ', 'Guest@Elsewhere.example', 'company:twin-2']) {
      expect((await add(who)).status).toBe(303);
    }
    expect(await links()).toEqual(['customer dana email', 'guest admin', 'partner admin', 'twin-2 admin']);
    const offered = await panel('customers');
    expect(offered).toContain('<option value="guest@elsewhere.example">Guest</option>');
    expect(offered).toContain('<option value="company:twin-1">Twin · Company · one.example</option>');
  });

  it.each([
    ['Nobody <b>', 'Halo has no such customer.', 'Enter the name, the e-mail address or the id'],
    ['', 'Halo has no such customer.', 'Enter the name, the e-mail address or the id'],
    [
      'twin',
      'Several customers go by that.',
      'company:twin-1 for Twin, one.example; company:twin-2 for Twin',
    ],
  ])('links nobody by %j, says why and what to enter', async (who, text, advice) => {
    const before = await links();
    const refused = await add(who);
    expect(refused.status).toBe(400);
    const html = await refused.text();
    expect(html).toContain(text);
    expect(html).toContain(advice);
    expect(html).toContain(`value="${who.replace('<b>', '&lt;b&gt;')}"`);
    expect(await links()).toEqual(before);
  });

  it('takes no change from another site’s page', async () => {
    const foreign = { origin: 'https://evil.example' };
    expect((await decide('removed', 'endUserId:dana', foreign)).status).toBe(403);
    expect((await add('twin-1', foreign)).status).toBe(403);
  });

  it('is not there for a recording that the org does not have: a page says so', async () => {
    const missing = await fetch(`${url()}?uuid=other`);
    expect(missing.status).toBe(404);
    expect(await missing.text()).toMatch(/<nav aria-label="Halo".*There is no such recording/s);
  });
});
