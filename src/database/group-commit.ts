import { setImmediate as nextTurn } from "node:timers/promises";

export interface GroupCommitOptions<Item, Result> {
  /** Writes all items in one transaction, or nothing; one result an item, in order. */
  readonly commit: (items: readonly Item[]) => Promise<Result[]>;
  /** What an item weighs, for example its rows. */
  readonly weigh: (item: Item) => number;
  /** A transaction holds at most this much, or one item. */
  readonly maxGroupWeight: number;
  /** More than this is not queued: `overloaded()` is thrown to the caller instead. */
  readonly maxQueuedWeight: number;
  readonly overloaded: () => Error;
  /** Whether a failure would meet every item alike, so that trying them apart is no use. */
  readonly concernsAll: (error: unknown) => boolean;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly weight: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets concurrent callers share a transaction, so that one durable commit, the slow part, serves many. What arrives within one turn
 * of the event loop, or while the commit before is under way, goes together. An item that cannot be written fails
 * its own caller only: the group is halved until the bad item stands alone. Items are written in the order of their arrival.
 */
export function createGroupCommit<Item, Result>(options: GroupCommitOptions<Item, Result>) {
  const queue: Waiting<Item, Result>[] = [];
  let queuedWeight = 0;
  let running = false;

  function takeGroup(): Waiting<Item, Result>[] {
    let weight = 0;
    let count = 0;
    for (const waiting of queue) {
      if (count > 0 && weight + waiting.weight > options.maxGroupWeight) break;
      weight += waiting.weight;
      count += 1;
    }
    queuedWeight -= weight;
    return queue.splice(0, count);
  }

  async function run(): Promise<void> {
    running = true;
    await nextTurn();
    while (queue.length > 0) {
      await commitGroup(takeGroup());
      await nextTurn();
    }
    running = false;
  }

  async function commitGroup(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await options.commit(group.map((waiting) => waiting.item));
      group.forEach((waiting, index) => {
        const result = results[index];
        if (result === undefined) waiting.reject(new Error("A commit gave fewer results than items."));
        else waiting.resolve(result);
      });
    } catch (error) {
      if (group.length === 1 || options.concernsAll(error)) {
        for (const waiting of group) waiting.reject(error);
        return;
      }
      const middle = Math.ceil(group.length / 2);
      await commitGroup(group.slice(0, middle));
      await commitGroup(group.slice(middle));
    }
  }

  /** Resolves when all items are durable; rejects when one of them could not be written, or there is no room to wait. */
  return async function commitWithOthers(items: readonly Item[]): Promise<Result[]> {
    const weighed = items.map((item) => ({ item, weight: options.weigh(item) }));
    const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
    if (queuedWeight > 0 && queuedWeight + total > options.maxQueuedWeight) throw options.overloaded();
    queuedWeight += total;
    const results = weighed.map(
      ({ item, weight }) =>
        new Promise<Result>((resolve, reject) => {
          queue.push({ item, weight, resolve, reject });
        }),
    );
    if (!running) void run();
    // Every item is waited for, so that a caller that learns of a failure knows that nothing of its own is still under way.
    const outcomes = await Promise.allSettled(results);
    return outcomes.map((outcome) => {
      if (outcome.status === "rejected") throw outcome.reason;
      return outcome.value;
    });
  };
}
