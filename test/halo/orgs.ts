import type { Queryable } from '../../contracts/host.ts';

export interface Org {
  readonly id: string;
  readonly name: string;
}

/** Creates an org, or renames it. */
export async function createOrg(db: Queryable, org: Org): Promise<Org> {
  await db.query(
    `insert into teams (id, name) values ($1, $2)
     on conflict (id) do update set name = excluded.name where teams.name <> excluded.name`,
    [org.id, org.name],
  );
  return org;
}

export async function readOrg(db: Queryable, orgId: string): Promise<Org> {
  const [org] = await db.query<Org>('select id, name from teams where id = $1', [orgId]);
  if (!org) throw new Error(`There is no org ${orgId}.`);
  return org;
}
