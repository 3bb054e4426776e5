import { companyDomain, parseAddress } from './addresses.ts';

/** An `end_users` row, as far as matching needs it. */
export interface EndUser {
  readonly id: string;
  readonly email: string | null;
  readonly name?: string | null;
  readonly companyId?: string | null;
}

/** A `companies` row, as far as matching needs it. */
export interface Company {
  readonly id: string;
  readonly name: string;
  readonly domain: string | null;
}

/** The customers that Halo's directory found for a recording. */
export interface Found {
  readonly endUsers: readonly EndUser[];
  readonly companies: readonly Company[];
}

/** Customers by what an address can name. Several rows under one key are kept: that is for matching to judge. */
export interface DirectoryIndex {
  readonly byEmail: ReadonlyMap<string, readonly EndUser[]>;
  readonly byDomain: ReadonlyMap<string, readonly Company[]>;
}

export function indexDirectory(found: Found): DirectoryIndex {
  return {
    byEmail: keyed(distinct(found.endUsers), ({ email }) => addressKey(email)),
    byDomain: keyed(distinct(found.companies), ({ domain }) => companyDomain(domain ?? '')),
  };
}

function addressKey(email: string | null): string | null {
  const address = parseAddress(email ?? '');
  return address === null || address.masked ? null : address.key;
}

function distinct<T extends { readonly id: string }>(rows: readonly T[]): T[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function keyed<T>(rows: readonly T[], keyOf: (row: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = key === null ? undefined : groups.get(key);
    if (group !== undefined) group.push(row);
    else if (key !== null) groups.set(key, [row]);
  }
  return groups;
}
