import type { Queryable } from '../../../contracts/host.ts';
import { type Customer, lookUpCustomer } from '../customer-directory.ts';
import { type Asker, parseAsker } from './asker.ts';
import { excerpts, type Stretch } from './excerpts.ts';
import { type MeetingOfSource, meetingsOf } from './meetings-of.ts';
import { type Hit, search } from './search.ts';

/** A question, and who asks it, as somebody wrote it. */
export interface Question {
  readonly text: string;
  readonly as: string;
}

export interface ShownHit extends Hit {
  readonly excerpt: readonly Stretch[];
  readonly meeting: MeetingOfSource | undefined;
}

/** What an asker would be answered from, or why it is not clear who asks. */
export type Answer =
  | { readonly ok: true; readonly asker: NamedAsker; readonly hits: readonly ShownHit[] }
  | { readonly ok: false; readonly text: string; readonly advice: string };

/** Staff, the public, or a customer. */
export type NamedAsker = 'staff' | 'public' | Customer;

const SHOWN = 5;
/** How the page words those who are no customers; whoever names nobody is of the staff. */
const WORDED = new Map<string, 'staff' | 'public'>([
  ['', 'staff'],
  ['staff', 'staff'],
  ['the public', 'public'],
]);

/** Answers as whoever asks would be answered; undefined while nothing is asked. */
export async function ask(db: Queryable, orgId: string, { text, as }: Question): Promise<Answer | undefined> {
  if (text === '') return undefined;
  const who = await namedAsker(db, orgId, as);
  if (!who.ok) return who;
  const hits = await search(db, orgId, { text, asker: toAsker(who.asker), limit: SHOWN });
  const found = await excerpts(
    db,
    text,
    hits.map((hit) => hit.text),
  );
  const meetings = await meetingsOf(
    db,
    orgId,
    hits.map(({ source }) => source),
  );
  return {
    ok: true,
    asker: who.asker,
    hits: hits.map((hit, index) => ({
      ...hit,
      excerpt: found[index] ?? [],
      meeting: meetings.get(hit.source),
    })),
  };
}

async function namedAsker(
  db: Queryable,
  orgId: string,
  as: string,
): Promise<{ ok: true; asker: NamedAsker } | Extract<Answer, { ok: false }>> {
  const worded = WORDED.get(as.toLowerCase());
  if (worded) return { ok: true, asker: worded };
  const parsed = parseAsker(as);
  if (parsed?.kind === 'staff' || parsed?.kind === 'public') return { ok: true, asker: parsed.kind };
  const found = await lookUpCustomer(db, orgId, as);
  return found.ok ? { ok: true, asker: found.customer } : found;
}

function toAsker(asker: NamedAsker): Asker {
  return typeof asker === 'string' ? { kind: asker } : { kind: asker.kind, id: asker.id };
}
