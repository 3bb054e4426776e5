import { type Random, seeded } from '../fuzz/random.ts';
import type { What } from './webhook-order-story.ts';

/** What happens in Halo itself: its admins and its customers go on living. */
type InHalo = 'contact' | 'rules' | 'settings' | 'decision' | 'hour' | 'resync';

export interface ChaosHappening {
  readonly what: What | InHalo;
  /** Which of the recordings, contacts, rules or settings. */
  readonly which: number;
  /** Since the happening before. */
  readonly minutes: number;
}

/** What may happen, and how often. Files of a recording go as a whole: of one alone Zoom tells only once. */
const WEIGHTS: Readonly<Partial<Record<ChaosHappening['what'], number>>> = {
  made: 12,
  renamed: 3,
  trashed: 4,
  recovered: 5,
  deleted: 1,
  summarised: 2,
  removed_by_another: 1,
  removed_before: 1,
  contact: 2,
  rules: 1,
  settings: 1,
  decision: 2,
  hour: 3,
  resync: 1,
};
/** More than one: of what is told again within a minute, nobody can tell whether it has happened again. */
const MINUTES = [1.5, 1.5, 10, 30] as const;

/** Recordings that stay as they are, so that an admin can decide on their customers at any time. */
const STAYS_EVERY = 4;
const LEAVES: ReadonlySet<string> = new Set(['trashed', 'recovered', 'deleted']);

/** The same seed makes the same story. */
export function chaosStory(recordings: number, seed: number): ChaosHappening[] {
  const random = seeded(seed);
  const length = Math.round(recordings * 1.2) + 10;
  return Array.from({ length }, () => {
    const what = drawn(random);
    return { what, which: whichOf(what, random, recordings), minutes: random.pick(MINUTES) };
  });
}

function drawn(random: Random): ChaosHappening['what'] {
  const all = Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0);
  let left = random.below(all);
  for (const what of whats()) {
    left -= WEIGHTS[what] ?? 0;
    if (left < 0) return what;
  }
  return 'hour';
}

function whichOf(what: ChaosHappening['what'], random: Random, recordings: number): number {
  const any = random.below(recordings);
  const stays = any - (any % STAYS_EVERY);
  if (what === 'decision') return stays;
  if (any !== stays || !LEAVES.has(what)) return any;
  return any + 1 < recordings ? any + 1 : any - 1;
}

function whats(): (keyof typeof WEIGHTS)[] {
  return Object.keys(WEIGHTS).filter((name): name is keyof typeof WEIGHTS => name in WEIGHTS);
}
