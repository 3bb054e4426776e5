export const NOON = new Date('2026-10-15T12:00:00Z');

/** A clock that stands still until it is moved. */
export class MovableClock {
  #now = NOON;
  now(): Date {
    return this.#now;
  }
  pass(minutes: number): void {
    this.#now = new Date(this.#now.getTime() + minutes * 60_000);
  }
}
