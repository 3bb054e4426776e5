import type { Har } from '../../../test/zoom/har.ts';
import { readingOf } from './reading.ts';
import { answerOf, type FieldShape, parentOf, type Shape, shapesOf } from './shapes.ts';

export interface Difference {
  readonly endpoint: string;
  readonly field: string;
  readonly what: string;
  /** The plugin cannot read what it reads in the fixtures. */
  readonly breaks: boolean;
}

/** How what Zoom said differs from the fixtures, and where the plugin's schemas do not cope with it. */
export function differencesOf(recorded: readonly Har[], fixtures: readonly Har[]): Difference[] {
  const known = shapesOf(fixtures);
  const { wanted, troubles } = readAll(recorded);
  const shapes = [...shapesOf(recorded)].flatMap(([endpoint, shape]) => {
    const fixture = known.get(endpoint);
    if (!fixture) return [{ endpoint, field: '', what: 'no fixture shows such an answer', breaks: false }];
    return fieldDifferences(shape, fixture, wanted.get(endpoint) ?? new Set()).map((difference) => ({
      endpoint,
      ...difference,
    }));
  });
  const all = new Map([...troubles, ...shapes].map((each) => [JSON.stringify(each), each]));
  return [...all.values()].toSorted((a, b) => Number(b.breaks) - Number(a.breaks));
}

function readAll(archives: readonly Har[]) {
  const wanted = new Map<string, Set<string>>();
  const troubles: Difference[] = [];
  for (const entry of archives.flatMap(({ log }) => log.entries)) {
    const answer = answerOf(entry);
    if (!answer?.name || answer.refused) continue;
    const reading = readingOf(answer.name, answer.body);
    if (!reading) continue;
    const { label: endpoint } = answer;
    wanted.set(endpoint, new Set([...(wanted.get(endpoint) ?? []), ...reading.wanted]));
    troubles.push(...reading.troubles.map((trouble) => ({ endpoint, ...trouble, breaks: true })));
  }
  return { wanted, troubles };
}

type FieldDifference = Omit<Difference, 'endpoint'>;

function fieldDifferences(shape: Shape, fixture: Shape, wanted: ReadonlySet<string>): FieldDifference[] {
  const paths = new Set([...shape.fields.keys(), ...fixture.fields.keys()]);
  return [...paths].flatMap((field) => {
    const now = shape.fields.get(field);
    const before = fixture.fields.get(field);
    if (now && before)
      return changes(field, now, before, wanted.has(field)).concat(rarer(field, shape, fixture));
    if (now)
      return isNewIn(fixture, field)
        ? [{ field, what: 'Zoom sends it; the fixtures lack it', breaks: false }]
        : [];
    return before ? gone(field, before, shape, fixture, wanted.has(field)) : [];
  });
}

/** Of an object that is new as a whole, it is enough to name it. */
const isNewIn = (fixture: Shape, field: string): boolean => fixture.objects.has(parentOf(field));

function gone(
  field: string,
  before: FieldShape,
  shape: Shape,
  fixture: Shape,
  isWanted: boolean,
): FieldDifference[] {
  const objects = shape.objects.get(parentOf(field)) ?? 0;
  if (objects === 0) return [];
  // As often as in the fixtures, it would have been there once at least: a file that is not ready has no address.
  const share = before.seen / (fixture.objects.get(parentOf(field)) ?? 1);
  const reads = isWanted ? '; the plugin reads it' : '';
  const what = `the fixtures have it; Zoom did not send it${reads}`;
  return [{ field, what, breaks: isWanted && share * objects >= 1 }];
}

/** Zoom sends a number as text and the other way round; the plugin reads either. */
const ALIKE: ReadonlySet<string> = new Set(['text', 'number']);

function changes(field: string, now: FieldShape, before: FieldShape, isWanted: boolean): FieldDifference[] {
  const types = [...now.types].filter((type) => type !== 'null' && !before.types.has(type));
  const values = [...now.values].filter((value) => !before.values.has(value));
  const had = [...before.types].join(' or ');
  return [
    ...types.map((type) => {
      const readable =
        ALIKE.has(type) && [...before.types].every((each) => ALIKE.has(each) || each === 'null');
      return { field, what: `is ${type}; in the fixtures it is ${had}`, breaks: isWanted && !readable };
    }),
    ...values.map((value) => ({ field, what: `can be ${value}, which no fixture has`, breaks: false })),
  ];
}

function rarer(field: string, shape: Shape, fixture: Shape): FieldDifference[] {
  const isAlways = ({ fields, objects }: Shape) => fields.get(field)?.seen === objects.get(parentOf(field));
  if (isAlways(shape) || !isAlways(fixture)) return [];
  return [{ field, what: 'is missing now and then; the fixtures always have it', breaks: false }];
}
