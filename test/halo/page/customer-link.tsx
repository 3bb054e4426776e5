import type { CustomerNames, CustomerRef } from '../customer-directory.ts';
import { companyPath } from '../paths.ts';

interface CustomerLinkProps {
  readonly names: CustomerNames;
  readonly customer: CustomerRef;
}

/** A person with their company, or a company, which leads to its page. */
export function CustomerLink({ names, customer }: CustomerLinkProps) {
  const person = personOf(names, customer);
  const company = companyOf(names, customer);
  return (
    <>
      {person}
      {person && company ? ' · ' : null}
      {customer.companyId ? <a href={companyPath(customer.companyId)}>{company}</a> : null}
    </>
  );
}

/** The same in words alone. */
export function customerName(names: CustomerNames, customer: CustomerRef): string {
  return [personOf(names, customer), companyOf(names, customer)].filter(Boolean).join(' · ');
}

function personOf(names: CustomerNames, { endUserId }: CustomerRef): string | undefined {
  return endUserId ? (names.get(`user:${endUserId}`) ?? endUserId) : undefined;
}

function companyOf(names: CustomerNames, { companyId }: CustomerRef): string | undefined {
  return companyId ? (names.get(`company:${companyId}`) ?? companyId) : undefined;
}
