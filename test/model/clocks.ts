const MINUTE_MS = 60_000;
/** Any day will do; a fixed one, so that a history reads the same whenever it is played. */
const BEGIN = Date.parse('2026-10-15T12:00:00Z');

/** Zoom's time, which only a history lets pass, and Halo's, whose clock may go wrong by some minutes. */
export class Clocks {
  #now = BEGIN;
  #skew = 0;

  readonly zoom = { now: () => new Date(this.#now) };
  readonly halo = { now: () => new Date(this.#now + this.#skew) };

  pass(minutes: number): void {
    this.#now += minutes * MINUTE_MS;
  }

  /** Until Halo's clock shows it; never back. */
  passUntil(atHalo: Date): void {
    this.#now = Math.max(this.#now, atHalo.getTime() - this.#skew);
  }

  /** Halo's clock goes so many minutes before Zoom's, or behind it. */
  setHaloAhead(minutes: number): void {
    this.#skew = minutes * MINUTE_MS;
  }
}
