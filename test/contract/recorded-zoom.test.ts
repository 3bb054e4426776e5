import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readRecordings } from '../halo/overview.ts';
import { applySeed } from '../halo/seed.ts';
import { fixturesFolder, readHar, startReplay, type ZoomReplay } from '../zoom/index.ts';
import { webhookSignature } from '../zoom/webhook-signature.ts';
import { fixture, openScene, type Scene, SECRETS, StillClock } from './scene.ts';

const link = z.object({ companyId: z.string().optional(), endUserId: z.string().optional() });
const answer = z.object({
  state: z.string(),
  links: z.array(link).default([]),
  audience: z.string().nullable().default(null),
});
const answersFile = z.object({ recordings: z.record(z.string(), answer) });
const { recordings: ANSWERS } = answersFile.parse(JSON.parse(await fixture('answers.json')));

/*
 * What was recorded and is never asked for, by path template, and why.
 */
const NEVER_ASKED = {
  // The app's own token manages event subscriptions; the Zoom app's settings hold the one that is used.
  'POST /oauth/token (client_credentials)': 1,
  'GET /v2/marketplace/app/event_subscription': 1,
};

/** The listing has a recording's title, time and files already, and AI summaries come in only where an org wants them. */
const beyondListing = (recordings: number) => ({
  'GET /v2/meetings/{uuid}/recordings': recordings,
  'GET /v2/past_meetings/{uuid}': recordings,
  'GET /v2/meetings/{uuid}/meeting_summary': recordings,
});

/** Nobody is looked up for a recording that brings nothing in. */
const peopleOf = (recordings: number) => ({
  'GET /v2/past_meetings/{uuid}/participants': recordings,
  'GET /v2/meetings/{id}': recordings,
});

/** Asked only where the meeting says that registration is on; Zoom answers an error otherwise. */
const registrantsOf = (meetings: number) => ({ 'GET /v2/meetings/{id}/registrants': meetings });

/** The AI Companion is not asked for a transcript that the recording is still to get, or that a keyword rule holds back. */
const COMPANION = { 'GET /v2/meetings/{uuid}/transcript': 1 };

const downloadsOf = (files: number) => ({
  'GET /rec/download/{file}': files,
  'signed GET /rec/signed/{file}': files,
});

let scene: Scene;
let replay: ZoomReplay;
afterEach(async () => {
  await scene?.stop();
  await replay?.close();
});

/** Plays a scenario to the plugin, from the consent to the last job and webhook. */
async function play(name: string, settings: object = {}) {
  const { log } = await readHar(join(fixturesFolder(), `${name}.har`));
  replay = await startReplay({ log });
  const clock = new StillClock();
  expect(clock.now()).toEqual(new Date(log._clock));
  scene = await openScene(replay, { clock });
  await applySeed(scene.halo, scene.halo.orgId, { settings });
  await scene.connect();
  return { webhooks: log._webhooks ?? [] };
}

async function outcome() {
  const rows = await readRecordings(scene.halo.halo, scene.halo.orgId, 100);
  const told = rows.map(({ uuid, state, links, audience }) => {
    const customers = links.map(({ companyId, endUserId }) => ({
      ...(companyId ? { companyId } : {}),
      ...(endUserId ? { endUserId } : {}),
    }));
    return [uuid, { state, links: new Set(customers), audience }] as const;
  });
  return Object.fromEntries(told);
}

function answers(...uuids: readonly string[]) {
  return Object.fromEntries(
    uuids.map((uuid) => {
      const { links, ...rest } = answer.parse(ANSWERS[uuid]);
      return [uuid, { ...rest, links: new Set(links) }];
    }),
  );
}

/** What was recorded and never asked for, by path template. */
function unused(): Record<string, number> {
  const templates = replay.unused().map((key) =>
    key
      .replace(/\?\S*/, '')
      .replace(/(?<=\/rec\/\w+\/)[^/\s]+/, '{file}')
      .replace(/(?<=meetings\/|webinars\/)\d{9,12}\b/, '{id}')
      .replace(/(?<=meetings\/|webinars\/)[\w%+=-]{24,}/, '{uuid}'),
  );
  return Object.fromEntries(
    [...Map.groupBy(templates, (each) => each)].map(([key, all]) => [key, all.length]),
  );
}

const sourcesOfLinks = async () => {
  const [row] = await readRecordings(scene.halo.halo, scene.halo.orgId, 1);
  return new Set(row?.links.map(({ source }) => source));
};

