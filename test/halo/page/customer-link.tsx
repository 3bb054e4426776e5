import type { CustomerRef } from '../customer-directory.ts';
import { companyPath } from '../paths.ts';
import type { CustomerNames } from './recordings.tsx';

/** A person with their company, or a company, which leads to its page. */
export function CustomerLink({
  names,
  customer: { companyId, endUserId },
}: {
  names: CustomerNames;
  customer: CustomerRef;
}) {
  const person = endUserId ? (names.get(`user:${endUserId}`) ?? endUserId) : null;
  const company = companyId ? (names.get(`company:${companyId}`) ?? companyId) : null;
  return (
    <>
      {person}
      {person !== null && company !== null ? ' · ' : null}
      {companyId ? <a href={companyPath(companyId)}>{company}</a> : null}
    </>
  );
}
