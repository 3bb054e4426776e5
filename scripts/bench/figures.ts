import type { Figures } from './bench.ts';

/** A figure of `docs/benchmarks.md`: nested names joined by dots. */
export interface Headline {
  readonly figure: string;
  readonly target?: string;
  readonly meets?: (value: number) => boolean;
}

export interface Reading {
  readonly headlines: readonly Headline[];
  /** How to read them, in a few sentences. */
  readonly says: string;
}

const most = (figure: string, limit: number): Headline => ({
  figure,
  target: `at most ${limit}`,
  meets: (value) => value <= limit,
});
const least = (figure: string, limit: number): Headline => ({
  figure,
  target: `at least ${limit}`,
  meets: (value) => value >= limit,
});
const none = (figure: string): Headline => ({ figure, target: '0', meets: (value) => value === 0 });
const all = (figure: string): Headline => ({ figure, target: '1', meets: (value) => value === 1 });

/** What is shown of each bench. Of one that is not here, all of its own figures are. */
export const READINGS: Readonly<Record<string, Reading>> = {
  pacing: {
    headlines: [least('efficiency', 0.95), none('http429')],
    says: 'How near a first sync comes to the share of Zoom’s limit that it may use: 1 is all of it. The worse of one worker process and three. `http429` is how often Zoom had to refuse.',
  },
  requests: {
    headlines: [most('perMeeting', 3), most('perMeetingBare', 1)],
    says: 'Requests to Zoom for each meeting, with every scope granted, and with the required ones alone. Listing comes on top: one request for 300 meetings.',
  },
  backfill: {
    headlines: [
      most('growth', 1.2),
      most('memoryGrowth', 1.3),
      { figure: 'secondRun.requests' },
      none('secondRun.rowsWritten'),
    ],
    says: 'Seconds per thousand recordings, and the worker’s memory, of the largest account as a multiple of the smallest: 1 is no growth. A second sync that finds nothing new should ask little and write nothing.',
  },
  webhook: {
    headlines: [least('ratio', 0.8), { figure: 'perSecond' }, most('p99Ms', 250)],
    says: 'Deliveries through HTTP, signature, dedupe and enqueue, as a multiple of what a handler manages that only makes the two inserts, one by one: above 1 because Halo stores what comes together in one transaction. `p99Ms` is how long Zoom waits for all but one of a hundred answers, with 50 on their way at any moment.',
  },
  'webhook-fuzz': {
    headlines: [none('serverErrors'), none('uncaught'), none('silent')],
    says: 'Broken and malicious deliveries. Halo may refuse any of them, but fail at none.',
  },
  vtt: {
    headlines: [least('ratio', 2.5), { figure: 'mbPerSecond' }, none('cuesDiffer')],
    says: 'Transcripts read to cues, speakers and turns, as a multiple of the fastest other WebVTT parser, which stops at cues. `cuesDiffer` counts files in which cues were lost or made up.',
  },
  search: {
    headlines: [{ figure: 'hit1' }, { figure: 'hit5' }, { figure: 'ndcg10' }],
    says: 'Questions about real meetings (QMSum): how often the first passage answers, one of the first five does, and how well ten are ordered. `hit1ByChance` in all figures is what guessing would get.',
  },
  matching: {
    headlines: [
      all('precision'),
      least('recall', 0.95),
      { figure: 'recallParticipantsOnly' },
      most('growth', 2),
      most('relinkSeconds', 1),
    ],
    says: 'Customers of a made-up year of calls: how many links are right, how many customers are linked, and how many would be from participants’ addresses alone. `growth` is the cost of a meeting’s lookups among a million end users as a multiple of that among ten thousand.',
  },
  distill: {
    headlines: [all('groundedShare'), { figure: 'actionItems.f1' }, { figure: 'pricing.f1' }],
    says: 'The built-in extractor, without a model, beside people who annotated meetings (AMI). `groundedShare` is how many insights quote what was really said. Action items by plain patterns reach `actionItems.regexF1`.',
  },
  tenants: {
    headlines: [{ figure: 'fairness' }],
    says: 'Two hundred orgs begin their first sync at once, and one of them has fifty times as many recordings as any other. `fairness` is how much longer than the usual one of the equal orgs the last of them waits: 1 is all together.',
  },
  stats: {
    headlines: [most('growth', 2)],
    says: 'What the figures of the page cost in an org of a million meetings, as a multiple of one of ten thousand.',
  },
  scale: {
    headlines: [{ figure: 'speedup4' }, none('duplicates'), { figure: 'cpuGrowth4' }],
    says: 'Recordings a second with four worker processes as a multiple of one, all on this machine together with PostgreSQL and Zoom: no more than its cores allow. `cpuGrowth4` is the processor time that a recording takes with four processes as a multiple of one: near 1, more machines would go on making it faster.',
  },
};

/** The figure of this name, if the bench has one. */
export function figureOf(figures: Figures, name: string): number | undefined {
  let found: Figures[string] | undefined = figures;
  for (const part of name.split('.')) found = typeof found === 'object' ? found[part] : undefined;
  return typeof found === 'number' ? found : undefined;
}

/** What is shown of a bench, whether it has a reading or not. */
export function headlinesOf(bench: string, figures: Figures): readonly Headline[] {
  const own = Object.keys(figures).filter((name) => typeof figures[name] === 'number');
  return READINGS[bench]?.headlines ?? own.map((figure) => ({ figure }));
}
