/** An item that waits, and how to tell whoever brought it what became of it. */
interface Waiting<Item, Result> {
  readonly item: Item;
  readonly done: (result: Result) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Takes items one by one and works on them batch after batch: what comes while one is being worked on makes up the next.
 * An item that comes alone does not wait. If a batch fails, each of its items is tried by itself: one that cannot be
 * worked on spoils no other.
 */
export function inBatches<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  size: number,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let isWorking = false;

  async function workOff(): Promise<void> {
    isWorking = true;
    while (waiting.length > 0) await settle(waiting.splice(0, size));
    isWorking = false;
  }

  async function settle(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await work(batch.map(({ item }) => item));
      for (const [index, result] of results.entries()) batch[index]?.done(result);
    } catch (error) {
      if (batch.length > 1) for (const one of batch) await settle([one]);
      else for (const { failed } of batch) failed(error);
    }
  }

  return (item) =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed });
      if (!isWorking) void workOff();
    });
}
