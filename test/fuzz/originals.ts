import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { archive, askedOf } from '../contract/recorded.ts';
import { packageRoot } from '../package-root.ts';
import type { HarEntry } from '../zoom/har.ts';
import { fixturesFolder } from '../zoom/index.ts';
import type { Json } from './damaged-json.ts';

/** What really comes, as far as `fixtures/` holds it: what the generators damage. */

/** An answer of Zoom's API, as an input of the fuzzing holds it. */
export interface RecordedAnswer {
  readonly endpoint: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Its text, JSON or not. */
  readonly body: string;
}

type Some<T> = readonly [T, ...T[]];

const folder = fixturesFolder();
const contentFiles = await readdir(join(folder, 'files'));
const archives = await Promise.all(
  (await readdir(folder, { recursive: true }))
    .filter((name) => name.endsWith('.har'))
    .toSorted()
    .map(archive),
);
const entries = archives.flatMap(({ log }) => log.entries);

export const VTT_FILES = await contentOf('.vtt');
export const CHAT_FILES = await contentOf('.chat.txt');
export const TIMELINE_FILES = await contentOf('.timeline.json');
export const MANIFEST_FILE = await readFile(join(packageRoot, 'plugin.manifest.json'), 'utf8');
export const WEBHOOK_BODIES = archives.flatMap(({ log }) => log._webhooks ?? []).map(asJson);
export const API_ANSWERS = some(
  entries.flatMap((entry) => {
    const asked = askedOf(entry);
    return asked && asked.name !== 'download' ? [answerOf(asked.name, entry)] : [];
  }),
);
export const TOKEN_ANSWERS = some(
  entries
    .filter(({ request }) => new URL(request.url).pathname === '/oauth/token')
    .map((entry) => answerOf('token', entry)),
);

async function contentOf(ending: string): Promise<Some<string>> {
  const names = contentFiles.filter((name) => name.endsWith(ending)).toSorted();
  return some(await Promise.all(names.map((name) => readFile(join(folder, 'files', name), 'utf8'))));
}

function answerOf(endpoint: string, { response }: HarEntry): RecordedAnswer {
  const headers = response.headers.map(({ name, value }) => [name.toLowerCase(), value] as const);
  const { status, content } = response;
  return { endpoint, status, headers: Object.fromEntries(headers), body: content.text ?? '' };
}

function some<T>(all: readonly T[]): Some<T> {
  const [first, ...others] = all;
  if (first === undefined) throw new Error('fixtures/ holds nothing of that kind; run scripts/fixtures.ts');
  return [first, ...others];
}

/** What an archive holds is JSON, whatever its type says. */
function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}
