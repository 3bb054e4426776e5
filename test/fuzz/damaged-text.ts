import { gzipSync } from 'node:zlib';
import type { Random } from './random.ts';

export const NUL = String.fromCharCode(0);
export const LONE_SURROGATE = String.fromCharCode(0xd83d);

/** Characters that some step on the way treats as more than a letter. */
const ODD_CHARACTERS: readonly [string, ...string[]] = [
  'a',
  'é',
  'ß',
  'İ',
  'Ж',
  '漢',
  '😀',
  '👩‍👩‍👧',
  'e\u0301',
  NUL,
  LONE_SURROGATE,
  '\udc00',
  '\ufffd',
  '\ufeff',
  '\u200b',
  '\u200e',
  '\u202e',
  '\u2028',
  '\u0085',
  '\u00a0',
  '\u001b',
  '\u007f',
  '\r',
  '\t',
];

const PLAIN = 'abcdefghij KLMNOPQ 0123456789 .,:;!?-_\'"()[]{}<>&#*/\\|~`+=@%$';

/** So many times a piece may be repeated: whatever takes the square of that is noticed. */
const TIMES: readonly [number, ...number[]] = [2, 40, 1_000, 20_000];
const LONGEST_REPEATED = 400_000;

/** A few characters of any kind. */
export function oddText(random: Random): string {
  return Array.from({ length: 1 + random.below(12) }, () => oddCharacter(random)).join('');
}

function oddCharacter(random: Random): string {
  if (random.chance(0.2)) return random.pick(ODD_CHARACTERS);
  if (random.chance(0.1)) return String.fromCodePoint(random.below(0x110000));
  return PLAIN[random.below(PLAIN.length)] ?? 'a';
}

/** Some of its lines, one after another; one at least. */
export function excerpt(text: string, random: Random): string {
  const lines = text.split(/(?<=\n)/);
  const from = random.below(lines.length);
  return lines.slice(from, from + 1 + random.below(lines.length - from)).join('');
}

type Damage = (text: string, random: Random, pieces: Pieces) => string;
/** What texts of a format are made of. */
type Pieces = readonly [string, ...string[]];

const DAMAGES: readonly [Damage, ...Damage[]] = [
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random, pieces) => spliced(text, random, random.pick(pieces)),
  (text, random, pieces) => spliced(text, random, random.pick(pieces)),
  (text, random) => spliced(text, random, oddText(random)),
  (text, random) => without(text, random),
  (text, random) => lineChanged(text, random, (line, next) => [line, line, next]),
  (text, random) => lineChanged(text, random, (_, next) => [next]),
  (text, random) => lineChanged(text, random, (line, next) => [next, line]),
  (text, random) =>
    text.replace(aNumber(text, random), () => random.pick(['99999', '9'.repeat(400), '-1', '0', '1e9'])),
  (text, random, pieces) => repeated(text, random, random.pick(pieces)),
  (text, random) => repeated(text, random, pieceOf(text, random)),
];

/** With up to four damages of any kind; `pieces` are what is put in. */
export function damagedText(text: string, pieces: Pieces, random: Random): string {
  let damaged = text;
  for (let damages = random.below(5); damages > 0; damages--)
    damaged = random.pick(DAMAGES)(damaged, random, pieces);
  return damaged;
}

/** Its bytes, now and then in another encoding, or with one of them changed. */
export function encoded(text: string, random: Random): Uint8Array {
  if (random.chance(0.94)) return Buffer.from(text);
  const bytes = Buffer.from(text);
  const at = random.below(bytes.length);
  return random.pick<() => Uint8Array>([
    () => bytes.map((byte, index) => (index === at ? random.below(256) : byte)),
    () => bytes.subarray(0, at),
    () => Buffer.from(text, 'latin1'),
    () => Buffer.from(text, 'utf16le'),
    () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
    () => gzipSync(bytes),
  ])();
}

export function spliced(text: string, random: Random, insert: string): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + insert + text.slice(at);
}

function without(text: string, random: Random): string {
  const piece = pieceOf(text, random);
  return text.replace(piece, () => '');
}

function pieceOf(text: string, random: Random): string {
  const from = random.below(text.length);
  return text.slice(from, from + 1 + random.below(30));
}

/** Rarely so often that it becomes a big file: most cases are to be fast. */
function repeated(text: string, random: Random, piece: string): string {
  return spliced(
    text,
    random,
    random.chance(0.03) ? overAndOver(piece, random) : piece.repeat(2 + random.below(20)),
  );
}

/** Up to a file as big as they come. */
export function overAndOver(piece: string, random: Random): string {
  const most = Math.floor(LONGEST_REPEATED / Math.max(piece.length, 1));
  return piece.repeat(Math.min(random.pick(TIMES), most));
}

function lineChanged(text: string, random: Random, change: (line: string, next: string) => string[]): string {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  return lines.toSpliced(at, 2, ...change(lines[at] ?? '', lines[at + 1] ?? '')).join('\n');
}

function aNumber(text: string, random: Random): RegExp | string {
  const numbers = [...text.matchAll(/\d+/g)];
  return numbers[random.below(numbers.length)]?.[0] ?? /$/;
}
