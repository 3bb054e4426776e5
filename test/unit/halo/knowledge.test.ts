import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KnowledgePassage, KnowledgeSource, SourceAudience } from '../../../contracts/host.ts';
import { type Asker, parseAsker } from '../../halo/knowledge/asker.ts';
import { search } from '../../halo/knowledge/search.ts';
import { knowledgeOf } from '../../halo/knowledge/store.ts';
import { createOrg } from '../../halo/orgs.ts';
import {
  type HaloDatabase,
  openHaloDatabase,
  openPluginDatabase,
  type PluginDatabase,
} from '../../halo/postgres/database.ts';
import { createTestDatabase } from '../../halo/postgres/test-database.ts';
import { migrate } from '../../halo/schema.ts';

const GENERAL: SourceAudience = { visibility: 'general', customers: [] };
const KICKOFF = [
  'We would like to move the whole reporting team over before the end of March.',
  'The export to the data warehouse fails every night, and nobody tells us why.',
  'Was ist eigentlich mit der Schnittstelle für die Buchhaltung?',
  'Is that what it was?',
];

let halo: HaloDatabase;
let plugin: PluginDatabase;

beforeAll(async () => {
  const url = await createTestDatabase();
  halo = openHaloDatabase(url);
  plugin = openPluginDatabase(url, 'zoom');
  await migrate(halo, 'zoom', []);
  for (const id of ['a', 'b', 'views', 'rank']) await createOrg(halo, { id, name: id });
});
afterAll(() => Promise.all([halo.end(), plugin.end()]));

const passages = (texts: readonly string[]): KnowledgePassage[] =>
  texts.map((text, index) => ({ id: `p${index}`, text, metadata: { startMs: index * 1000 } }));

const source = (
  id: string,
  texts: readonly string[],
  rest: Partial<KnowledgeSource> = {},
): KnowledgeSource => ({
  id,
  title: id,
  occurredAt: new Date('2026-03-01T10:00:00Z'),
  audience: GENERAL,
  passages: passages(texts),
  ...rest,
});

const knowledge = (orgId: string) => knowledgeOf(orgId, ['zoom:', 'distilled:zoom:']);
const replace = (orgId: string, ...sources: KnowledgeSource[]) =>
  plugin.forOrg(orgId).transaction(async (tx) => {
    for (const each of sources) await knowledge(orgId).replace(tx, each);
  });
const ask = (orgId: string, text: string, asker: Asker = { kind: 'staff' }) =>
  search(halo, orgId, { text, asker, limit: 10 });
const rows = (orgId: string) =>
  halo.query(
    `select 'source' as kind, id, xmin::text, ctid::text from knowledge_sources where org_id = $1
     union all select 'passage', source_id || id, xmin::text, ctid::text from knowledge_passages where org_id = $1
     union all select 'customer', source_id || company_id, xmin::text, ctid::text
       from knowledge_source_customers where org_id = $1 order by 1, 2`,
    [orgId],
  );

