const MINUTE_MS = 60_000;

/** Real time, and what a story has let pass beside it. */
export class StoryClock {
  /** Told whenever time passes. */
  onPass: (shiftMs: number) => void = () => undefined;
  #shiftMs = 0;

  get shiftMs(): number {
    return this.#shiftMs;
  }

  now(): Date {
    return new Date(Date.now() + this.#shiftMs);
  }

  pass(minutes: number): void {
    this.#shiftMs += minutes * MINUTE_MS;
    this.onPass(this.#shiftMs);
  }
}
