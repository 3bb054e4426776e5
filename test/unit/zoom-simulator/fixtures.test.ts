import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixtureFiles } from '../../../scripts/fixtures/fixture-files.ts';
import { endOf } from '../../zoom/account.ts';
import { fixturesFolder, loadFixtures } from '../../zoom/index.ts';
import { NOON } from '../../zoom/movable-clock.ts';

interface Answers {
  webhook: string;
  transcripts: number;
  recordings: Record<string, { state: string; topic: string; stateBeforeWebhook?: string }>;
}

const answers = async (): Promise<Answers> =>
  JSON.parse(await readFile(join(fixturesFolder(), 'answers.json'), 'utf8'));

describe('the generator', () => {
  let written: Map<string, string>;
  beforeAll(async () => {
    written = await fixtureFiles();
  });

  it('writes what is checked in, to the byte', async () => {
    for (const [name, content] of written) {
      expect([name, await readFile(join(fixturesFolder(), name), 'utf8')]).toEqual([name, content]);
    }
  });

  it('leaves nothing behind of what it wrote before, and what fuzzing found where it is', async () => {
    const entries = await readdir(fixturesFolder(), { recursive: true, withFileTypes: true });
    const held = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
    const found = held.filter((path) => path.startsWith(join(fixturesFolder(), 'fuzz/')));
    const paths = [...written.keys()].map((name) => join(fixturesFolder(), name));
    expect(held.toSorted()).toEqual([...paths, ...found].toSorted());
  });

  it('names nobody outside the example domains, apart from one mailbox that cannot exist', async () => {
    const text = [...written.values()].join('\n');
    const domains = new Set(
      [...text.matchAll(/[\w.+-]+@([\w-]+(?:\.[\w-]+)+)/g)].map(([, domain]) => domain),
    );
    expect([...domains].filter((domain) => !/(^|\.)example(\.(com|org|net))?$/.test(domain ?? ''))).toEqual([
      'gmail.com',
    ]);
  });

  it('lets the keyword hit one recording only', async () => {
    const account = await loadFixtures(NOON);
    const hit = account.recordings.filter((recording) =>
      [recording.topic, ...recording.files.map((file) => file.content ?? '')].some((text) =>
        /confidential/i.test(text),
      ),
    );
    expect(hit.map(({ topic }) => topic)).toEqual(['Confidential: price list for the fourth quarter']);
  });
});

describe('the fixtures', () => {
  it('make one account, whose recordings are those that have answers', async () => {
    const account = await loadFixtures(NOON);
    const shown = account.recordings.filter((recording) => recording.state !== 'deleted');
    const known = await answers();
    expect(shown.map(({ uuid }) => uuid).toSorted()).toEqual(Object.keys(known.recordings).toSorted());
    const ingested = Object.values(known.recordings).filter(({ state }) => state === 'ingested');
    expect(ingested).toHaveLength(known.transcripts);
  });

  it('hold back the transcript that comes by webhook', async () => {
    const account = await loadFixtures(NOON);
    const { webhook } = await answers();
    const late = account.recordings.filter((recording) => recording.files.some((file) => file.pending));
    expect(late.map(({ uuid, state }) => [uuid, state])).toEqual([[webhook, 'listed']]);
  });

  it('are as fresh as if the newest meeting had ended within the last day, and the same all day long', async () => {
    const morning = await loadFixtures(new Date('2027-03-01T08:30:00Z'));
    const age = Date.parse('2027-03-01T08:30:00Z') - newestEnd(morning);
    expect(age).toBeGreaterThanOrEqual(3_600_000);
    expect(age).toBeLessThan(25 * 3_600_000);
    expect(await loadFixtures(new Date('2027-03-01T08:45:00Z'))).toEqual(morning);
  });

  it('hold the transcripts in the layout of Zoom', async () => {
    const { recordings } = await loadFixtures(NOON);
    const transcripts = recordings
      .filter(({ state }) => state !== 'deleted')
      .flatMap(({ files }) => files.filter((file) => file.fileType === 'TRANSCRIPT'));
    for (const { content = '' } of transcripts) {
      expect(content).toMatch(
        /^WEBVTT\r\n\r\n(\d+\r\n\d\d:\d\d:\d\d\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}\r\n.{1,80}?: .+\r\n\r\n)+$/u,
      );
      expect(content.split(' --> ').length).toBeGreaterThan(40);
    }
    expect(transcripts).toHaveLength(16);
  });
});

function newestEnd({ recordings }: Awaited<ReturnType<typeof loadFixtures>>): number {
  return Math.max(...recordings.map((recording) => endOf(recording).getTime()));
}
