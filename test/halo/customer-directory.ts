import type { Queryable } from '../../contracts/host.ts';
import { parseAsker } from './knowledge/asker.ts';

/** A company or an end user, as a person would name them. */
export interface Customer {
  readonly kind: 'company' | 'user';
  readonly id: string;
  readonly name: string;
  /** The company's domain, or the end user's address. */
  readonly detail: string | null;
}

/** Names one customer by its ids, as links, suggestions and decisions do: an end user, their company, or both. */
export interface CustomerRef {
  readonly companyId?: string | null | undefined;
  readonly endUserId?: string | null | undefined;
}

/** Names of customers by `company:<id>` and `user:<id>`. */
export type CustomerNames = ReadonlyMap<string, string>;

/** One customer, or why it is not clear which. */
export type LookUp =
  | { readonly ok: true; readonly customer: Customer }
  | { readonly ok: false; readonly text: string; readonly advice: string };

const COMPANY = `select 'company' as kind, id, name, domain as detail from companies where org_id = $1`;
const USER = `select 'user' as kind, id, coalesce(name, email, id) as name, email as detail from end_users where org_id = $1`;

/** As many as a browser offers without trouble; whoever is not among them can still be written out. */
const OFFERED_OF_A_KIND = 100;
const TOLD = 5;

export async function customerNames(
  db: Queryable,
  orgId: string,
  customers: readonly CustomerRef[],
): Promise<CustomerNames> {
  const companies = customers.flatMap(({ companyId }) => companyId ?? []);
  const endUsers = customers.flatMap(({ endUserId }) => endUserId ?? []);
  const rows = await db.query<Customer>(`${COMPANY} and id = any($2) union all ${USER} and id = any($3)`, [
    orgId,
    companies,
    endUsers,
  ]);
  return new Map(rows.map(({ kind, id, name }) => [`${kind}:${id}`, name]));
}

/** Some customers to choose from: at most 200. */
export function someCustomers(db: Queryable, orgId: string): Promise<Customer[]> {
  return db.query<Customer>(
    `(${COMPANY} order by lower(name), id limit $2) union all (${USER} order by name_key, id limit $2)`,
    [orgId, OFFERED_OF_A_KIND],
  );
}

/** Finds a customer by name, address or id; `company:<id>` and `user:<id>` leave no doubt. */
export async function lookUpCustomer(db: Queryable, orgId: string, text: string): Promise<LookUp> {
  const found = await matching(db, orgId, text);
  const [customer, ...more] = found;
  if (!customer) {
    return {
      ok: false,
      text: 'Halo has no such customer.',
      advice: 'Enter the name, the e-mail address or the id of a person or a company in Halo.',
    };
  }
  if (more.length === 0) return { ok: true, customer };
  const told = found.slice(0, TOLD).map(({ kind, id, name, detail }) => {
    return `${kind}:${id} for ${[name, detail].filter(Boolean).join(', ')}`;
  });
  const rest = found.length > TOLD ? '; and there are more' : '';
  return {
    ok: false,
    text: 'Several customers go by that.',
    advice: `Enter which: ${told.join('; ')}${rest}.`,
  };
}

async function matching(db: Queryable, orgId: string, text: string): Promise<Customer[]> {
  const named = parseAsker(text);
  if (named && 'id' in named) {
    const [exact] = await db.query<Customer>(`${named.kind === 'company' ? COMPANY : USER} and id = $2`, [
      orgId,
      named.id,
    ]);
    if (exact) return [exact];
  }
  if (text === '') return [];
  return db.query<Customer>(
    `${COMPANY} and (id = $2 or lower(name) = lower($2))
     union all ${USER} and (id = $2 or email_key = folded($2) or name_key = folded($2))
     order by kind, name, id limit $3`,
    [orgId, text, TOLD + 1],
  );
}
