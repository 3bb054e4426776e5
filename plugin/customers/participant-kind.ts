import type { Address } from './addresses.ts';
import { foldName, personName } from './names.ts';

/** What sits behind a name in a call. A room or phone has people behind it whom Zoom cannot name; a bot has none. */
export type ParticipantKind = 'person' | 'room' | 'phone' | 'bot';

/**
 * Products that join calls as a participant to take notes. `plain` marks a brand that no person or company word
 * shares, so that the brand alone gives it away; the others (Read, Gong and Otter are family names) need their
 * site's spelling or a word such as "notetaker" next to them.
 */
const NOTETAKERS: readonly { readonly brand: string; readonly site: string; readonly plain?: true }[] = [
  { brand: 'airgram', site: 'airgram.io', plain: true },
  { brand: 'avoma', site: 'avoma.com', plain: true },
  { brand: 'bluedot', site: 'bluedothq.com' },
  { brand: 'chorus', site: 'chorus.ai' },
  { brand: 'circleback', site: 'circleback.ai' },
  { brand: 'claap', site: 'claap.io', plain: true },
  { brand: 'clari', site: 'clari.com' },
  { brand: 'fathom', site: 'fathom.video' },
  { brand: 'fellow', site: 'fellow.app' },
  { brand: 'fireflies', site: 'fireflies.ai', plain: true },
  { brand: 'gong', site: 'gong.io' },
  { brand: 'grain', site: 'grain.com' },
  { brand: 'jiminny', site: 'jiminny.com', plain: true },
  { brand: 'krisp', site: 'krisp.ai' },
  { brand: 'meetgeek', site: 'meetgeek.ai', plain: true },
  { brand: 'modjo', site: 'modjo.ai', plain: true },
  { brand: 'notta', site: 'notta.ai' },
  { brand: 'otter', site: 'otter.ai' },
  { brand: 'read', site: 'read.ai' },
  { brand: 'sembly', site: 'sembly.ai', plain: true },
  { brand: 'spinach', site: 'spinach.io' },
  { brand: 'supernormal', site: 'supernormal.com' },
  { brand: 'tldv', site: 'tldv.io', plain: true },
];

const either = (parts: readonly string[]) => parts.join('|').replaceAll('.', '\\.');
const SITES = either(NOTETAKERS.map(({ site }) => site));
const PLAIN = either(NOTETAKERS.flatMap(({ brand, plain }) => (plain ? [brand] : [])));
const SHARED = either(NOTETAKERS.flatMap(({ brand, plain }) => (plain ? [] : [brand])));
// "Acme Notetaker" is how several products name themselves after their customer.
const BOT_NAME = new RegExp(
  `\\b(?:${SITES}|${PLAIN})\\b|` +
    `\\b(?:${SHARED})[ .-]?(?:ai|assistant|bot|copilot|meeting notes|notes|pilot|recorder)\\b|` +
    '\\bnote ?-?taker\\b|\\bmeeting recorder\\b|\\bai (?:meeting )?(?:assistant|companion)\\b',
);
// The mailboxes bots join with. Other people at these sites are people, and may be customers.
const BOT_MAILBOX = new RegExp(
  `^(?:assistant|bot|fred|meetings?|notes?|notetaker|recorder)@(?:${SITES})$|@assistant\\.gong\\.io$`,
);
const BOT_SITES: ReadonlySet<string | null> = new Set(NOTETAKERS.map(({ site }) => site));

// Zoom shows a dial-in as its number, partly starred out, or as "Call-In User_1".
const PHONE_NAME = /^(?:call[- ]?in user|phone user|unknown speaker)(?:[ _#-]*\d+)?$/;
const PHONE_NUMBER = /^\+?[\d*x ().-]+$/;
const FEWEST_DIGITS = 6;
const ROOM_NAME =
  /\b(?:board|conf|conference|huddle|meeting|training|zoom) ?rooms?\b|\broom system\b|^room [a-z0-9-]+$|[([]room[)\]]/;
const ROOM_MAILBOX = /@resource\.calendar\.google\.com$/;

/** Tells people from rooms, phones and notetakers by every name and address seen for one participant. */
export function kindOf(names: readonly string[], addresses: readonly Address[]): ParticipantKind {
  if (addresses.some(({ key }) => BOT_MAILBOX.test(key))) return 'bot';
  if (addresses.some(({ key }) => ROOM_MAILBOX.test(key))) return 'room';
  const kinds = new Set(names.map((name) => kindOfName(name, addresses)));
  // Somebody who was also seen under a person's name is that person, whatever their device was called.
  if (kinds.size === 0 || kinds.has('person')) return 'person';
  return kinds.has('bot') ? 'bot' : kinds.has('phone') ? 'phone' : 'room';
}

function kindOfName(name: string, addresses: readonly Address[]): ParticipantKind {
  const folded = foldName(name);
  if (isBotName(name, addresses)) return 'bot';
  if (PHONE_NAME.test(folded) || isPhoneNumber(folded)) return 'phone';
  return ROOM_NAME.test(folded) ? 'room' : 'person';
}

/**
 * Bots join as guests, without an address, or with one of their maker's. So "Anna (note taker)" of a customer is
 * Anna, and "Jane (Avoma)" of avoma.com works there.
 */
function isBotName(name: string, addresses: readonly Address[]): boolean {
  const whole = addresses.filter(({ masked }) => !masked);
  if (whole.some(({ registrable }) => !BOT_SITES.has(registrable))) return false;
  const said = whole.length === 0 ? foldName(name) : personName(name);
  return BOT_NAME.test(said.replace('tl;dv', 'tldv').replace('otterpilot', 'otter pilot'));
}

function isPhoneNumber(name: string): boolean {
  return PHONE_NUMBER.test(name) && name.replace(/[^\d*]/g, '').length >= FEWEST_DIGITS;
}
