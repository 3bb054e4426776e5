/** So many characters in a row of a planted word give it away. */
const TELLING = 24;
const STEP = 8;
const RUNS = new RegExp(`[\\w-]{${TELLING},}`, 'g');

/** Finds planted words of letters, digits, `-` and `_`, and parts of them, wherever they stand in a text. */
export class Canaries {
  readonly #pieces = new Map<string, string>();

  /** `what` is said when one of the words is found. */
  plant(what: string, words: Iterable<string>): void {
    for (const word of words)
      for (let at = 0; at + TELLING <= word.length; at += STEP)
        this.#pieces.set(word.slice(at, at + TELLING), what);
  }

  /** What of it is in the text. */
  in(text: string): Set<string> {
    const found = new Set<string>();
    for (const [run] of text.matchAll(RUNS))
      for (let at = 0; at + TELLING <= run.length; at += 1) {
        const what = this.#pieces.get(run.slice(at, at + TELLING));
        if (what) found.add(what);
      }
    return found;
  }
}
