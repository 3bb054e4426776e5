/** How a job's process ends when the power is cut. */
class Died extends Error {}

interface Amidst {
  left: number;
  readonly happen: () => Promise<void>;
}

/** Counts what jobs ask of their host, and lets a process die, or something happen, at a given call. */
export class Steps {
  #untilDeath: number | null = null;
  readonly #amidst: Amidst[] = [];
  #busy = false;

  dieAfter(calls: number): void {
    this.#untilDeath = calls;
  }

  happenAfter(calls: number, happen: () => Promise<void>): void {
    this.#amidst.push({ left: calls, happen });
  }

  /** What no job came to. */
  async happenNow(): Promise<void> {
    for (const { happen } of this.#amidst.splice(0)) await happen();
  }

  live(): void {
    this.#untilDeath = null;
  }

  /** The calls of one job, which can die once at most; the last try is spared. */
  job(mortal: boolean): JobSteps {
    return new JobSteps(
      mortal,
      () => this.#next(),
      (mayDie) => this.#dies(mayDie),
    );
  }

  #dies(mortal: boolean): boolean {
    if (this.#untilDeath === null) return false;
    this.#untilDeath -= 1;
    if (this.#untilDeath > 0 || !mortal) return false;
    this.#untilDeath = null;
    return true;
  }

  async #next(): Promise<void> {
    // What happens in the midst of a job is not itself interrupted.
    if (this.#busy || this.#amidst.length === 0) return;
    for (const each of this.#amidst) each.left -= 1;
    const due = this.#amidst.filter(({ left }) => left <= 0);
    if (due.length === 0) return;
    this.#busy = true;
    try {
      for (const each of due) {
        this.#amidst.splice(this.#amidst.indexOf(each), 1);
        await each.happen();
      }
    } finally {
      this.#busy = false;
    }
  }
}

export class JobSteps {
  #dead = false;
  /** Sections that hold a lock, in which nothing else can be let happen: it would wait for this very job. */
  #locked = 0;
  readonly #mortal: boolean;
  readonly #next: () => Promise<void>;
  readonly #dies: (mortal: boolean) => boolean;

  constructor(mortal: boolean, next: () => Promise<void>, dies: (mortal: boolean) => boolean) {
    this.#mortal = mortal;
    this.#next = next;
    this.#dies = dies;
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** Between two calls. */
  async step(): Promise<void> {
    if (!this.#dead && this.#locked === 0) await this.#next();
    if (!this.#dead && this.#dies(this.#mortal)) this.#dead = true;
    if (this.#dead) throw new Died('The process has died.');
  }

  async locked<T>(work: () => Promise<T>): Promise<T> {
    this.#locked += 1;
    try {
      return await work();
    } finally {
      this.#locked -= 1;
    }
  }
}
