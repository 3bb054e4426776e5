import { type Address, isFreeMail, parseAddress } from './addresses.ts';

/** What the org knows of its own people: registrable domains, and address keys. */
export interface TeamKnowledge {
  readonly domains: ReadonlySet<string>;
  readonly emails: ReadonlySet<string>;
}

/** The same with every address without its plus-tag, too: what {@link isTeamAddress} wants. */
export function withTags({ domains, emails }: TeamKnowledge): TeamKnowledge {
  return { domains, emails: new Set([...emails].flatMap(withAndWithoutTag)) };
}

/** Tags are looked through here whatever the org chose: `me+test@` is still one of us. */
export function isTeamAddress(address: Address, team: TeamKnowledge): boolean {
  if (withAndWithoutTag(address.key).some((key) => team.emails.has(key))) return true;
  return (
    address.registrable !== null && team.domains.has(address.registrable) && !isFreeMail(address.domain, [])
  );
}

function withAndWithoutTag(key: string): string[] {
  const untagged = parseAddress(key, { foldPlusTags: true });
  return untagged === null ? [key] : [key, untagged.key];
}
