import { replacedAddress, replacedDomain } from './addresses.ts';
import type { Dictionary } from './dictionary.ts';
import { replacedPerson } from './texts.ts';
import { replacedId } from './urls.ts';

interface Company {
  readonly id: string;
  readonly name: string;
  readonly domain?: string | null | undefined;
}

interface EndUser {
  readonly id: string;
  readonly email?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly companyId?: string | null | undefined;
}

/** Who a Halo knows, as `HALO_SEED` names them. */
export interface KnownCustomers {
  readonly companies: readonly Company[];
  readonly endUsers: readonly EndUser[];
  readonly teamEmails: readonly string[];
}

const HOST = /(?:[\p{L}\p{N}-]+\.)+\p{L}[\p{L}\p{N}-]+/gu;

/** The same customers under the names and domains that they have in the archives. */
export function replacedCustomers(dictionary: Dictionary, known: KnownCustomers): KnownCustomers {
  const or = <T>(value: string | null | undefined, replace: (value: string) => T) =>
    value ? replace(value) : value;
  return {
    companies: known.companies.map(({ id, name, domain }) => ({
      id: replacedId(dictionary, id),
      name: replacedPerson(dictionary, name),
      // One free string: it may be an address of the web, too.
      domain: or(domain, (text) => text.replace(HOST, (host) => replacedDomain(dictionary, host))),
    })),
    endUsers: known.endUsers.map(({ id, email, name, companyId }) => ({
      id: replacedId(dictionary, id),
      email: or(email, (address) => replacedAddress(dictionary, address)),
      name: or(name, (text) => replacedPerson(dictionary, text)),
      companyId: or(companyId, (company) => replacedId(dictionary, company)),
    })),
    teamEmails: known.teamEmails.map((address) => replacedAddress(dictionary, address)),
  };
}
