import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until the answer fits, and returns it. The test's own timeout is the only limit. */
export async function eventually<T>(ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    await sleep(100);
  }
}
