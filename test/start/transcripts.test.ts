import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestDatabase } from '../halo/postgres/test-database.ts';
import { fixturesFolder } from '../zoom/index.ts';
import { build } from './build.ts';
import { run, start } from './command.ts';
import { report } from './report.ts';
import { speechOf } from './speech.ts';
import { temporaryFolder } from './temporary-folder.ts';

const FILES = ['litware-rollout', 'northwind-week-2', 'wingtip-go-live'];
/** One comes with the line ends of a file that another tool has saved again. */
const RESAVED = 'northwind-week-2';

const answer = z.object({ results: z.array(z.object({ source: z.string(), text: z.string() })) });

/** A folder of transcripts, and what is said in each, by the topic that the local Zoom makes of a file's name. */
async function folderOfTranscripts() {
  const folder = await temporaryFolder();
  const speech = new Map<string, string[]>();
  for (const name of FILES) {
    const vtt = await readFile(join(fixturesFolder(), `files/${name}.transcript.vtt`), 'utf8');
    const saved = name === RESAVED ? vtt.replaceAll('\r\n', '\n') : vtt;
    await writeFile(join(folder, `${name}.transcript.vtt`), saved);
    speech.set(name.replaceAll('-', ' '), speechOf(vtt));
  }
  return { folder, speech };
}

/** How many cues the stored turns of each recording are made of. */
async function cuesKept(databaseUrl: string): Promise<Map<string, number>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ topic: string; cues: number }>(
    `select r.topic, sum(jsonb_array_length(turn -> 'turn' -> 'cueStarts'))::int as cues
     from zoom.recordings r join zoom.transcripts t using (org_id, uuid), jsonb_array_elements(t.turns) as turn
     group by r.topic`,
  );
  await client.end();
  return new Map(rows.map(({ topic, cues }) => [topic, cues]));
}

beforeAll(build);

describe('npm start -- --transcripts', () => {
  it('ingests every file of the folder with every cue, and search finds a sentence of each', async () => {
    const { folder, speech } = await folderOfTranscripts();
    const databaseUrl = await createTestDatabase();
    const end = await run(['--once', '--json', '--transcripts', folder], { DATABASE_URL: databaseUrl });
    expect(end.code, end.stderr).toBe(0);
    const { meetings, run: done } = report.parse(JSON.parse(end.stdout));
    expect(done).toMatchObject({ listed: FILES.length, ingested: FILES.length, failed: 0 });
    const counted = [...speech].map(([topic, cues]) => [topic, cues.length] as const);
    expect(await cuesKept(databaseUrl)).toEqual(new Map(counted));

    const { readyLine, stop } = await start(['--transcripts', folder], {
      DATABASE_URL: databaseUrl,
      PORT: '0',
    });
    const halo = new URL(readyLine.replace('Halo is ready at ', ''));
    for (const [topic, cues] of speech) {
      const sentence = cues[Math.floor(cues.length / 2)] ?? '';
      const search = new URL(`/api/knowledge/search?${new URLSearchParams({ q: sentence })}`, halo);
      const { results } = answer.parse(await (await fetch(search)).json());
      const uuid = meetings.find((meeting) => meeting.topic === topic)?.uuid ?? '';
      expect(results[0]?.source).toBe(`zoom:${Buffer.from(uuid).toString('base64url')}`);
      expect(results[0]?.text).toContain(sentence);
    }
    expect(await stop()).toMatchObject({ code: 0 });
  });
});