describe('the plugin against recorded Zoom', () => {
  afterEach(() => expect(replay.unmatched).toEqual([]));

  it('takes a listing in pages, holds back what a keyword rule names, and waits for what is still processing', async () => {
    await play('first-connect');
    expect(await outcome()).toEqual(
      answers(
        'OwP9mQqdA4CzwCAHpbnAnw==',
        'zqMxyTR1ERDifaxxzHKVeg==',
        'TrgTxSYdkhPvpVR94VfR3Q==',
        '9sXChh1To1viR9TJ96OijA==',
        'I0iHkH5qqoXeW39rot9I6g==',
        'C4cXXGg23rHArtIpwwK49w==',
        'X05oOWrjkjDlkdYojW52ag==',
        'pfv8RolrS+jqYrZya+IWEA==',
      ),
    );
    expect(unused()).toEqual({
      ...NEVER_ASKED,
      ...beyondListing(8),
      // One is not ready, and the keyword rule holds one back unread.
      ...peopleOf(2),
      ...downloadsOf(1),
      ...registrantsOf(8),
      ...COMPANION,
    });
  });

  it('tells occurrences of one numeric id apart by uuid, even one with slashes', async () => {
    await play('recurring-meeting');
    expect(await outcome()).toEqual(
      answers('qt4IGe1z75UzMikbdU5Y9A==', '/EtaKIs7sMddYKjRDBKJOg==', 'OESTxm+1GY6nbvaN//Vk4Q=='),
    );
    expect(unused()).toEqual({ ...NEVER_ASKED, ...beyondListing(3), ...registrantsOf(1) });
  });

  it('joins the two transcripts of a meeting whose recording was stopped for a break', async () => {
    await play('two-transcript-files');
    expect(await outcome()).toEqual(answers('YZtwS2v3DjHAZOYwcFfDKw=='));
    const { sources, starts, end } = await timesOfPassages();
    expect(sources).toEqual(1);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    // The second recording began at 09:33:11, the first at 09:21:39; the last cue of its own file ends with it.
    expect(end).toBe(11 * 60_000 + 32_000 + (await lastCueEnd('files/contoso-onboarding-2.transcript.vtt')));
    expect(unused()).toEqual({ ...NEVER_ASKED, ...beyondListing(1), ...registrantsOf(1) });
  });

  it('settles for no transcript two days after a meeting that never got one', async () => {
    await play('no-transcript');
    expect(await outcome()).toEqual(answers('owdxVkzY14SRE+YJav36Hw=='));
    // The AI Companion has none either: Zoom was asked once.
    expect(unused()).toEqual({ ...NEVER_ASKED, ...beyondListing(1), ...peopleOf(1) });
  });

  it('links the guests of a webinar, which only the webinar endpoints know', async () => {
    await play('webinar');
    expect(await outcome()).toEqual(answers('hWe6aXdTvCWfaq3bZWvbrg=='));
    expect(unused()).toEqual({
      ...NEVER_ASKED,
      ...beyondListing(1),
      ...peopleOf(1),
      'GET /v2/webinars/{id}': 1,
      'GET /v2/webinars/{id}/panelists': 1,
    });
  });

  it('links guests whose e-mail Zoom hides through the invitation', async () => {
    await play('guests-without-email');
    expect(await outcome()).toEqual(answers('PA2kUeNj0oStLj9uYMceRA=='));
    expect(await sourcesOfLinks()).toEqual(new Set(['invitees']));
    expect(unused()).toEqual({ ...NEVER_ASKED, ...beyondListing(1), ...registrantsOf(1) });
  });

  it('reads the transcript alone of a meeting with chat, captions, timeline and summary', async () => {
    await play('chat-and-summary');
    expect(await outcome()).toEqual(answers('GMKw8JL6MBsDI4Lb6llSXg=='));
    expect(unused()).toEqual({ ...NEVER_ASKED, ...beyondListing(1), ...registrantsOf(1), ...downloadsOf(3) });
  });

  it('reads the AI summary too, where the org wants it, as a source of its own', async () => {
    await play('chat-and-summary', { aiSummary: true });
    const rows = await scene.halo.halo.query<{ title: string; text: string }>(
      `select s.title, p.text from knowledge_sources s join knowledge_passages p on p.source_id = s.id
       where s.id like 'zoom:%/summary' order by p.position`,
    );
    expect(rows.map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^Contoso: month end report: Quick recap\nThe month end report showed negative stock/,
      ),
      expect.stringMatching(/^Next steps\nEngineering: deploy the fix/),
    ]);
    expect(new Set(rows.map(({ title }) => title)).size).toBe(1);
    expect(unused()).not.toHaveProperty('GET /v2/meetings/{uuid}/meeting_summary');
  });

  it('reads the chat too, where the org wants it, as a source of its own', async () => {
    await play('chat-and-summary', { meetingChat: true });
    const rows = await scene.halo.halo.query<{ title: string; text: string }>(
      `select s.title, p.text from knowledge_sources s join knowledge_passages p on p.source_id = s.id
       where s.id like 'zoom:%/chat' order by p.position`,
    );
    expect(rows).toEqual([
      {
        title: 'Contoso: month end report (chat)',
        text: [
          'Emie Hammes | Contoso: Report attached to ticket 4417',
          'Calvin Turner: Thanks, opening it now',
          'Emie Hammes | Contoso: The article is GIFT-SET-3, the single boxes are GIFT-BOX',
          'Calvin Turner: Found it: sets returned on 14, 19 and 26 September',
          'Emie Hammes | Contoso: Please also send the list of changes to finance@contoso.example',
        ].join('\n'),
      },
    ]);
    const { 'GET /v2/meetings/{uuid}/recordings': _, ...rest } = beyondListing(1);
    expect(unused()).toEqual({ ...NEVER_ASKED, ...rest, ...registrantsOf(1), ...downloadsOf(2) });
  });

  it('connects an account that has recorded nothing yet', async () => {
    await play('oauth');
    expect(await outcome()).toEqual({});
    expect(unused()).toEqual({
      ...NEVER_ASKED,
      'POST /oauth/token (refresh_token)': 1,
      'GET /v2/users/me': 1,
    });
  });

  it('lists what one user recorded with an app that reaches that user alone', async () => {
    await play('user-managed');
    expect(await outcome()).toEqual(answers('X05oOWrjkjDlkdYojW52ag=='));
    expect(unused()).toEqual({ ...NEVER_ASKED, ...beyondListing(1), ...registrantsOf(1) });
  });

  it('brings in a transcript that a webhook announces after the recording', async () => {
    const { webhooks } = await play('late-transcript');
    const late = '6iMFN182lKdXqPAuKzgqCg==';
    expect(await outcome()).toMatchObject({ [late]: { state: 'awaiting_transcript' } });
    for (const body of webhooks) expect(await deliver(body)).toBe(200);
    await scene.settled();
    expect(await outcome()).toEqual(answers(late));
    expect(unused()).toEqual({
      ...NEVER_ASKED,
      'GET /v2/past_meetings/{uuid}': 1,
      'GET /v2/meetings/{uuid}/meeting_summary': 1,
      ...registrantsOf(1),
      // A delivery names the recording and leaves its link out: a fresh one is asked for by uuid.
      'GET /rec/webhook_download/{file}': 1,
      'signed GET /rec/signed/{file}': 1,
    });
  });

  it('comes through a dead token, a rate limit, an expired page token and a recording that is gone', async () => {
    await play('errors');
    const gone = { 'GEsmBtWKkHBe3RTayNrUeQ==': { state: 'deleted', links: new Set(), audience: null } };
    expect(await outcome()).toEqual({
      ...answers('OwP9mQqdA4CzwCAHpbnAnw==', 'X05oOWrjkjDlkdYojW52ag=='),
      ...gone,
    });
    expect(unused()).toEqual({
      ...NEVER_ASKED,
      ...beyondListing(3),
      // The one that is gone was looked at again: its download answered with a page.
      'GET /v2/meetings/{uuid}/recordings': 2,
      ...peopleOf(2),
      ...registrantsOf(2),
      ...COMPANION,
    });
  });
});