describe('replacing a source', () => {
  const first = source('zoom:kept', KICKOFF, {
    audience: { visibility: 'customers', customers: [{ companyId: 'acme' }] },
  });

  it('writes no row when all is the same', async () => {
    await replace('a', first);
    const before = await rows('a');
    await replace('a', first);
    expect(await rows('a')).toEqual(before);
    expect(before).toHaveLength(6);
  });

  it('keeps the rows of unchanged passages, and drops those that are gone', async () => {
    const before = await rows('a');
    await replace('a', {
      ...first,
      passages: [...first.passages.slice(0, 2), { id: 'new', text: 'New.', metadata: {} }],
    });
    const after = await rows('a');
    const kept = before.filter((row) => after.some((other) => JSON.stringify(other) === JSON.stringify(row)));
    expect(kept.map((row) => 'id' in row && row.id)).toEqual(['zoom:keptacme', 'zoom:keptp0', 'zoom:keptp1']);
    expect(after).toHaveLength(5);
  });

  it('takes over a changed title and audience', async () => {
    await replace('a', { ...first, title: 'Kick-off', audience: GENERAL });
    expect(await ask('a', 'data warehouse', { kind: 'public' })).toMatchObject([{ title: 'Kick-off' }]);
  });

  it('is seen only when the transaction commits', async () => {
    const work = plugin.forOrg('a').transaction(async (tx) => {
      await knowledge('a').replace(tx, source('zoom:undone', ['A sentence about axolotls.']));
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await ask('a', 'axolotls')).toEqual([]);
  });

  it('refuses a source outside the namespaces of the manifest', async () => {
    await expect(replace('a', source('hubspot:1', ['x']))).rejects.toThrow(/namespaces/);
  });

  it('leaves another org’s source of the same id alone', async () => {
    await replace('b', source('zoom:kept', ['Something else entirely.']));
    expect(await ask('a', 'entirely')).toEqual([]);
    expect(await ask('b', 'data warehouse')).toEqual([]);
  });
});

describe('removing and releasing a source', () => {
  it('takes it out of search and says how many there were', async () => {
    await replace('b', source('zoom:trashed', ['A sentence about zebras.']));
    const remove = () =>
      plugin.forOrg('b').transaction((tx) => knowledge('b').remove(tx, ['zoom:trashed', 'zoom:never-was']));
    expect(await remove()).toBe(1);
    expect(await remove()).toBe(0);
    expect(await ask('b', 'zebras')).toEqual([]);
  });

  it('changes who may be answered from it, and says when there is none', async () => {
    await replace(
      'b',
      source('zoom:held', ['A sentence about yaks.'], { audience: { visibility: 'hold', customers: [] } }),
    );
    expect(await ask('b', 'yaks')).toEqual([]);
    const release = (id: string) =>
      plugin.forOrg('b').transaction((tx) => knowledge('b').setAudience(tx, id, GENERAL));
    expect(await release('zoom:held')).toBe(true);
    expect(await release('zoom:never-was')).toBe(false);
    expect(await ask('b', 'yaks')).toHaveLength(1);
  });
});

describe('who is answered', () => {
  beforeAll(async () => {
    await halo.query(
      `insert into end_users (org_id, id, company_id) values ('views', 'dana', 'acme'), ('views', 'eve', null)`,
    );
    const visible = (visibility: SourceAudience['visibility'], customers: SourceAudience['customers'] = []) =>
      source(
        `zoom:${visibility}${customers.length > 0 ? JSON.stringify(customers[0]) : ''}`,
        ['The word is quokka.'],
        {
          audience: { visibility, customers },
        },
      );
    await replace(
      'views',
      visible('general'),
      visible('internal'),
      visible('hold'),
      visible('customers', [{ companyId: 'acme' }]),
      visible('customers', [{ endUserId: 'eve' }]),
    );
  });

  const general = 'zoom:general';
  const acme = 'zoom:customers{"companyId":"acme"}';
  const eve = 'zoom:customers{"endUserId":"eve"}';

  it.each([
    ['staff', [acme, eve, general, 'zoom:internal']],
    ['internal', [acme, eve, general, 'zoom:internal']],
    ['public', [general]],
    ['general', [general]],
    ['company:acme', [acme, general]],
    ['company:other', [general]],
    ['user:dana', [acme, general]],
    ['end_user:eve', [eve, general]],
    ['user:stranger', [general]],
  ])('%s is answered from %j', async (asker, expected) => {
    const parsed = parseAsker(asker);
    const hits = parsed ? await ask('views', 'quokka', parsed) : [];
    expect(hits.map((hit) => hit.source).toSorted()).toEqual(expected);
  });

  it.each(['', 'everyone', 'company', 'company:', 'staff:1', 'constructor'])('%j is nobody', (asker) => {
    expect(parseAsker(asker)).toBeUndefined();
  });
});

describe('search', () => {
  beforeAll(async () => {
    const chatter = Array.from({ length: 30 }, (_, index) => {
      return `We would like to talk about the team and the reporting before the end, number ${index}.`;
    });
    await replace('rank', source('zoom:kickoff', KICKOFF), source('zoom:chatter', chatter));
    await replace('rank', source('distilled:zoom:kickoff', ['Export fails', KICKOFF[1] ?? '']));
  });

  it.each(KICKOFF)('finds the passage that says “%s” first', async (sentence) => {
    const [best] = await ask('rank', sentence);
    expect(best).toMatchObject({ source: 'zoom:kickoff', text: sentence });
  });

  it('answers a question in other words of the same stem', async () => {
    const [best] = await ask('rank', 'Why is the nightly exporting to our warehouse failing?');
    expect(best?.text).toBe(KICKOFF[1]);
  });

  it('lets a rare word outweigh common ones', async () => {
    const [best] = await ask('rank', 'When would the team like the reporting in March?');
    expect(best?.text).toBe(KICKOFF[0]);
  });

  it('finds words with letters outside ASCII', async () => {
    const [best] = await ask('rank', 'Schnittstelle für Buchhaltung');
    expect(best?.text).toBe(KICKOFF[2]);
  });

  it.each(['', '   ', '&|!()', `'; drop table teams; --`, '\\', "it's \\ 'quoted'"])(
    'stays calm when asked %j',
    async (text) => {
      expect(await ask('rank', text)).toBeInstanceOf(Array);
    },
  );

  it('gives back where the passage was said', async () => {
    const [best] = await ask('rank', 'data warehouse');
    expect(best).toMatchObject({ passage: 'p1', metadata: { startMs: 1000 } });
    expect(best?.occurredAt).toEqual(new Date('2026-03-01T10:00:00Z'));
  });
});
