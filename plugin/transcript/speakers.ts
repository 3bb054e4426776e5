import { couldBeName, endsLabel, labelEnd, looksLikeName } from './labels.ts';
import type { Cue } from './vtt.ts';

/** What one speaker says in a cue. */
export interface Utterance {
  startMs: number;
  endMs: number;
  /** The label as Zoom wrote it, without the colon; the one before where the cue has none; null until somebody is named. */
  speaker: string | null;
  text: string;
}

/** What stands before a colon at the start of cues: a speaker's label, or words of a sentence. */
interface Label {
  name: string;
  /** As it stands before the colon. */
  prefix: string;
  /** Where the colon stands in the cue's text. */
  end: number;
  cues: number;
  isSpeaker: boolean;
}

/**
 * Says who speaks in each cue. Zoom prefixes a cue's text with `Name: `, but not every cue has a speaker and speech has
 * colons too ("I'm: more"). A label is believed if it is a known name, if it looks like a name, or if it could be one and
 * recurs or stands in a file where every cue has a label. Otherwise the text stays whole and the previous speaker goes on.
 */
export function attributeSpeakers(cues: readonly Cue[], knownNames: readonly string[]): Utterance[] {
  const labels = findLabels(cues, new Set(knownNames.map(comparableName)));
  let speaker: string | null = null;
  return cues.map((cue, i) => {
    const { startMs, endMs, text, voice } = cue;
    const label = labels[i];
    if (voice === undefined && !label?.isSpeaker) return { startMs, endMs, speaker, text };
    speaker = voice ?? label?.name ?? null;
    const words = voice === undefined && label ? behind(text, label.end) : text;
    return { startMs, endMs, speaker, text: words };
  });
}

/** What stands behind a colon. One blank follows it in Zoom's files, which need not be searched for more. */
function behind(text: string, colon: number): string {
  const next = text.charCodeAt(colon + 2);
  return next > 0x20 && next < 0x80 ? text.slice(colon + 2) : text.slice(colon + 1).trimStart();
}

/** A name in the form in which two spellings of it are compared. */
export function comparableName(name: string): string {
  return name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function findLabels(cues: readonly Cue[], known: ReadonlySet<string>): (Label | undefined)[] {
  const labels = new Map<string, Label>();
  let isLabelledThroughout = true;
  let last: Label | undefined;
  const found = cues.map(({ text, voice }) => {
    if (voice !== undefined) return undefined;
    // Most cues go on with the speaker before. Where names are known, one that goes on behind a colon may come in between.
    if (last !== undefined && known.size === 0 && beginsWith(text, last)) {
      last.cues += 1;
      return last;
    }
    const end = knownLabelEnd(text, known);
    if (end < 0) {
      isLabelledThroughout = false;
      return undefined;
    }
    const prefix = text.slice(0, end);
    let label = labels.get(prefix);
    if (label === undefined) {
      label = { name: prefix.trim(), prefix, end, cues: 0, isSpeaker: false };
      labels.set(prefix, label);
    }
    label.cues += 1;
    last = label;
    return label;
  });
  for (const label of labels.values()) {
    label.isSpeaker = known.has(comparableName(label.name)) || isBelieved(label, isLabelledThroughout);
  }
  return found;
}

function beginsWith(text: string, { prefix, end }: Label): boolean {
  return endsLabel(text, end) && text.startsWith(prefix);
}

function isBelieved({ name, cues }: Label, isLabelledThroughout: boolean): boolean {
  const recurs = cues > 1;
  // People choose their display names freely; both together outweigh what the name reads like.
  if (recurs && isLabelledThroughout) return true;
  return recurs || isLabelledThroughout ? couldBeName(name) : looksLikeName(name);
}

/** The first colon that could end a label, unless a later one ends a known name: names with a colon exist. */
function knownLabelEnd(text: string, known: ReadonlySet<string>): number {
  const first = labelEnd(text, 0);
  if (first < 0 || known.size === 0) return first;
  for (let end = labelEnd(text, first + 1); end > 0; end = labelEnd(text, end + 1)) {
    if (known.has(comparableName(text.slice(0, end)))) return end;
  }
  return first;
}
