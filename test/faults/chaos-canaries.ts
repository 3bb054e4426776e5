import type { Queryable } from '../../contracts/host.ts';
import { Canaries } from './canaries.ts';
import { spokenWord, titleWord } from './chaos-account.ts';
import type { ChaosWorld } from './chaos-world.ts';

/** Where what was said and titled belongs. Everywhere else it is a leak. */
const OF_CONTENT: ReadonlySet<string> = new Set([
  'public.knowledge_passages.metadata',
  'public.knowledge_passages.stems',
  'public.knowledge_passages.text',
  'public.knowledge_passages.words',
  'public.knowledge_sources.title',
  'public.knowledge_sources.title_stems',
  'public.meetings.title',
  'zoom.insights.quote',
  'zoom.insights.text',
  'zoom.recordings.topic',
  'zoom.transcripts.turns',
]);

/** Something that was found where it must not be. What it is, is not repeated. */
export interface Leak {
  readonly where: string;
  readonly what: string;
}

/** Looks for secrets in all that was written, and for content where none belongs. `output`: of other processes. */
export async function findLeaks(world: ChaosWorld, output: string): Promise<Leak[]> {
  const { zoom, log } = world;
  const [secrets, content] = [secretsOf(world), contentOf(world)];
  const written: readonly [where: string, text: string][] = [
    ['log of the processes', output],
    ['log of the serving process', log.join('')],
    ['answers to Zoom', zoom.deliveries.map(({ reply }) => reply).join('\n')],
    ...(await storedTexts(world)),
  ];
  return written.flatMap(([where, text]) => {
    const found = [...secrets.in(text), ...(OF_CONTENT.has(where) ? [] : content.in(text))];
    return found.map((what) => ({ where, what }));
  });
}

/** The columns in which words of meetings stand. */
export async function findContent(world: ChaosWorld): Promise<string[]> {
  const content = contentOf(world);
  const stored = await storedTexts(world);
  return stored.flatMap(([where, text]) => (content.in(text).size > 0 ? [where] : []));
}

function secretsOf({ zoom, secrets }: ChaosWorld): Canaries {
  const canaries = new Canaries();
  canaries.plant('the client secret', [secrets.clientSecret]);
  canaries.plant('the webhook secret', [secrets.webhookSecret]);
  canaries.plant('the encryption key', [secrets.encryptionKey, hex(secrets.encryptionKey)]);
  canaries.plant('a token, code or address of Zoom’s', zoom.secretsGiven());
  return canaries;
}

function contentOf({ options: { recordings, seed } }: ChaosWorld): Canaries {
  const canaries = new Canaries();
  for (let index = 0; index < recordings; index += 1) {
    canaries.plant('what was said', [spokenWord(seed, index)]);
    canaries.plant('a title', [titleWord(seed, index)]);
  }
  return canaries;
}

async function storedTexts(world: ChaosWorld): Promise<[where: string, text: string][]> {
  const texts: [string, string][] = [];
  for (const column of await columns(world.halo.halo)) texts.push([column.name, await textOf(world, column)]);
  return texts;
}

const hex = (base64: string): string => Buffer.from(base64, 'base64').toString('hex');

interface Column {
  readonly name: string;
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/** Every column of every table: whatever is stored can be read as text. */
function columns(db: Queryable): Promise<Column[]> {
  return db.query<Column>(
    `select format('%s.%s.%s', table_schema, table_name, column_name) as name,
       format('%I.%I', table_schema, table_name) as table, quote_ident(column_name) as column, data_type as type
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema in ('public', 'zoom', 'pgboss') and table_type = 'BASE TABLE' order by 1`,
  );
}

/** Bytes as the letters they may be. */
async function textOf({ halo }: ChaosWorld, { table, column, type }: Column): Promise<string> {
  const text = type === 'bytea' ? `encode(${column}, 'escape')` : `${column}::text`;
  const [row] = await halo.halo.query<{ text: string | null }>(
    `select string_agg(${text}, e'\n') as text from ${table}`,
  );
  return row?.text ?? '';
}
