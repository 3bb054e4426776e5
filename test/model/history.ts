import fc from 'fast-check';

/** What can happen, and how often. What is impossible when it is its turn does not happen. */
const HAPPENINGS = {
  /** A meeting ends, and its video is ready. */
  record: 4,
  /** Its transcript is ready. */
  finish: 5,
  edit: 2,
  rename: 2,
  /** The words of a keyword rule come into the title, or into what was said. */
  rename_to_keyword: 2,
  edit_to_keyword: 1,
  trash: 4,
  recover: 4,
  delete: 2,
  /** The hourly sync, and the button. */
  hour: 3,
  full_resync: 2,
  backfill_transcripts: 1,
  /** The process dies at the n-th call to its host from now. */
  crash: 4,
  /** Zoom takes the access token no longer. */
  expire_token: 1,
  /** Zoom refuses some requests for their rate, or for the day. */
  rate_limit: 1,
  day_limit: 1,
  skew_clock: 1,
} as const;

export type What = keyof typeof HAPPENINGS;

/** What becomes of the webhook of a happening: it may come with the mail that is late, or twice, or never. */
export type Post = 'at_once' | 'late' | 'twice' | 'lost';

export interface Happening {
  readonly what: What;
  readonly recording: number;
  /** Since the happening before. */
  readonly minutes: number;
  readonly post: Post;
  /** Happens at the n-th call of the next job to its host, rather than between jobs. */
  readonly amidst: number | null;
  /** The jobs are done before the next happening. */
  readonly work: boolean;
  /** Which call, how many requests, or how many minutes. */
  readonly size: number;
}

export type History = readonly Happening[];

const weighted = (Object.entries(HAPPENINGS) as [What, number][]).map(([what, weight]) => ({
  weight,
  arbitrary: fc.constant(what),
}));

const happening: fc.Arbitrary<Happening> = fc.record({
  what: fc.oneof(...weighted),
  recording: fc.nat(3),
  minutes: fc.constantFrom(1, 1, 20, 70, 400, 1500),
  post: fc.constantFrom<Post[]>('at_once', 'at_once', 'at_once', 'late', 'twice', 'lost'),
  amidst: fc.option(fc.integer({ min: 1, max: 40 }), { freq: 4 }),
  work: fc.constantFrom(true, true, false),
  size: fc.integer({ min: 1, max: 60 }),
});

export const history: fc.Arbitrary<History> = fc.array(happening, { minLength: 1, maxLength: 9 });

/** A history as lines to read. */
export function told(history: History): string {
  return history.map((each, place) => `  ${place + 1}. ${line(each)}`).join('\n');
}

function line({ what, recording, minutes, post, amidst, work, size }: Happening): string {
  const when = `after ${minutes} min`;
  const where = amidst === null ? '' : `, at host call ${amidst} of the next job`;
  const then = work ? '' : ', jobs wait';
  return `${what} (recording ${recording}, size ${size}) ${when}, webhook ${post}${where}${then}`;
}
