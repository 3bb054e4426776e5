import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningPlugin, startPlugin } from '../../running-plugin.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { meeting } from '../../zoom/meetings.ts';

const CALL = 'call==';
const OTHER = 'other==';
const INVITED = 'invited@customer.example';
const CUSTOMER = { id: 'customer', name: 'Customer', domain: 'https://www.Customer.example/' };
const PERSON = { id: 'person', email: INVITED, name: 'In Vited', companyId: 'customer' };
const NOBODY = { companies: [], endUsers: [] };

let plugin: RunningPlugin;

/** Both calls have the same guests: one is listed with an address, one without. */
beforeAll(async () => {
  const guests = meeting(CALL).attendees.filter(({ name }) => name !== 'Registered');
  const call = (uuid: string) => ({
    ...meeting(uuid, { said: 'The export is a real problem.' }),
    attendees: guests,
  });
  plugin = await startPlugin({ accounts: [accountWith(call(CALL), call(OTHER))] }, NOBODY);
});
afterAll(() => plugin.stop());
beforeEach(async () => {
  await know({});
  await plugin.hour();
  expect([await links(), await links(OTHER)]).toEqual([[], []]);
  asked();
});

const know = (customers: object) => plugin.seed({ ...NOBODY, ...customers });
const query = <Row extends object>(sql: string, ...values: unknown[]) =>
  plugin.halo.halo.query<Row>(sql, values);

async function links(uuid = CALL): Promise<string[]> {
  const rows = await query<{ link: string }>(
    `select concat_ws(' ', l.company_id, l.end_user_id, l.method) as link
     from meeting_links l join meetings m on m.id = l.meeting_id where m.external_id = $1 order by 1`,
    uuid,
  );
  return rows.map(({ link }) => link);
}
async function visibility(uuid = CALL): Promise<string[]> {
  const rows = await query<{ visibility: string }>(
    'select distinct visibility from knowledge_sources where strpos(id, $1) > 0',
    Buffer.from(uuid).toString('base64url'),
  );
  return rows.map((row) => row.visibility);
}
const audience = async (uuid = CALL) =>
  (await query<{ audience: string }>('select audience from meetings where external_id = $1', uuid)).map(
    (row) => row.audience,
  );

async function post(path: string, body: object, method = 'POST'): Promise<number> {
  const url = `${plugin.halo.url}/api/integrations/zoom/${path}`;
  const { status } = await fetch(url, { method, body: JSON.stringify(body) });
  await plugin.halo.idle();
  return status;
}
const decide = (decision: string, customer: object, uuid = CALL) =>
  post('links', { uuid, decision, ...customer });

/** What Zoom was asked for more than its listing, since the last time. */
function asked(): number {
  const requests = plugin.zoom.requests.filter(({ template }) => !template.endsWith('/recordings'));
  plugin.zoom.clearLog();
  return requests.length;
}

describe('a customer who comes to Halo after the meeting', () => {
  it('is linked by the next sync, by domain and by address, and Zoom is asked nothing for it', async () => {
    expect([await links(), await audience(), await visibility()]).toEqual([[], ['general'], ['general']]);
    await know({ companies: [CUSTOMER], endUsers: [PERSON] });
    await plugin.hour();
    expect(await links()).toEqual(['customer person email']);
    expect([await audience(), await visibility()]).toEqual([['customers'], ['customers']]);
    expect(asked()).toBe(0);
  });

  it('is let go when the customer goes, or is somebody else', async () => {
    await know({ companies: [CUSTOMER], endUsers: [PERSON] });
    await plugin.hour();
    await know({ companies: [CUSTOMER], endUsers: [{ ...PERSON, email: 'someone@else.example' }] });
    await plugin.hour();
    expect(await links()).toEqual(['customer domain']);
    await know({ companies: [{ ...CUSTOMER, domain: 'moved.example' }] });
    await plugin.hour();
    expect([await links(), await visibility()]).toEqual([[], ['general']]);
  });

  it('is not linked by a domain that a second company claims, and both are suggested', async () => {
    await know({ companies: [CUSTOMER] });
    await plugin.hour();
    expect(await links()).toEqual(['customer domain']);
    await know({ companies: [CUSTOMER, { id: 'twin', name: 'Twin', domain: 'customer.example' }] });
    await plugin.hour();
    expect(await links()).toEqual([]);
    expect(
      await query(
        'select reason, evidence, company_id from zoom.overview_suggestions where uuid = $1 order by 3',
        CALL,
      ),
    ).toEqual([
      { reason: 'shared_domain', evidence: 'customer.example', company_id: 'customer' },
      { reason: 'shared_domain', evidence: 'customer.example', company_id: 'twin' },
    ]);
    await know({ companies: [CUSTOMER] });
    await plugin.hour();
    expect(await links()).toEqual(['customer domain']);
  });

  it('is suggested by a name alone, never linked', async () => {
    await know({ endUsers: [{ id: 'guest', email: 'guest@elsewhere.example', name: 'Guest' }] });
    await plugin.hour();
    expect(await links()).toEqual([]);
    expect(
      await query(
        'select reason, evidence, end_user_id from zoom.overview_suggestions where uuid = $1',
        CALL,
      ),
    ).toEqual([{ reason: 'same_name', evidence: 'Guest', end_user_id: 'guest' }]);
  });

  it('changes nothing a second time', async () => {
    await know({ companies: [CUSTOMER], endUsers: [PERSON] });
    await plugin.hour();
    const rows = () =>
      query(`select 'm' as t, xmin::text, id::text from meetings union all
      select 'l', xmin::text, meeting_id::text from meeting_links union all
      select 'p', xmin::text, uuid || key from zoom.participants union all
      select 'k', xmin::text, uuid || kind || value from zoom.participant_keys union all
      select 'd', xmin::text, kind || id from zoom.directory_seen union all
      select 'r', xmin::text, uuid from zoom.recordings union all
      select 's', xmin::text, id from knowledge_sources order by 1, 3`);
    const before = await rows();
    await plugin.hour();
    expect(await rows()).toEqual(before);
  });
});

