/** Meetings to tune patterns on, and meetings to report on. */
export interface Halves<M> {
  readonly tuned: readonly M[];
  readonly reported: readonly M[];
}

/**
 * The first series goes to the tuned half, the second to the reported one, and so on by name. The meetings a to d of a
 * series stay together: the same people say the same things about the same product in all of them.
 */
export function halve<M extends { readonly id: string }>(meetings: readonly M[]): Halves<M> {
  const series = [...new Set(meetings.map(seriesOf))].toSorted();
  const inHalf = (half: number) =>
    meetings.filter((meeting) => series.indexOf(seriesOf(meeting)) % 2 === half);
  return { tuned: inHalf(0), reported: inHalf(1) };
}

/** `ES2005c` is the third meeting of ES2005. */
function seriesOf({ id }: { readonly id: string }): string {
  return id.replace(/[a-d]$/, '');
}
