import { pino } from "pino";
import { expect, test } from "vitest";
import type { Clock } from "../clock.ts";
import { DatabaseUnavailableError } from "../database/errors.ts";
import { LeaseLostError } from "../outbox/errors.ts";
import type { Settlement } from "../outbox/outbox.ts";
import { createSettler } from "./settler.ts";

/** Time that passes only when somebody sleeps. */
function createSleepyClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    monotonic: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

function settleWith(settle: (batch: readonly Settlement[]) => Promise<void>) {
  const settled: number[] = [];
  let losses = 0;
  const settler = createSettler({
    nextTurn: async () => {},
    settle,
    maxBatch: () => 500,
    clock: createSleepyClock(),
    logger: pino({ level: "silent" }),
    onSettled: (ids) => settled.push(...ids),
    onLost: () => {
      losses++;
    },
  });
  return { settler, settled, losses: () => losses };
}

const delivered = (id: number): Settlement => ({ id, outcome: "delivered", at: 0, attempts: 1 });
const ids = (count: number) => Array.from({ length: count }, (_, index) => index);

test("outcomes share transactions, and each is written once, in order", async () => {
  const batches: number[][] = [];
  const { settler, settled } = settleWith(async (batch) => void batches.push(batch.map(({ id }) => id)));
  for (const id of ids(1_200)) settler.add(delivered(id));
  await settler.drained();
  expect(settled).toEqual(ids(1_200));
  expect(batches.flat()).toEqual(ids(1_200));
  expect(batches.length).toBeLessThanOrEqual(4);
});

test("a database that fails is tried again until it works; what comes meanwhile waits", async () => {
  let failures = 5;
  const { settler, settled } = settleWith(async () => {
    if (failures-- > 0) throw new Error("no connection");
  });
  settler.add(delivered(0));
  setImmediate(() => settler.add(delivered(1)));
  await new Promise((resolve) => setImmediate(resolve));
  await settler.drained();
  expect(settled).toEqual([0, 1]);
  expect(settler.unsettled).toBe(0);
});

test("a lost lease ends it, and nothing counts as settled", async () => {
  const { settler, settled, losses } = settleWith(async () => {
    throw new LeaseLostError("TEST01");
  });
  for (const id of ids(10)) settler.add(delivered(id));
  await settler.drained();
  expect(settled).toEqual([]);
  expect(settler.unsettled).toBe(0);
  expect(losses()).toBe(1);
});

test("closed, it stops trying", async () => {
  const { settler, settled } = settleWith(async () => {
    settler.close();
    throw new Error("no connection");
  });
  settler.add(delivered(0));
  await settler.drained();
  expect(settled).toEqual([]);
});

test("an outcome that cannot be written holds up no other, and is tried again", async () => {
  let isMended = false;
  const { settler, settled } = settleWith(async (batch) => {
    if (!isMended && batch.some(({ id }) => id === 7)) throw new Error("invalid byte sequence");
  });
  for (const id of ids(100)) settler.add(delivered(id));
  const drained = settler.drained();
  while (settler.unsettled > 1) await new Promise((resolve) => setImmediate(resolve));
  expect(settled).toHaveLength(99);
  isMended = true;
  await drained;
  expect(settled.at(-1)).toBe(7);
});

test("a database that is away is asked with few transactions, not with ever smaller ones", async () => {
  const sizes: number[] = [];
  const { settler } = settleWith(async (batch) => {
    sizes.push(batch.length);
    if (sizes.length <= 5) throw new DatabaseUnavailableError(new Error("no connection"));
  });
  for (const id of ids(300)) settler.add(delivered(id));
  await settler.drained();
  expect(sizes).toEqual([300, 300, 300, 300, 300, 300]);
});
