/** What a bench measured, as it is printed: its ratios come first. */
export interface Figures {
  readonly [name: string]: number | string | Figures;
}

/** What a bench runs in. */
export interface Bench {
  /** Ends within a minute, on fewer recordings. */
  readonly quick: boolean;
  /** Aborted when the command is told to stop. */
  readonly stopping: AbortSignal;
  /** A PostgreSQL to make databases on, the same for the whole bench. */
  readonly postgresUrl: string;
  /** Tells the person who waits how far it is. */
  say(line: string): void;
  /** What was measured is a fault: its figures are printed all the same, and then the command ends with 1. */
  fail(sentence: string): void;
}

/** Enough digits to compare by, and few enough to read. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
