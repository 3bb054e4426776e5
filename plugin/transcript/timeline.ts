import { comparableName, type Utterance } from './speakers.ts';
import { parseTimestamp } from './timestamp.ts';

/** Who is heard from this moment until the next entry. Several are heard at once when they talk over each other. */
export interface TimelineEntry {
  atMs: number;
  users: TimelineUser[];
}

export interface TimelineUser {
  name: string;
  /** Empty for guests. */
  email: string;
  /** Several people behind one device, as in a meeting room: the address is the room's, not the speaker's. */
  isShared: boolean;
}

/**
 * Reads Zoom's TIMELINE file, in order of time. Zoom does not document it, so whatever does not have the known shape is
 * passed over. `timeline_refine` is Zoom's own cleaned version of `timeline`.
 */
export function parseTimeline(json: unknown): TimelineEntry[] {
  if (!isRecord(json)) return [];
  const refined = readEntries(json.timeline_refine);
  return refined.length > 0 ? refined : readEntries(json.timeline);
}

/**
 * The e-mail address of each speaker whom the timeline tells apart: a user of the speaker's name is heard during at least
 * half of the speaker's utterances, and all users of that name have one and the same address. Anyone doubtful is left out.
 */
export function emailsBySpeaker(
  utterances: readonly Utterance[],
  timeline: readonly TimelineEntry[],
): Map<string, string> {
  const addresses = addressesByName(timeline);
  const speakers = new Map<string, { utterances: number; heard: number }>();
  for (const utterance of utterances) {
    if (utterance.speaker === null || utterance.continued) continue;
    const tally = speakers.get(utterance.speaker) ?? { utterances: 0, heard: 0 };
    tally.utterances += 1;
    if (isHeard(utterance, comparableName(utterance.speaker), timeline)) tally.heard += 1;
    speakers.set(utterance.speaker, tally);
  }
  const emails = new Map<string, string>();
  for (const [speaker, tally] of speakers) {
    const [email, ...others] = addresses.get(comparableName(speaker)) ?? [];
    if (email?.includes('@') && others.length === 0 && tally.heard * 2 >= tally.utterances) {
      emails.set(speaker, email);
    }
  }
  return emails;
}

/** Every address a name occurs with. A guest's missing address counts too: a second person may share the name. */
function addressesByName(timeline: readonly TimelineEntry[]): Map<string, Set<string>> {
  const addresses = new Map<string, Set<string>>();
  for (const { name, email, isShared } of timeline.flatMap((entry) => entry.users)) {
    const key = comparableName(name);
    const known = addresses.get(key) ?? new Set();
    addresses.set(key, known.add(isShared ? '' : email));
  }
  return addresses;
}

function isHeard({ startMs, endMs }: Utterance, name: string, timeline: readonly TimelineEntry[]): boolean {
  for (let i = entryAt(timeline, startMs); i < timeline.length; i += 1) {
    const entry = timeline[i];
    if (entry === undefined || (entry.atMs >= endMs && entry.atMs > startMs)) return false;
    if (entry.users.some((user) => comparableName(user.name) === name)) return true;
  }
  return false;
}

/** Index of the last entry that begins at this time or before, or of the first entry. */
function entryAt(timeline: readonly TimelineEntry[], ms: number): number {
  let low = 0;
  let high = timeline.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timeline[middle]?.atMs ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

function readEntries(list: unknown): TimelineEntry[] {
  if (!Array.isArray(list)) return [];
  return list
    .flatMap((entry: unknown) => {
      if (!isRecord(entry) || typeof entry.ts !== 'string') return [];
      const atMs = parseTimestamp(entry.ts.trim());
      const users: unknown = entry.users;
      return atMs === undefined ? [] : [{ atMs, users: Array.isArray(users) ? users.flatMap(readUser) : [] }];
    })
    .sort((a, b) => a.atMs - b.atMs);
}

function readUser(user: unknown): TimelineUser[] {
  if (!isRecord(user) || typeof user.username !== 'string') return [];
  const address = user.email_address;
  const email = typeof address === 'string' ? address.trim().toLowerCase() : '';
  return [{ name: user.username, email, isShared: user.multiple_people === true }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
