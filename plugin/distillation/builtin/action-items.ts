import { CIRCUMSTANCES, DELEGATED, JOINT, NAMED, PROMISE, TASK } from './action-item-clues.ts';
import { type Clue, type Detector, ENOUGH, type Sentence, weigh } from './clues.ts';
import { resolveDueDate } from './due-dates.ts';

const FORMS: readonly { clues: readonly Clue[]; doer: 'speaker' | 'other' | 'group' }[] = [
  { clues: PROMISE, doer: 'speaker' },
  { clues: TASK, doer: 'other' },
  { clues: DELEGATED, doer: 'other' },
  { clues: JOINT, doer: 'group' },
  { clues: NAMED, doer: 'other' },
];

/** Next steps are dealt out at the end: a meeting's last part lends weight, as a named day does. */
const LAST_PART = 0.85;
const AT_THE_END = 0.4;
const WITH_A_DAY = 0.4;

const ACCEPTANCE =
  /^(?:(?:okay|ok|so|um|uh|oh|and)\b[\s,.]*)*(?:yes|yeah|yep|sure|of course|absolutely|definitely|will do|no problem|happy to|i'll|i will|i can|we'll|we can|on it|you got it)\b/i;

/** Finds who takes on what, from either side. */
export const detectActionItem: Detector = (sentence) => {
  const { position } = sentence;
  const plain = behindBut(sentence.plain);
  const forms = FORMS.map((form) => ({ doer: form.doer, weight: weigh(plain, form.clues) }));
  const best = forms.reduce((strongest, form) => (form.weight > strongest.weight ? form : strongest));
  // Of the shortest sentences nothing can be done later: what is to be done is missing.
  if (best.weight <= 0 || plain.split(' ').length < 4) return undefined;
  const dated = resolveDueDate(plain, ANY_DAY) !== undefined;
  const strength =
    best.weight +
    weigh(plain, CIRCUMSTANCES) +
    (position >= LAST_PART ? AT_THE_END : 0) +
    (dated ? WITH_A_DAY : 0);
  if (strength < ENOUGH) return undefined;
  const owner = ownerOf(sentence, best.doer);
  return owner === undefined ? { strength } : { strength, owner };
};

/** "I can't promise that, but I'll check": what counts is what follows. */
function behindBut(plain: string): string {
  const but =
    /\bbut,? (?=(?:i|we)(?:'ll| will|'m going to|'re going to| can)\b|let me\b|(?:can|could) you\b)/i.exec(
      plain,
    );
  return but ? plain.slice(but.index + but[0].length) : plain;
}

/** Only whether a day is named matters while weighing. */
const ANY_DAY = '2026-01-01';

/** "We" is nobody in particular, so a joint promise has no owner: its speaker and side say enough. */
function ownerOf(sentence: Sentence, doer: 'speaker' | 'other' | 'group'): string | undefined {
  if (doer === 'speaker') return sentence.speaker ?? undefined;
  if (doer === 'group') return undefined;
  const named = sentence.speakers.find(
    (name) => name !== sentence.speaker && namesOf(name).some((part) => mentions(sentence.plain, part)),
  );
  if (named !== undefined) return named;
  const { reply } = sentence;
  const accepted = reply && reply.speaker !== sentence.speaker && ACCEPTANCE.test(reply.text);
  return accepted ? (reply.speaker ?? undefined) : undefined;
}

/** A speaker is addressed by full name or first name; a single letter would be found in every sentence. */
function namesOf(speaker: string): string[] {
  const first = speaker.split(/[\s(|,]/)[0] ?? '';
  return [speaker, first].filter((name) => name.length > 1);
}

function mentions(text: string, name: string): boolean {
  const at = text.indexOf(name);
  const letter = /[\p{L}\p{N}]/u;
  return at >= 0 && !letter.test(text.charAt(at - 1)) && !letter.test(text.charAt(at + name.length));
}
