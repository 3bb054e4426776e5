import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scrubbed, scrubbedFiles } from '../../scripts/record/scrubbed-files.ts';
import { writeFolder } from '../../scripts/record/written.ts';
import { openScene, type Scene, SECRETS, StillClock } from '../contract/scene.ts';
import { applySeed } from '../halo/seed.ts';
import type { RecordingFile, ZoomAccount } from '../zoom/account.ts';
import { readHar, startReplay, type ZoomReplay } from '../zoom/index.ts';
import { DAYS, fixtureCustomers, outcomeOf, recordFixtures } from './recording.ts';

/** The fixtures' meeting that has a chat and a summary beside its transcript. */
const PLANTED_IN = 'GMKw8JL6MBsDI4Lb6llSXg==';

/** Words that are in no fixture and in no list of names, each where something of its kind is. */
const CANARIES = {
  name: 'Ottoline Quillfeather',
  company: 'Zephyrworks',
  address: 'ottoline.quillfeather+demo@zephyrworks-holding.co.uk',
  topic: 'Operation Nightjar: the severance budget',
  sentence: 'We will shut the Kilbrannan foundry before Michaelmas.',
  cue: 'Write to rosalind.farthingale@zephyrworks-holding.co.uk or see https://wiki.zephyrworks.io/Nightjar-2027',
  chat: 'The door code in Kilbrannan is 74839261 and my number is +44 7700 912345',
  summary: '## Farthingale\n- Ottoline shuts the **Kilbrannan** foundry.',
} as const;
const TELLING = [
  ...['quillfeather', 'ottoline', 'zephyrworks', 'nightjar', 'severance', 'kilbrannan', 'michaelmas'],
  ...['farthingale', 'rosalind', '74839261', '912345', '7700'],
];

function plant(account: ZoomAccount): void {
  const recording = account.recordings.find(({ uuid }) => uuid === PLANTED_IN);
  const guest = recording?.attendees.find(({ internal }) => !internal);
  if (!recording?.summary || !guest) throw new Error('The fixtures have no such meeting any more.');
  recording.topic = CANARIES.topic;
  recording.summary.title = CANARIES.topic;
  recording.summary.content = CANARIES.summary;
  const shown = `${CANARIES.name} | ${CANARIES.company}`;
  const [before, email] = [guest.name, guest.email];
  guest.name = shown;
  guest.email = CANARIES.address;
  const told = (text: string) => text.replaceAll(before, shown).replaceAll(email, CANARIES.address);
  for (const file of recording.files) replant(file, told, shown);
}

function replant(file: RecordingFile, told: (text: string) => string, shown: string): void {
  if (file.content === undefined) return;
  file.content = told(file.content);
  if (file.fileType === 'TRANSCRIPT') {
    file.content += [
      `901\r\n00:06:40.000 --> 00:06:44.000\r\n${shown}: ${CANARIES.sentence}\r\n\r\n`,
      `902\r\n00:06:44.500 --> 00:06:49.000\r\n${CANARIES.cue}\r\n\r\n`,
    ].join('');
  }
  if (file.fileType === 'CHAT') file.content += `00:06:30\t${shown}:\t${CANARIES.chat}\r\n`;
}

let recorded: Awaited<ReturnType<typeof recordFixtures>>;
let scrubbed: Scrubbed;
let folder: string;
let replay: ZoomReplay;
let scene: Scene;

beforeAll(async () => {
  const customers = await fixtureCustomers();
  recorded = await recordFixtures({ change: plant });
  scrubbed = scrubbedFiles(recorded.session, {
    key: 'a seed',
    customers,
    days: DAYS,
    secrets: Object.values(SECRETS),
  });
  folder = join(await mkdtemp(join(tmpdir(), 'halo-recorded-')), 'archive');
  await writeFolder(folder, scrubbed.files);
});
afterAll(async () => {
  await scene?.stop();
  await replay?.close();
  if (folder) await rm(join(folder, '..'), { recursive: true, force: true });
});

describe('a recording of the local Zoom', () => {
  it('had everything in it that must not be written', () => {
    const raw = recorded.session.exchanges.map(({ text }) => text.toLowerCase()).join('\n');
    for (const word of TELLING) expect(raw).toContain(word);
  });

  it('is written without a word, name, address or number of the original', () => {
    for (const [name, content] of scrubbed.files) {
      const plain = `${name}\n${content}\n${unescaped(content)}`.toLowerCase();
      for (const word of TELLING) expect(plain, name).not.toContain(word);
    }
  });

  it('is written without any code, token, signed address or secret that was given out', () => {
    const secrets = [...recorded.secretsGiven, ...Object.values(SECRETS)];
    expect(secrets.length).toBeGreaterThan(30);
    for (const [name, content] of scrubbed.files) {
      for (const secret of secrets) expect(content.includes(secret), name).toBe(false);
    }
  });

  it('names nowhere where it was made, nor any address that is not Zoom’s or reserved', () => {
    for (const [name, content] of scrubbed.files) {
      const hosts = [...content.matchAll(/https?:\/\/([^/"\\?\s]+)/g)].map(([, host = '']) => host);
      const known = /^((api\.|us06web\.|ssrweb\.)?zoom\.us|([\w-]+\.)*\w+\.example)$/;
      expect(
        hosts.filter((host) => !known.test(host)),
        name,
      ).toEqual([]);
    }
  });

  it('is not given out at all while anything is left that must not be', async () => {
    const customers = await fixtureCustomers();
    const left = { key: 'a seed', customers, days: DAYS, secrets: ['Europe/Amsterdam'] };
    expect(() => scrubbedFiles(recorded.session, left)).toThrow(/still holds a secret in connect\.har/);
  });

  it('has one archive for connect and listing, and one for each recording that was asked about', async () => {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.har')).toSorted();
    const asked = recorded.outcome?.recordings.filter(({ state }) =>
      ['ingested', 'no_transcript'].includes(state),
    );
    expect(names[0]).toBe('connect.har');
    expect(names.length).toBe(1 + (asked?.length ?? 0));
  });

  it('replayed to another Halo, comes to the same states, links, audiences and passages', async () => {
    const clock = new StillClock();
    replay = await startReplay(await wholeArchive());
    scene = await openScene(replay, { clock });
    await applySeed(scene.halo, scene.halo.orgId, { rules: [], ...(await seed()) });
    await scene.connect();
    expect(replay.unmatched).toEqual([]);
    expect(replay.unused()).toEqual([]);
    const outcome = await outcomeOf(scene.halo);
    expect(outcome.recordings.length).toBe(17);
    expect(outcome.recordings).toEqual(recorded.outcome?.recordings);
    expect(outcome.passages.map(({ length: _, ...when }) => when)).toEqual(
      recorded.outcome?.passages.map(({ length: _, ...when }) => when),
    );
  });
});

async function wholeArchive() {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.har')).toSorted();
  const [first, ...others] = await Promise.all(names.map((name) => readHar(join(folder, name))));
  if (!first) throw new Error('Nothing was recorded.');
  return { log: { ...first.log, entries: [first, ...others].flatMap(({ log }) => log.entries) } };
}

const seed = async (): Promise<object> => JSON.parse(await readFile(join(folder, 'customers.json'), 'utf8'));

/** JSON in JSON, and addresses in addresses, as somebody reads them who searches for a name. */
const unescaped = (text: string): string =>
  text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('\\', '')
    .replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
