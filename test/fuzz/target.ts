import type { Random } from './random.ts';

/** One thing of ours that is handed what others have made. */
export interface Target {
  /** As the command and the folder in `fixtures/fuzz/` call it. */
  readonly name: string;
  /** What it holds to, whatever it is handed. */
  readonly promise: string;
  /** What a file with an input of its kind ends in. */
  readonly ending: string;
  /** How many of the cases are its own, beside those of others that have 1. What costs more is tried less. */
  readonly share: number;
  /** An input: a real one with damage, or one put together by the rules of its format. */
  make(random: Random): Uint8Array;
  /** Hands over the input, and throws if the promise is not kept. */
  check(input: Uint8Array): void | Promise<void>;
}
