import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startZoom, type ZoomServer } from '../../zoom/index.ts';
import { accountWith, recording } from '../../zoom/made-up.ts';
import { signedEndpoint } from './signed-endpoint.ts';
import { connect } from './zoom-client.ts';

const SECRET = 'zoom-test-secret-token';
const FORM = {
  topic: 'Export <script>alert(1)</script>',
  host: 'two@example.com',
  name: 'Ada & "Customer"',
  email: 'ada@customer.example',
  said: 'Hanna Host: Hello.\r\n\r\nAda & "Customer": The export fails.',
};
const MARKUP = 'Export &lt;script&gt;alert(1)&lt;/script&gt;';

let zoom: ZoomServer;
beforeEach(async () => {
  const pending = recording('pending==', { topic: 'Awaited' });
  pending.files = pending.files.map((file) => ({ ...file, pending: file.fileType === 'TRANSCRIPT' }));
  zoom = await startZoom({
    accounts: [
      accountWith(
        recording('ready==', { topic: 'Weekly <i>' }),
        pending,
        recording('trashed==', { topic: 'Thrown away', state: 'trashed' }),
        recording('deleted==', { topic: 'Gone', state: 'deleted' }),
        recording('works==', { topic: 'Just over', state: 'processing' }),
        recording('silent==', { topic: 'Unheard', files: [] }),
      ),
    ],
    autoConsent: true,
    secretToken: SECRET,
  });
});
afterEach(() => zoom.close());

const home = async (path = '/') => (await fetch(zoom.origin + path)).text();

const send = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(zoom.origin + path, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers,
    redirect: 'manual',
  });

/** The page that a form's answer leads to. */
async function pageAfter(answer: Response): Promise<string> {
  expect(answer.status).toBe(303);
  return home(answer.headers.get('location') ?? '');
}

const recordings = () => zoom.accounts[0]?.recordings ?? [];
const stateOf = (uuid: string) => recordings().find((each) => each.uuid === uuid)?.state;

