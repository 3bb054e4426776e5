import type { Knowledge, KnowledgeSource, Queryable, SourceAudience } from '../../../contracts/host.ts';
import { asHalo } from '../postgres/open-transaction.ts';

/** The knowledge base, for one org and the namespaces of one integration. */
export function knowledgeOf(orgId: string, namespaces: readonly string[]): Knowledge {
  const checkNamespace = (id: string) => {
    if (namespaces.some((namespace) => id.startsWith(namespace) && id.length > namespace.length)) return;
    throw new Error(`The knowledge source ${id} is in none of the integration's namespaces.`);
  };
  return {
    async replace(tx, source) {
      checkNamespace(source.id);
      await asHalo(tx, () => replaceSource(tx, orgId, source));
    },
    async remove(tx, sourceIds) {
      sourceIds.forEach(checkNamespace);
      return asHalo(tx, () => removeSources(tx, orgId, sourceIds));
    },
    async setAudience(tx, sourceId, audience) {
      checkNamespace(sourceId);
      return asHalo(tx, () => setAudience(tx, orgId, sourceId, audience));
    },
  };
}

/** Writes what differs, and nothing else: an unchanged passage keeps its row, an unchanged source all of them. */
async function replaceSource(db: Queryable, orgId: string, source: KnowledgeSource): Promise<void> {
  if (await insertSource(db, orgId, source)) {
    await addCustomers(db, orgId, source.id, customersOf(source.audience));
    await addPassages(db, orgId, source);
    return;
  }
  const changed = [
    await updateSource(db, orgId, source),
    await replaceCustomers(db, orgId, source.id, customersOf(source.audience)),
    await removePassages(db, orgId, source),
    await addPassages(db, orgId, source),
  ];
  if (changed.includes(true)) await touch(db, orgId, source.id);
}

const valuesOf = (orgId: string, { id, title, occurredAt, audience }: KnowledgeSource) => [
  ...[orgId, id, title, occurredAt, audience.visibility],
];

/** False if it is there already. */
async function insertSource(db: Queryable, orgId: string, source: KnowledgeSource): Promise<boolean> {
  const inserted = await db.query(
    `insert into knowledge_sources (org_id, id, title, occurred_at, visibility) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning id`,
    valuesOf(orgId, source),
  );
  return inserted.length > 0;
}

async function updateSource(db: Queryable, orgId: string, source: KnowledgeSource): Promise<boolean> {
  // Two replacements of one source take turns from here on.
  await db.query('select from knowledge_sources where org_id = $1 and id = $2 for update', [
    orgId,
    source.id,
  ]);
  const updated = await db.query(
    `update knowledge_sources set title = $3, occurred_at = $4, visibility = $5
     where org_id = $1 and id = $2 and (title, occurred_at, visibility) is distinct from ($3, $4::timestamptz, $5)
     returning id`,
    valuesOf(orgId, source),
  );
  return updated.length > 0;
}

/** As JSON; none where the audience is not certain customers. */
function customersOf(audience: SourceAudience): string {
  return JSON.stringify(audience.visibility === 'customers' ? audience.customers : []);
}

const WANTED = `wanted as (
  select distinct "companyId" as company_id, "endUserId" as end_user_id
  from jsonb_to_recordset($3::jsonb) as w ("companyId" text, "endUserId" text))`;

async function replaceCustomers(
  db: Queryable,
  orgId: string,
  sourceId: string,
  customers: string,
): Promise<boolean> {
  const removed = await db.query(
    `with ${WANTED}
     delete from knowledge_source_customers c where org_id = $1 and source_id = $2 and not exists (
       select from wanted w where (w.company_id, w.end_user_id) is not distinct from (c.company_id, c.end_user_id))
     returning source_id`,
    [orgId, sourceId, customers],
  );
  return (await addCustomers(db, orgId, sourceId, customers)) || removed.length > 0;
}

async function addCustomers(
  db: Queryable,
  orgId: string,
  sourceId: string,
  customers: string,
): Promise<boolean> {
  const added = await db.query(
    `with ${WANTED}
     insert into knowledge_source_customers (org_id, source_id, company_id, end_user_id)
     select $1, $2, company_id, end_user_id from wanted
     on conflict do nothing returning source_id`,
    [orgId, sourceId, customers],
  );
  return added.length > 0;
}

async function removePassages(db: Queryable, orgId: string, source: KnowledgeSource): Promise<boolean> {
  const removed = await db.query(
    `delete from knowledge_passages where org_id = $1 and source_id = $2 and id <> all($3) returning id`,
    [orgId, source.id, source.passages.map(({ id }) => id)],
  );
  return removed.length > 0;
}

async function addPassages(db: Queryable, orgId: string, source: KnowledgeSource): Promise<boolean> {
  const passages = source.passages.map((passage, position) => ({ ...passage, position }));
  const written = await db.query(
    `insert into knowledge_passages as old (org_id, source_id, id, position, text, metadata)
     select $1, $2, p.id, p.position, p.text, p.metadata
     from jsonb_to_recordset($3::jsonb) as p (id text, position integer, text text, metadata jsonb)
     where not exists (
       select from knowledge_passages same
       where same.org_id = $1 and same.source_id = $2 and same.id = p.id
         and (same.position, same.text, same.metadata) = (p.position, p.text, p.metadata))
     on conflict (org_id, source_id, id)
     do update set position = excluded.position, text = excluded.text, metadata = excluded.metadata
     returning old.id`,
    [orgId, source.id, JSON.stringify(passages)],
  );
  return written.length > 0;
}

async function removeSources(db: Queryable, orgId: string, sourceIds: readonly string[]): Promise<number> {
  const removed = await db.query(
    'delete from knowledge_sources where org_id = $1 and id = any($2) returning id',
    [orgId, sourceIds],
  );
  return removed.length;
}

async function setAudience(
  db: Queryable,
  orgId: string,
  sourceId: string,
  audience: SourceAudience,
): Promise<boolean> {
  const found = await db.query('select from knowledge_sources where org_id = $1 and id = $2 for update', [
    orgId,
    sourceId,
  ]);
  if (found.length === 0) return false;
  const changed = await db.query(
    `update knowledge_sources set visibility = $3 where org_id = $1 and id = $2 and visibility <> $3 returning id`,
    [orgId, sourceId, audience.visibility],
  );
  const customersChanged = await replaceCustomers(db, orgId, sourceId, customersOf(audience));
  if (changed.length > 0 || customersChanged) await touch(db, orgId, sourceId);
  return true;
}

async function touch(db: Queryable, orgId: string, sourceId: string): Promise<void> {
  await db.query('update knowledge_sources set updated_at = now() where org_id = $1 and id = $2', [
    orgId,
    sourceId,
  ]);
}
