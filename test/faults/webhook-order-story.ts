import fc from 'fast-check';

/** What can happen to a recording at Zoom. What is impossible when it is its turn does not happen. */
const HAPPENINGS = {
  /** The video, then its transcript, then the transcript of a second part where there is one. */
  made: 10,
  renamed: 2,
  trashed: 3,
  transcript_trashed: 2,
  video_trashed: 1,
  recovered: 4,
  deleted: 1,
  transcript_deleted: 1,
  batch_trashed: 1,
  batch_recovered: 1,
  batch_deleted: 1,
  summarised: 1,
  /** Somebody else of the account removes the app. */
  removed_by_another: 1,
  /** The news that the app was removed before it was connected again. */
  removed_before: 1,
} as const;

export type What = keyof typeof HAPPENINGS;

/** One arrival of an event at Halo. */
export interface Copy {
  /** How many happenings later than it could. */
  readonly late: number;
  /** The same news in another body: Zoom sends twins that differ in URLs and token. */
  readonly twin: boolean;
}

/** One running job does a few statements, and then waits again or dies. */
export interface Turn {
  readonly job: number;
  readonly statements: number;
  readonly dies: boolean;
}

export interface Happening {
  readonly what: What;
  readonly recording: number;
  /** Since the happening before. */
  readonly minutes: number;
  readonly copies: readonly Copy[];
  readonly turns: readonly Turn[];
  /** The hourly sync comes in the world that is in order, and in the one that is not. */
  readonly hour: { readonly inOrder: boolean; readonly disturbed: boolean };
}

export type Story = readonly Happening[];

const TO_THE_END = 10_000;

const what: fc.Arbitrary<What> = fc.oneof(
  ...typedKeys(HAPPENINGS).map((name) => ({ weight: HAPPENINGS[name], arbitrary: fc.constant(name) })),
);

const rarely = (oneIn: number) => fc.nat(oneIn - 1).map((drawn) => drawn === oneIn - 1);

const copy: fc.Arbitrary<Copy> = fc.record({
  late: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.nat(8) }),
  twin: fc.boolean(),
});

const turn: fc.Arbitrary<Turn> = fc.record({
  job: fc.nat(7),
  statements: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(TO_THE_END)),
  dies: rarely(4),
});

/** How often each event comes, when, and how far the jobs get in between, stands beside what happens. */
export const story: fc.Arbitrary<Story> = fc.array(
  fc.record({
    what,
    recording: fc.nat(2),
    minutes: fc.constantFrom(1, 20, 300),
    copies: fc.array(copy, { minLength: 1, maxLength: 4 }),
    turns: fc.array(turn, { maxLength: 5 }),
    hour: fc.record({ inOrder: rarely(10), disturbed: rarely(10) }),
  }),
  { minLength: 2, maxLength: 14 },
);

function typedKeys<T extends object>(table: T): (keyof T)[] {
  return Object.keys(table).filter((key): key is Extract<keyof T, string> => key in table);
}
