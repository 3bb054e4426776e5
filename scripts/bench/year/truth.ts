import type { MadeMeeting } from './meetings.ts';
import type { Shown } from './sources.ts';

/**
 * The customers that the addresses shown of a meeting's guests prove, by what their maker knows of them; nothing is
 * read, parsed or looked up. A whole address proves the end user who has it and that person's company, else the company
 * of the domain; a starred-out one the company of the domain; a name nothing.
 */
export function truthOf({ seen }: MadeMeeting, foldPlusTags: boolean): Set<string> {
  return new Set(seen.flatMap(({ shown }) => (shown === null ? [] : provenBy(shown, foldPlusTags))));
}

function provenBy({ guest, tag, masked }: Shown, foldPlusTags: boolean): string[] {
  const under = (wanted: string | null) => guest.contacts.filter((contact) => contact.tag === wanted);
  const exact = under(tag);
  const known = exact.length === 0 && foldPlusTags ? under(null) : exact;
  const endUsers = masked ? [] : known.map(({ row }) => row);
  const recorded = endUsers.flatMap(({ companyId }) => companyId ?? []);
  const companies = recorded.length === 0 && guest.employer !== null ? [guest.employer] : recorded;
  return [...endUsers.map(({ id }) => endUser(id)), ...companies.map(company)];
}

/** A company and an end user as one kind of key, so that pairs of meeting and customer can be counted. */
export const company = (id: string) => `company:${id}`;
export const endUser = (id: string) => `end_user:${id}`;
