const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;

/**
 * Reads a text whose lines end in LF or CRLF line by line, without copying it. Blanks around a line do not count, so a
 * line of blanks is blank.
 */
export class Lines {
  readonly text: string;
  /** Number of the current line, from 1; 0 before the first. */
  number = 0;
  /** Where the current line starts and ends in the text. */
  start = 0;
  end = 0;
  #next = 0;

  constructor(text: string) {
    this.text = text;
  }

  get blank(): boolean {
    return this.start === this.end;
  }

  /** Steps to the next line; false past the last. */
  next(): boolean {
    const { text } = this;
    let start = this.#next;
    if (start >= text.length) return false;
    // Every fourth line of a transcript is blank, and needs no search for its end.
    let end = text.charCodeAt(start) === CR ? start + 1 : start;
    if (text.charCodeAt(end) !== LF) end = text.indexOf('\n', end);
    if (end < 0) end = text.length;
    this.#next = end + 1;
    this.number += 1;
    while (start < end && isBlank(text.charCodeAt(start))) start += 1;
    while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
    this.start = start;
    this.end = end;
    return true;
  }

  /** The current line. */
  current(): string {
    return this.text.slice(this.start, this.end);
  }
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || code === CR;
}