/** Where the passages of all transcripts lie in time. */
async function timesOfPassages() {
  const rows = await scene.halo.halo.query<{ sourceId: string; startMs: number; endMs: number }>(
    `select source_id as "sourceId", (metadata ->> 'startMs')::int as "startMs", (metadata ->> 'endMs')::int as "endMs"
     from knowledge_passages where source_id like 'zoom:%' order by source_id, position`,
  );
  return {
    sources: new Set(rows.map(({ sourceId }) => sourceId)).size,
    starts: rows.map(({ startMs }) => startMs),
    end: rows.at(-1)?.endMs,
  };
}

async function lastCueEnd(name: string): Promise<number> {
  const [, time = ''] = [...(await fixture(name)).matchAll(/ --> 00:(\S+)/g)].at(-1) ?? [];
  const [minutes = '', seconds = ''] = time.split(':');
  return Number(minutes) * 60_000 + Math.round(Number(seconds) * 1000);
}

async function deliver(body: unknown): Promise<number> {
  const raw = JSON.stringify(body);
  const timestamp = String(Math.floor(scene.halo.clock.now().getTime() / 1000));
  const { status } = await fetch(new URL(scene.halo.plugin.manifest.webhook.path, scene.halo.url), {
    method: 'POST',
    body: raw,
    headers: {
      'content-type': 'application/json',
      'x-zm-request-timestamp': timestamp,
      'x-zm-signature': webhookSignature(SECRETS.ZOOM_WEBHOOK_SECRET_TOKEN, timestamp, raw),
    },
  });
  return status;
}
