import { makeBystanders } from './bystanders.ts';
import { type Cast, early, expected, makePlan, type Part, type Plan } from './cast.ts';
import type { MadeDirectory } from './directory.ts';
import type { Draw } from './draw.ts';
import type { Guest } from './guests.ts';
import { Scribe, type Seen } from './sources.ts';
import { sightingsOfColleagues } from './team-sightings.ts';

/** One recorded meeting of the year: what Zoom's sources tell of it. */
export interface MadeMeeting {
  readonly id: string;
  readonly kind: Kind;
  readonly start: Date;
  readonly seen: readonly Seen[];
}

type Kind = 'team only' | 'one customer' | 'several customers' | 'webinar' | 'strangers';

const KINDS: readonly (readonly [Kind, number])[] = [
  ['team only', 25],
  ['one customer', 48],
  ['several customers', 9],
  ['webinar', 6],
  ['strangers', 12],
];

/** A year of meetings, in no order. */
export function makeMeetings(draw: Draw, directory: MadeDirectory, count: number): MadeMeeting[] {
  const names = [...directory.guests.byCompany.values()].flat().map(({ name }) => name);
  return Array.from({ length: count }, (_, index) => {
    const kind = draw.weighted(KINDS);
    const start = draw.moment();
    return { id: `m${index + 1}`, kind, start, seen: hold(draw, directory, { kind, start, names }) };
  });
}

function hold(
  draw: Draw,
  directory: MadeDirectory,
  { kind, start, names }: { kind: Kind; start: Date; names: readonly string[] },
): Seen[] {
  const plan = makePlan(draw, kind === 'webinar');
  const cast = makeCast(draw, directory, kind, plan);
  const scribe = new Scribe(draw, plan, start);
  const provingNothing = [
    ...sightingsOfColleagues(draw, plan, cast, start),
    ...(kind !== 'team only' || draw.happens(0.3) ? makeBystanders(draw, names) : []),
  ];
  return [
    ...provingNothing.map((sighting) => ({ sighting, shown: null })),
    ...cast.parts.flatMap((part) => scribe.everythingOf(part)),
  ];
}

function makeCast(draw: Draw, directory: MadeDirectory, kind: Kind, plan: Plan): Cast {
  const { members } = directory.team;
  const [host = draw.one(members), ...colleagues] = draw.some(members, kind === 'team only' ? 2 : 1, 5);
  const guests = guestsOf(draw, directory, kind).map((guest) => expected(draw, plan, guest, members));
  return {
    host,
    colleagues,
    alternativeHosts: draw.happens(0.2) ? draw.some(members, 1, 2) : [],
    parts: [...guests, ...whoWasEarly(draw, directory, plan, guests)],
  };
}

function guestsOf(draw: Draw, directory: MadeDirectory, kind: Kind): Guest[] {
  const { onTheirOwn, strangers } = directory.guests;
  const ofCompany = (most: number) => someOfCompany(draw, directory, most);
  switch (kind) {
    case 'team only':
      return [];
    case 'one customer':
      return ofCompany(4);
    case 'several customers':
      return distinct([...ofCompany(3), ...ofCompany(3), ...(draw.happens(0.3) ? ofCompany(2) : [])]);
    case 'webinar':
      return distinct([
        ...Array.from({ length: draw.between(6, 16) }, () => ofCompany(3)).flat(),
        ...draw.some(onTheirOwn, 2, 10),
        ...draw.some(strangers, 2, 12),
      ]);
    case 'strangers':
      return draw.some([...strangers, ...onTheirOwn], 1, 3);
  }
}

/** Never one of those whom the call was for. */
function whoWasEarly(draw: Draw, directory: MadeDirectory, plan: Plan, parts: readonly Part[]): Part[] {
  if (!plan.waitingRoom || !draw.happens(0.3)) return [];
  const inThisCall = new Set(parts.map(({ guest }) => guest));
  return someOfCompany(draw, directory, 2)
    .filter((guest) => !inThisCall.has(guest))
    .map((guest) => early(draw, plan, guest));
}

function someOfCompany(draw: Draw, { companies, guests }: MadeDirectory, most: number): Guest[] {
  return draw.some(guests.byCompany.get(draw.one(companies)) ?? [], 1, most);
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
