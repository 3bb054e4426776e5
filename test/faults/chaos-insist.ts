import { setTimeout as sleep } from 'node:timers/promises';

const TRY_AGAIN_MS = 200;
const PATIENCE_MS = 60_000;

/** Does it until it succeeds, as whoever presses a button presses it again. */
export async function insist<T>(act: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(TRY_AGAIN_MS);
    }
  }
}
