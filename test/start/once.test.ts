import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldsOf, JSON_FIELDS } from '../contract/pins/json-object.ts';
import { createTestDatabase } from '../halo/postgres/test-database.ts';
import { fixturesFolder, loadFixtures } from '../zoom/index.ts';
import { build } from './build.ts';
import { run } from './command.ts';
import { type Report, report } from './report.ts';
import { speechOf } from './speech.ts';

const customer = z.object({ companyId: z.string().optional(), endUserId: z.string().optional() });
const answersFile = z.object({
  webhook: z.string(),
  transcripts: z.number(),
  transcriptsBeforeWebhook: z.number(),
  recordings: z.record(
    z.string(),
    z.object({
      topic: z.string(),
      state: z.string(),
      stateBeforeWebhook: z.string().optional(),
      links: z.array(customer).default([]),
      audience: z.string().nullable().default(null),
    }),
  ),
});

const answers = answersFile.parse(JSON.parse(await readFile(join(fixturesFolder(), 'answers.json'), 'utf8')));

async function runOnce(databaseUrl: string, ...flags: string[]) {
  const end = await run(['--once', '--json', ...flags], { DATABASE_URL: databaseUrl });
  expect(end.stdout, `${end.code}: ${end.stderr}`).toMatch(/^\{.*\}\n$/);
  return { ...end, report: report.parse(JSON.parse(end.stdout)) };
}

/** The recordings of a report as fixtures/answers.json writes them down. */
function asAnswered({ meetings }: Report) {
  const found = meetings.map(({ uuid, topic, state, links, audience }) => {
    const customers = links.map((link) => customer.parse(link));
    return [uuid, { topic, state, links: inOrder(customers), audience }] as const;
  });
  return Object.fromEntries(found);
}

function expected(stage: 'before the webhook' | 'after the webhook') {
  const wanted = Object.entries(answers.recordings).map(([uuid, { stateBeforeWebhook, ...recording }]) => {
    if (stage === 'before the webhook' && stateBeforeWebhook) {
      return [
        uuid,
        { topic: recording.topic, state: stateBeforeWebhook, links: [], audience: null },
      ] as const;
    }
    // Of what a keyword rule keeps out, not even the title is stored.
    const topic = recording.state === 'skipped' ? '' : recording.topic;
    return [uuid, { ...recording, topic, links: inOrder(recording.links) }] as const;
  });
  return Object.fromEntries(wanted);
}

function inOrder(customers: readonly z.infer<typeof customer>[]) {
  return customers.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}

/**
 * One hash for each table of what the org holds. A run's own records, its tokens, the moments at which Zoom was asked
 * and the queue are none of that.
 */
async function contentHashes(databaseUrl: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema in ('public', 'zoom') and table_type = 'BASE TABLE'
         and table_name not in ('connections', 'credentials', 'authorization_attempts', 'webhook_deliveries', 'runs', 'run_items',
           'request_budgets')
       order by 1`,
    );
    const hashes: Record<string, string> = {};
    for (const { name } of rows) {
      // xmin is the transaction that wrote a row: a row written again with the same values counts as changed.
      const found = await client.query<{ hash: string | null }>(
        `select md5(string_agg(t.xmin::text || t::text, '' order by t::text)) as hash from ${name} t`,
      );
      hashes[name] = found.rows[0]?.hash ?? 'empty';
    }
    return hashes;
  } finally {
    await client.end();
  }
}

beforeAll(build);

describe('npm start -- --once', () => {
  it('connects, syncs, takes the webhook, distils and reports what fixtures/answers.json says', async () => {
    const { code, stderr, report: seen } = await runOnce(await createTestDatabase());

    expect(code).toBe(0);
    expect(fieldsOf(seen)).toEqual(JSON_FIELDS);
    expect(seen.connection.state).toBe('connected');
    expect(asAnswered(seen)).toEqual(expected('after the webhook'));
    expect(seen.meetings.find(({ uuid }) => uuid === answers.webhook)?.state).toBe('ingested');
    expect(seen.knowledge['zoom:']).toBe(answers.transcripts);
    expect(seen.knowledge['distilled:zoom:']).toBeGreaterThan(0);
    expect(seen.stats.totalMeetings).toBe(answers.transcripts);
    expect(seen.stats.lastSyncAt).not.toBeNull();
    expect(seen.run).toMatchObject({
      listed: Object.keys(answers.recordings).length,
      ingested: answers.transcriptsBeforeWebhook,
      failed: 0,
    });
    await expectGrounded(seen);
    // How far it is, and nothing else: stderr is no terminal here.
    expect(stderr).toMatch(/^(\w+: \d+ of \d+\n)+$/);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^done: (\d+) of \1$/);
  });

  it('leaves the late transcript awaited with --no-webhook', async () => {
    const { code, report: seen } = await runOnce(await createTestDatabase(), '--no-webhook');

    expect(code).toBe(0);
    expect(asAnswered(seen)).toEqual(expected('before the webhook'));
    expect(seen.knowledge['zoom:']).toBe(answers.transcriptsBeforeWebhook);
  });

  it('says in words what --json says in JSON, and writes nothing the second time on one database', async () => {
    const databaseUrl = await createTestDatabase();
    const first = await run(['--once'], { DATABASE_URL: databaseUrl });
    expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Zoom is connected\.$/m) });
    expect(first.stdout).toContain(`${answers.transcripts} meetings`);

    const before = await contentHashes(databaseUrl);
    const second = await runOnce(databaseUrl);
    expect(second.code).toBe(0);
    expect(second.report.run).toMatchObject({
      listed: Object.keys(answers.recordings).length,
      ingested: 0,
      failed: 0,
    });
    expect(await contentHashes(databaseUrl)).toEqual(before);
  });
});

/** Every quote stands word for word in the transcript file of the recording it names. */
async function expectGrounded({ insights, meetings }: Report): Promise<void> {
  const { recordings } = await loadFixtures(new Date());
  const speech = new Map(
    recordings.map(({ uuid, files }) => {
      const transcripts = files.filter(({ fileType }) => fileType === 'TRANSCRIPT');
      return [uuid, transcripts.flatMap(({ content = '' }) => speechOf(content)).join(' ')];
    }),
  );
  expect(insights.length).toBeGreaterThan(0);
  for (const { quote, source } of insights) {
    const uuid = Buffer.from(source.slice('zoom:'.length), 'base64url').toString();
    expect(meetings.map((meeting) => meeting.uuid)).toContain(uuid);
    expect(speech.get(uuid)).toContain(quote);
  }
}