describe('somebody who comes to the team after the meeting', () => {
  it('is a customer no longer', async () => {
    await know({ companies: [CUSTOMER] });
    await plugin.hour();
    expect(await links()).toEqual(['customer domain']);
    await know({ companies: [CUSTOMER], teamEmails: [INVITED] });
    await plugin.hour();
    expect(await links()).toEqual([]);
    await know({ companies: [CUSTOMER], teamEmails: [] });
    await plugin.hour();
    expect(await links()).toEqual(['customer domain']);
  });
});

describe('a change of who may be answered from meetings without a customer', () => {
  it('relabels them with the next sync, and Zoom is asked nothing for it', async () => {
    for (const unmatchedMeetings of ['internal', 'hold', 'general']) {
      await post('settings', { unmatchedMeetings }, 'PATCH');
      await plugin.hour();
      expect([await audience(), await visibility()]).toEqual([[unmatchedMeetings], [unmatchedMeetings]]);
    }
    expect(asked()).toBe(0);
  });

  it('takes them out where they are to be left out, and brings them back', async () => {
    await post('settings', { unmatchedMeetings: 'skip' }, 'PATCH');
    await plugin.hour();
    expect(await plugin.meetings()).toEqual([]);
    expect(await plugin.state(CALL)).toEqual({ state: 'skipped', reason: 'audience_policy' });
    await post('settings', { unmatchedMeetings: 'general' }, 'PATCH');
    await plugin.hour();
    expect(await plugin.meetings()).toEqual([CALL, OTHER]);
  });
});

describe('an admin’s word on a link', () => {
  beforeEach(async () => {
    await know({
      companies: [CUSTOMER, { id: 'partner', name: 'Partner', domain: null }],
      endUsers: [PERSON],
    });
    await plugin.hour();
    expect(await links()).toEqual(['customer person email']);
  });
  afterEach(async () => {
    for (const customer of [{ companyId: 'customer' }, { companyId: 'partner' }, { endUserId: 'person' }])
      await decide('undecided', customer);
    expect(await query('select * from zoom.link_decisions')).toEqual([]);
  });

  it('removes it from that meeting alone, against every later run', async () => {
    expect(await decide('removed', { companyId: 'customer' })).toBe(202);
    expect([await links(), await visibility()]).toEqual([[], ['general']]);
    await plugin.sync('full_resync');
    await know({ companies: [CUSTOMER], endUsers: [{ ...PERSON, name: 'Renamed' }] });
    await plugin.hour();
    expect(await links()).toEqual([]);
    expect(await links(OTHER)).toEqual(['customer person email']);
  });

  it('adds a customer whom no address proves, and is taken back', async () => {
    await decide('added', { companyId: 'partner' });
    await plugin.sync('full_resync');
    expect(await links()).toEqual(['customer person email', 'partner admin']);
    await decide('undecided', { companyId: 'partner' });
    expect(await links()).toEqual(['customer person email']);
  });

  it('keeps a confirmed customer when the evidence goes', async () => {
    await decide('confirmed', { endUserId: 'person' });
    await know({ companies: [CUSTOMER], endUsers: [{ ...PERSON, email: 'someone@else.example' }] });
    await plugin.hour();
    expect(await links()).toContain('customer person admin');
  });

  it('holds for the meeting when it is read again from Zoom', async () => {
    await decide('removed', { companyId: 'customer' });
    plugin.inZoom(CALL).topic = 'Renamed';
    await plugin.hour();
    expect(await query('select title from meetings where external_id = $1', CALL)).toEqual([
      { title: 'Renamed' },
    ]);
    expect(await links()).toEqual([]);
  });

  it('on a customer whom Halo does not know, or on no customer, changes nothing', async () => {
    expect(await decide('added', { companyId: 'nobody' })).toBe(202);
    expect(await decide('added', {})).toBe(400);
    expect(await decide('maybe', { companyId: 'customer' })).toBe(400);
    expect(await query('select * from zoom.link_decisions')).toEqual([]);
    expect(await links()).toEqual(['customer person email']);
  });
});