describe('the local Zoom’s page', () => {
  it('says that it stands in for Zoom, whose account it is, and whether Halo was allowed', async () => {
    const before = await home();
    expect(before).toMatch(/<h1>.*stand-in.*<\/h1>/);
    for (const words of ['accountOne', 'Hanna Host (host@example.com)', 'connect Zoom in Halo first'])
      expect(before).toContain(words);
    await connect(zoom);
    expect(await home()).toContain('Allowed to read');
  });

  it('lists each recording with how it stands and what can happen to it next', async () => {
    const rows = (await home()).split('<li class="recording">').slice(1);
    const shown = rows.map((row) => [
      /<strong>(.*)<\/strong>/.exec(row)?.[1],
      /class="badge \w+">(.*?)</.exec(row)?.[1],
      [...row.matchAll(/formaction="\/recordings\/(\w+)"/g)].map(([, action]) => action).join(', '),
    ]);
    expect(shown).toEqual([
      ['Unheard', 'Ready, no transcript', 'trash, delete'],
      ['Just over', 'Being processed', 'finish'],
      ['Gone', 'Deleted', ''],
      ['Thrown away', 'In the trash', 'recover, delete'],
      ['Awaited', 'Transcript pending', 'finish, trash, delete'],
      ['Weekly &lt;i&gt;', 'Ready', 'trash, delete'],
    ]);
  });

  it('offers a meeting that can be finished as it stands', async () => {
    const page = await home();
    const value = (name: string) => new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(page)?.[1] ?? '';
    const said = /<textarea[^>]*>\n([^<]*)</.exec(page)?.[1] ?? '';
    const [host = ''] = /(?<=<option value=")[^"]*(?=" selected)/.exec(page) ?? [];
    expect([host, value('email')]).toEqual(['host@example.com', 'invited@customer.example']);
    const filledIn = { topic: value('topic'), name: value('name'), email: value('email'), host, said };
    expect(await pageAfter(await send('/finish', filledIn))).toContain('is over and recorded');
  });
});

describe('finishing a meeting on the page', () => {
  it('records what was filled in, and shows its words as words', async () => {
    const page = await pageAfter(await send('/finish', FORM));
    expect(page).toContain(`“${MARKUP}” is over and recorded.`);
    expect(page).toContain(`<strong>${MARKUP}</strong>`);
    expect(page).not.toContain('<script');
    expect(recordings().at(-1)).toMatchObject({ topic: FORM.topic, hostId: 'hostTwo', state: 'listed' });
    expect(recordings().at(-1)?.attendees[1]).toMatchObject({ name: FORM.name, email: FORM.email });
  });

  it('says that nobody was told as long as no webhook address is subscribed', async () => {
    const page = await pageAfter(await send('/finish', FORM));
    expect(page).toContain('No webhook address is subscribed yet');
  });

  it.each([
    [200, 'good', 'HTTP 200: taken.'],
    [403, 'bad', 'HTTP 403: not taken, and Zoom does not send it again.'],
    [503, 'bad', 'HTTP 503: Zoom would send it again in five minutes.'],
  ])('says what was sent, and that the answer was %i', async (status, tone, words) => {
    const endpoint = await signedEndpoint(SECRET, status);
    zoom.setWebhookTarget(endpoint.origin);
    await connect(zoom);
    const page = await pageAfter(await send('/finish', FORM));
    expect(page).toContain(`class="notice ${tone}"`);
    for (const event of ['recording.completed', 'recording.transcript_completed'])
      expect(page).toContain(`<code>${event}</code> to <code>${endpoint.origin}</code>: ${words}`);
    expect(endpoint.received).toHaveLength(2);
  });

  it.each([
    ['topic', '  ', 'Fill in the meeting’s topic.'],
    ['topic', 'x'.repeat(201), 'Shorten this to 200 characters; it has 201.'],
    ['host', 'nobody@example.com', 'Choose who hosted the meeting.'],
    ['name', '', 'Fill in the customer’s name.'],
    ['email', 'ada at customer', 'Write an e-mail address'],
    ['said', '\r\n', 'Fill in what was said.'],
    ['said', 'Ada: Hello.\r\n\r\nand so on', 'Line 3 does not say who speaks.'],
    ['said', `Ada: ${'x'.repeat(20_000)}`, 'Shorten this to 20,000 characters; it has 20,005.'],
  ])(
    'records nothing of a form whose %s is wrong, and keeps the rest filled in',
    async (name, value, words) => {
      const before = recordings().length;
      const answer = await send('/finish', { ...FORM, [name]: value });
      expect(answer.status).toBe(400);
      const page = await answer.text();
      expect(page).toContain(`id="${name}-problem">${words}`);
      expect(page.match(/ aria-invalid="true" aria/g)).toHaveLength(1);
      if (name !== 'topic') expect(page).toContain(`value="${MARKUP}"`);
      if (name !== 'name') expect(page).toContain('value="Ada &amp; &quot;Customer&quot;"');
      expect(recordings()).toHaveLength(before);
    },
  );
});

describe('the buttons of a recording', () => {
  it.each([
    ['ready==', 'trash', 'trashed', 'recording.trashed', '“Weekly &lt;i&gt;” is in the trash.'],
    ['trashed==', 'recover', 'listed', 'recording.recovered', '“Thrown away” is back.'],
    ['ready==', 'delete', 'deleted', 'recording.deleted', '“Weekly &lt;i&gt;” is deleted.'],
    ['pending==', 'finish', 'listed', 'recording.transcript_completed', '“Awaited” is ready.'],
  ])('do to %s what they say: %s', async (uuid, action, state, event, words) => {
    const endpoint = await signedEndpoint(SECRET);
    zoom.setWebhookTarget(endpoint.origin);
    expect(await pageAfter(await send(`/recordings/${action}`, { uuid }))).toContain(words);
    expect(stateOf(uuid)).toBe(state);
    expect(endpoint.received.map((each) => each.event)).toEqual([event]);
  });

  it('do nothing that cannot happen to the recording any more', async () => {
    expect((await send('/recordings/recover', { uuid: 'deleted==' })).status).toBe(409);
    expect((await send('/recordings/toString', { uuid: 'ready==' })).status).toBe(409);
    expect((await send('/recordings/trash', { uuid: 'unknown==' })).status).toBe(404);
    expect([stateOf('deleted=='), stateOf('ready==')]).toEqual(['deleted', 'listed']);
    expect(zoom.deliveries).toEqual([]);
  });
});

describe('a form sent by another site’s page', () => {
  it.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://elsewhere.example' }],
    [{ origin: 'null' }],
  ])('is refused: %o', async (headers) => {
    const before = recordings().length;
    const answers = [
      await send('/finish', FORM, headers),
      await send('/recordings/trash', { uuid: 'ready==' }, headers),
      await send('/oauth/authorize', { decision: 'allow' }, headers),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect([recordings().length, stateOf('ready==')]).toEqual([before, 'listed']);
  });

  it('is not mistaken for one of the page’s own', async () => {
    for (const headers of [{ 'sec-fetch-site': 'same-origin' }, { origin: zoom.origin }])
      expect((await send('/finish', FORM, headers)).status).toBe(303);
  });
});
