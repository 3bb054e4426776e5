import { gzipSync } from 'node:zlib';
import { LONE_SURROGATE, NUL, oddText, spliced } from './damaged-text.ts';
import type { Random } from './random.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** What no field should hold, and some sender one day puts there. */
const ODD_VALUES: readonly [Json, ...Json[]] = [
  null,
  true,
  false,
  0,
  -1,
  -0,
  0.5,
  1e308,
  2 ** 53,
  -(2 ** 63),
  '',
  ' ',
  '0',
  'null',
  NUL,
  `a${NUL}b`,
  LONE_SURROGATE,
  `a${LONE_SURROGATE}b`,
  '\u2028\u202e\ufeff',
  '🎉'.repeat(100),
  `'; drop table teams; --`,
  '../../etc/passwd',
  'v0:1739923528:{}',
  'constructor',
  '__proto__',
  '+275760-09-13T00:00:00.000Z',
  '-000001-01-01T00:00:00Z',
  '0000-00-00',
  'x'.repeat(300),
  'x'.repeat(9_000),
  ['x'.repeat(300)],
  [],
  [null],
  [[[[]]]],
  ['a', 1, null, {}],
  {},
  { uuid: { uuid: [] } },
  { length: 3, toString: null },
  { length: { toString: null } },
];

/** Names that mean something to JavaScript. */
const ODD_NAMES: readonly [string, ...string[]] = ['__proto__', 'constructor', 'toString', 'length', '', NUL];

/** Changes one value anywhere in the tree: swaps, drops, repeats or adds to it. */
export function mutated(value: Json, random: Random): Json {
  if (Array.isArray(value) && value.length > 0 && random.chance(0.8)) return mutatedList(value, random);
  if (isObject(value) && random.chance(0.9)) return mutatedObject(value, random);
  if (random.chance(0.1)) return typeof value === 'string' ? Number(value) || 7 : JSON.stringify(value);
  if (typeof value === 'string' && random.chance(0.2)) return spliced(value, random, oddText(random));
  return random.pick(ODD_VALUES);
}

function mutatedList(list: readonly Json[], random: Random): Json {
  const at = random.below(list.length);
  const one = list[at] ?? null;
  switch (random.below(5)) {
    case 0:
      return list.toSpliced(at, 1);
    case 1:
      return Array.from({ length: 2 + random.below(30) }, () => one);
    case 2:
      return [...list, random.pick(ODD_VALUES)];
    default:
      return list.with(at, mutated(one, random));
  }
}

function mutatedObject(object: { readonly [name: string]: Json }, random: Random): Json {
  const names = Object.keys(object);
  // What stands deeper is read by more code.
  const name = 'payload' in object && random.chance(0.8) ? 'payload' : names[random.below(names.length)];
  if (name === undefined) return random.pick(ODD_VALUES);
  const { [name]: value = null, ...others } = object;
  switch (random.below(20)) {
    case 0:
      return others;
    case 1:
      return { ...others, [name.toUpperCase()]: value };
    case 2:
      return {
        ...object,
        [random.pick(ODD_NAMES)]: random.pick(ODD_VALUES),
      };
    default:
      return { ...object, [name]: mutated(value, random) };
  }
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Damage to the text or its bytes, most of which leaves no JSON. */
const DAMAGES: readonly [Damage, ...Damage[]] = [
  (text, random) => text.slice(0, random.below(text.length)),
  (text, random) => spliced(text, random, random.pick(['"', '{', '}', ',', '\\', '\\u00', '\n', NUL])),
  (text, random) => spliced(text, random, String.fromCharCode(random.below(0xffff))),
  (text, random) =>
    text.replace(/\d+/, random.pick(['1e400', '-1e400', '9'.repeat(400), '0x10', '01', 'NaN'])),
  (text, random) =>
    text.replace(/"[^"]*"(?=[,}])/, random.pick(['"\\u0000"', '"\\ud83d"', '"\\udc00\\ud83d"', "'a'"])),
  (text, random) => nameChanged(text, random, () => '"__proto__":'),
  (text, random) => nameChanged(text, random, (name) => `"__proto__":1,${name}null,${name}`),
  (text, random) => nested(text, random),
  (text) => `[${text}]`,
  (text) => `${text}${text}`,
  (text) => `\ufeff${text}`,
  (text) => text.replaceAll(/[{}:,]/g, (mark) => `  ${mark}\r\n`),
  () => '',
  (text) => Buffer.from(text, 'utf16le'),
  (text) => Buffer.from(text, 'latin1'),
  (text) => gzipSync(text),
  (text, random) => {
    const bytes = Buffer.from(text);
    bytes[random.below(bytes.length)] = random.below(256);
    return bytes;
  },
];

type Damage = (text: string, random: Random) => string | Buffer;

export function damaged(text: string, random: Random): Buffer {
  if (text === '') return Buffer.alloc(0);
  return Buffer.from(random.pick(DAMAGES)(text, random));
}

/** With up to three of its values changed, and its text damaged now and then. */
export function mutatedText(value: Json, random: Random): Buffer {
  let changed = value;
  for (let changes = random.below(4); changes > 0; changes--) changed = mutated(changed, random);
  const text = JSON.stringify(changed);
  return random.chance(0.1) ? damaged(text, random) : Buffer.from(text);
}

/** One of the names in it, and the colon behind it, are changed. */
function nameChanged(text: string, random: Random, change: (name: string) => string): string {
  const names = [...text.matchAll(/"[^"\\]*":/g)];
  const found = names[random.below(names.length)];
  if (found === undefined) return text;
  const [name] = found;
  return text.slice(0, found.index) + change(name) + text.slice(found.index + name.length);
}

/** Rarely so deep that it takes long to write: most cases are to be fast. */
function nested(text: string, random: Random): string {
  const depth = random.chance(0.05) ? 100_000 : random.pick([100, 2_000]);
  const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
  return nameChanged(text, random, (name) => `${name}${deep},"a":`);
}
