import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningPlugin, startPlugin } from '../../running-plugin.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { meeting } from '../../zoom/meetings.ts';

const CALL = 'call+/==';
const RECORDING = `href="/integrations/zoom/recording?${new URLSearchParams({ uuid: CALL })}"`;

let plugin: RunningPlugin;

beforeAll(async () => {
  plugin = await startPlugin(
    {
      accounts: [accountWith(meeting(CALL, { topic: 'Review', said: 'The export fails every morning.' }))],
    },
    {
      companies: [
        { id: 'customer', name: 'Customer Inc', domain: 'customer.example' },
        { id: 'elsewhere', name: 'Elsewhere Ltd', domain: 'elsewhere.example' },
      ],
      endUsers: [
        { id: 'dana', name: 'Dana Doe', email: 'invited@customer.example', companyId: 'customer' },
        { id: 'guest', name: 'Guest', email: 'guest@elsewhere.example', companyId: 'elsewhere' },
      ],
    },
  );
});
afterAll(() => plugin.stop());

const page = async (path: string) => (await fetch(`${plugin.halo.url}${path}`)).text();

async function panel(path: string, id: string): Promise<string> {
  const [, rest = ''] = (await page(path)).split(`aria-labelledby="${id}"`);
  return rest.split('</section>')[0] ?? '';
}

describe('what came from Zoom', () => {
  it('stands on its company’s page: the meeting, why it is theirs, and what was distilled', async () => {
    expect(await panel('/companies/customer', 'meetings')).toMatch(
      /Review<.*Searchable.*Dana Doe.*invited@customer\.example, .*same address/s,
    );
    expect(await panel('/companies/customer', 'insights')).toMatch(
      /The export fails every morning.*Pain point.*Dana Customer/s,
    );
    expect(await page('/companies')).toMatch(/Customer Inc.*1 meeting, on .*Elsewhere Ltd.*1 suggestion/s);
  });

  it('is only suggested where a name alone speaks for it, until an admin says so', async () => {
    expect(await panel('/companies/elsewhere', 'meetings')).not.toContain(RECORDING);
    const suggestions = await panel('/companies/elsewhere', 'suggestions');
    expect(suggestions).toContain(`${RECORDING}>Review`);
    expect(suggestions).toContain('A name alone links nothing.');
    await fetch(`${plugin.halo.url}/integrations/zoom/recording/add`, {
      method: 'POST',
      body: new URLSearchParams({ uuid: CALL, who: 'guest@elsewhere.example' }),
    });
    const meetings = await panel('/companies/elsewhere', 'meetings');
    expect(meetings).toContain(`${RECORDING}>Review`);
    expect(meetings).toContain('set by an admin');
    expect(await panel('/companies/elsewhere', 'suggestions')).toContain('Nothing waits for a decision.');
  });

  it('is listed in All Data, transcript and insights, and found by its customer', async () => {
    for (const find of ['', 'export', 'invited@customer', 'customer inc']) {
      const list = await panel(`/knowledge?${new URLSearchParams({ find })}`, 'all-data');
      expect(list.split(RECORDING)).toHaveLength(3);
      expect(list).toMatch(/>Insights<.*>Transcript</s);
    }
  });
});
