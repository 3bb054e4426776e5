/** What a search came back with. */
export interface Ranking {
  /** Of each hit, best first, whether it answers. */
  readonly answers: readonly boolean[];
  /** How many there are that answer, found or not, and how many in all. */
  readonly relevant: number;
  readonly candidates: number;
}

/** What {@link hitAt} of 1 would be on average, if chance chose the hit. */
export function hitByChance({ relevant, candidates }: Ranking): number {
  return candidates === 0 ? 0 : relevant / candidates;
}

/** 1 if one of the first `k` hits answers, else 0. */
export function hitAt(k: number, { answers }: Ranking): number {
  return answers.slice(0, k).includes(true) ? 1 : 0;
}

/**
 * Normalised discounted cumulative gain of the first `k` hits, each of which answers or does not: 1 if no other order and
 * choice of hits could be better.
 */
export function ndcgAt(k: number, { answers, relevant }: Ranking): number {
  const ideal = gainOf(Array.from({ length: Math.min(k, relevant) }, () => true));
  return ideal === 0 ? 0 : gainOf(answers.slice(0, k)) / ideal;
}

function gainOf(answers: readonly boolean[]): number {
  return answers.reduce((gain, hit, index) => gain + (hit ? 1 / Math.log2(index + 2) : 0), 0);
}
