import { z } from 'zod';
import { LONGEST_ID, storable } from '../storable-text.ts';
import { plainText } from './plain-text.ts';
import { comparableName, type Utterance } from './speakers.ts';
import { readTimestamp } from './timestamp.ts';

/** Somebody whom Zoom heard. The address and the id are missing of whoever is not signed in. */
export interface Heard {
  readonly name: string | null;
  readonly email: string | null;
  readonly zoomUserId: string | null;
}

/** Who was heard from one moment to the next; several where they spoke at once. */
export interface TimelineSpan {
  readonly startMs: number;
  readonly endMs: number;
  readonly heard: readonly Heard[];
}

const word = z
  .string()
  .nullish()
  .catch(null)
  .transform((text) => storable(text ?? '').trim() || null);
/** A longer one would be none of Zoom's, and would not fit an index. */
const id = word.transform((text) => (text !== null && text.length <= LONGEST_ID ? text : null));
const user = z.object({
  username: word,
  email_address: word,
  zoom_userid: id,
  /** One microphone for several people: what it hears is nobody's in particular. */
  multiple_people: z.boolean().nullish().catch(null),
});
const entry = z.object({ ts: z.string(), users: z.array(z.unknown()).nullish().catch(null) });
const timeline = z.object({
  timeline: z.array(z.unknown()).nullish().catch(null),
  timeline_refine: z.array(z.unknown()).nullish().catch(null),
});

/** The last entry has no successor. Nobody speaks longer than this without one. */
const LAST_SPAN_MS = 30_000;
/** Of the time in which a label speaks and anybody is heard, so much has to be one person's. */
const LEAST_SHARE = 0.6;

/**
 * Zoom's TIMELINE file: who was heard when, from the start of the recording. Undocumented, so whatever does not read is
 * left out. The refined list is the same talk without short noises, and is preferred.
 */
export function parseTimeline(file: Uint8Array | string): TimelineSpan[] {
  const read = timeline.safeParse(parseJson(plainText(file)));
  if (!read.success) return [];
  const { timeline_refine: refined, timeline: raw } = read.data;
  const entries = ((refined?.length ?? 0) > 0 ? refined : raw) ?? [];
  const starts = entries.flatMap(toStart).toSorted((a, b) => a.startMs - b.startMs);
  return starts.map(({ startMs, heard }, index) => ({
    startMs,
    endMs: starts[index + 1]?.startMs ?? startMs + LAST_SPAN_MS,
    heard,
  }));
}

/** Whether a download is a timeline at all: Zoom serves its login page with status 200. */
export function looksLikeTimeline(file: Uint8Array | string): boolean {
  return timeline.safeParse(parseJson(plainText(file))).success;
}

/**
 * The address of each label of a transcript, where the timeline tells it: by the name, if only one person of that name
 * was heard, or else by who was heard for most of the time in which the label speaks. What several people may be is
 * nobody's.
 */
export function addressesOfSpeakers(
  utterances: readonly Utterance[],
  spans: readonly TimelineSpan[],
): Map<string, string> {
  const named = namedAlone(spans);
  const found = new Map<string, string>();
  for (const [label, shares] of sharesByLabel(utterances, spans)) {
    const name = comparableName(label);
    // A guest of that name without an address is known to be nobody else.
    const email = named.has(name) ? named.get(name) : mostHeard(shares);
    if (email) found.set(label, email);
  }
  return found;
}

function toStart(raw: unknown): { startMs: number; heard: Heard[] }[] {
  const read = entry.safeParse(raw);
  const startMs = read.success ? readTimestamp({ text: read.data.ts, at: 0 }) : undefined;
  if (!read.success || startMs === undefined) return [];
  const heard = (read.data.users ?? []).flatMap((each) => {
    const one = user.safeParse(each);
    if (!one.success || one.data.multiple_people) return [];
    return [{ name: one.data.username, email: one.data.email_address, zoomUserId: one.data.zoom_userid }];
  });
  return [{ startMs, heard }];
}

/** Names that one person alone has, with that person's address; null where Zoom tells none. */
function namedAlone(spans: readonly TimelineSpan[]): Map<string, string | null> {
  const addresses = new Map<string, Set<string | null>>();
  for (const { name, email } of spans.flatMap(({ heard }) => heard)) {
    if (name === null) continue;
    const key = comparableName(name);
    addresses.set(key, (addresses.get(key) ?? new Set()).add(email));
  }
  return new Map(
    [...addresses].flatMap(([name, emails]) => {
      const [only = null] = emails;
      return emails.size === 1 ? [[name, only] as const] : [];
    }),
  );
}

/** For each label the milliseconds in which each address was heard meanwhile; null stands for people without one. */
function sharesByLabel(
  utterances: readonly Utterance[],
  spans: readonly TimelineSpan[],
): Map<string, Map<string | null, number>> {
  const shares = new Map<string, Map<string | null, number>>();
  let first = 0;
  for (const { speaker, startMs, endMs } of utterances) {
    // Utterances are in order of their start, so what ended before this one is behind all that follow.
    while ((spans[first]?.endMs ?? Number.POSITIVE_INFINITY) <= startMs) first += 1;
    if (speaker === null) continue;
    const own = shares.get(speaker) ?? new Map<string | null, number>();
    shares.set(speaker, own);
    for (let at = first; (spans[at]?.startMs ?? Number.POSITIVE_INFINITY) < endMs; at += 1) {
      const span = spans[at];
      if (!span) break;
      const overlap = Math.min(endMs, span.endMs) - Math.max(startMs, span.startMs);
      for (const { email } of span.heard) own.set(email, (own.get(email) ?? 0) + overlap / span.heard.length);
    }
  }
  return shares;
}

function mostHeard(shares: ReadonlyMap<string | null, number>): string | null {
  const total = [...shares.values()].reduce((sum, ms) => sum + ms, 0);
  const [most] = [...shares].toSorted(([, a], [, b]) => b - a);
  return most && total > 0 && most[1] / total >= LEAST_SHARE ? most[0] : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
