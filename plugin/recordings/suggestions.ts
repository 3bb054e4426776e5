import type { StoredSuggestion } from '../store/participants.ts';
import type { CustomersOfRecording } from './customers-of.ts';

/** What matching leaves to a person: somebody of a customer's name, and each of the companies that claim one domain. */
export function suggestionsOf({
  suggestions,
  conflicts,
}: Pick<CustomersOfRecording, 'suggestions' | 'conflicts'>): StoredSuggestion[] {
  return [
    ...suggestions.map(
      ({ name, endUserId, companyId }): StoredSuggestion => ({
        ...{ reason: 'same_name', evidence: name, endUserId },
        ...(companyId === undefined ? {} : { companyId }),
      }),
    ),
    ...conflicts.flatMap(({ domain, companies }) =>
      companies.map(
        ({ id }): StoredSuggestion => ({ reason: 'shared_domain', evidence: domain, companyId: id }),
      ),
    ),
  ];
}
