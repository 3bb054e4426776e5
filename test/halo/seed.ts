import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Queryable } from '../../contracts/host.ts';
import { ruleId } from './learning-rules.ts';
import { changeSettings, type SettingsParts } from './operations.ts';
import { messageOf, PlainError } from './plain-error.ts';

const text = z.string().min(1);

/** What an org starts with. A list that is named becomes the org's list; one that is left out stays as it is. */
const seedFile = z.strictObject({
  companies: z.array(z.strictObject({ id: text, name: text, domain: text.nullish() })).optional(),
  endUsers: z
    .array(
      z.strictObject({ id: text, email: text.nullish(), name: text.nullish(), companyId: text.nullish() }),
    )
    .optional(),
  teamEmails: z.array(text).optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  rules: z.array(z.strictObject({ type: z.enum(['topic', 'keyword', 'instruction']), text })).optional(),
});

type Seed = z.infer<typeof seedFile>;

/** Reads the file that HALO_SEED names. */
export async function readSeed(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new PlainError(`HALO_SEED cannot be read: ${messageOf(cause)}`, { cause });
  }
}

/** Brings an org to what the seed says. Applied again, it changes nothing. */
export async function applySeed(parts: SettingsParts, orgId: string, value: unknown): Promise<void> {
  const seed = parseSeed(value);
  await parts.halo.transaction(async (tx) => {
    for (const table of tablesOf(seed)) await replaceRows(tx, orgId, table);
  });
  if (!seed.settings) return;
  const changed = await changeSettings(parts, orgId, seed.settings);
  if (!changed.ok) {
    const [[field, problem] = ['settings', 'is not right']] = Object.entries(changed.errors);
    throw new PlainError(`HALO_SEED does not fit: settings.${field}: ${problem}`);
  }
}

function parseSeed(value: unknown): Seed {
  const parsed = seedFile.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the file'}: ${message}`,
  );
  throw new PlainError(`HALO_SEED does not fit: ${problems.join('; ')}`);
}

interface Table {
  readonly name: string;
  readonly key: string;
  /** All of type text. */
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string | null>>[];
}

function tablesOf({ companies, endUsers, teamEmails, rules }: Seed): Table[] {
  const tables: Table[] = [];
  if (companies) {
    const rows = companies.map(({ id, name, domain = null }) => ({ id, name, domain }));
    tables.push({ name: 'companies', key: 'id', columns: ['id', 'name', 'domain'], rows });
  }
  if (endUsers) {
    const rows = endUsers.map(({ id, email = null, name = null, companyId = null }) => {
      return { id, email, name, company_id: companyId };
    });
    tables.push({ name: 'end_users', key: 'id', columns: ['id', 'email', 'name', 'company_id'], rows });
  }
  if (teamEmails) {
    tables.push({
      name: 'team_members',
      key: 'email',
      columns: ['email'],
      rows: teamEmails.map((email) => ({ email })),
    });
  }
  if (rules) {
    const rows = rules.map((rule) => ({ id: ruleId(rule), type: rule.type, text: rule.text }));
    tables.push({ name: 'learning_rules', key: 'id', columns: ['id', 'type', 'text'], rows });
  }
  return tables;
}

async function replaceRows(db: Queryable, orgId: string, { name, key, columns, rows }: Table): Promise<void> {
  const list = columns.join(', ');
  const keys = rows.map((row) => row[key]);
  await db.query(`delete from ${name} where org_id = $1 and ${key} <> all($2)`, [orgId, keys]);
  const changes = columns.filter((column) => column !== key);
  const update =
    changes.length === 0
      ? 'do nothing'
      : `do update set ${changes.map((column) => `${column} = excluded.${column}`).join(', ')}`;
  await db.query(
    `insert into ${name} (org_id, ${list})
     select distinct on (${key}) $1, ${columns.map((column) => `new.${column}`).join(', ')}
     from jsonb_to_recordset($2::jsonb) as new (${columns.map((column) => `${column} text`).join(', ')})
     where not exists (
       select from ${name} same
       where same.org_id = $1 and ${columns.map((column) => `same.${column} is not distinct from new.${column}`).join(' and ')})
     on conflict (org_id, ${key}) ${update}`,
    [orgId, JSON.stringify(rows)],
  );
}
