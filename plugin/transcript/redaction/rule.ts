/** One form that something to redact is written in. */
export interface Rule {
  /**
   * Must be global. Unless an admin wrote it, its repetitions are bounded: the engine gives up on a text of many
   * megabytes otherwise, and a text made to be hostile must not take longer than its length deserves.
   */
  pattern: RegExp;
  /** The pattern's first group, with which it begins, stays in the text. */
  keepsFirstGroup?: true;
  /** How much of what the pattern matched is a find, from its beginning: none where it only looks like one. */
  accept?(candidate: string): number;
}

/** Where a find stands in its text. */
export interface Find {
  start: number;
  end: number;
}

/** The first find of a rule in a text. */
export function firstFind(text: string, rule: Rule): Find | undefined {
  try {
    return search(text, rule);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The engine ran out of stack, which takes a pattern of an admin and a huge text. What could not be searched must not
    // be shown.
    return { start: 0, end: text.length };
  }
}

function search(text: string, { pattern, keepsFirstGroup, accept }: Rule): Find | undefined {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const kept = keepsFirstGroup ? (match[1]?.length ?? 0) : 0;
    const candidate = match[0].slice(kept);
    const length = accept === undefined ? candidate.length : accept(candidate);
    const start = match.index + kept;
    if (length > 0) return { start, end: start + length };
    // A find may begin within what only looked like one. Half a surrogate pair is no place to go on from: the engine
    // steps back to the whole one, and would never get past it.
    pattern.lastIndex = match.index + ((text.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1);
  }
  return undefined;
}

/** The length of the longest beginning of a run of digits in groups that holds whole groups only and passes the test. */
export function longestNumber(candidate: string, isOne: (beginning: string) => boolean): number {
  for (let end = candidate.length; end > 0; end -= 1) {
    if (!isDigit(candidate[end - 1]) || isDigit(candidate[end])) continue;
    if (isOne(candidate.slice(0, end))) return end;
  }
  return 0;
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}
