import { expect, test } from "vitest";
import { createPollMemory, type PollMemory, pollChanges } from "./poll-changes.ts";
import type { PollCursors } from "./progress-store.ts";
import type { Reference } from "./queue.ts";

const AT = Date.parse("2026-06-01T10:00:00Z");
const NEVER: PollCursors = {
  orders: null,
  shipments: null,
  customers: null,
  returns: null,
  payments: null,
  voucherId: null,
};

/** A shop whose one order has changed at `AT`, and what polling it hands on. */
function poll(
  memory: PollMemory,
  now: number,
  hand: (references: readonly Reference[]) => Promise<void> = async () => {},
) {
  const handed: string[] = [];
  const changed = [{ number: 102, updatedAt: new Date(AT).toISOString() }];
  return pollChanges(
    { ask: async (name) => ({ data: { changed: name === "changedOrders" ? changed : [] }, errors: [] }) },
    NEVER,
    {
      memory,
      now: () => now,
      hand: async (references) => {
        await hand(references);
        handed.push(...references.map(({ kind, reference }) => `${kind} ${reference}`));
      },
    },
  ).then(() => handed);
}

test("a change is handed on once, although its time is looked at again", async () => {
  const memory = createPollMemory();
  expect(await poll(memory, AT + 5_000)).toEqual(["order 102"]);
  expect(await poll(memory, AT + 20_000)).toEqual([]);
});

test("what could not be written is handed on again", async () => {
  const memory = createPollMemory();
  const isAway = () => Promise.reject(new Error("the database is away"));
  await expect(poll(memory, AT + 5_000, isAway)).rejects.toThrow("away");
  expect(await poll(memory, AT + 6_000)).toEqual(["order 102"]);
});

test("as long as a second change may bear the same time, the thing is handed on again", async () => {
  const memory = createPollMemory();
  expect(await poll(memory, AT + 400)).toEqual(["order 102"]);
  expect(await poll(memory, AT + 15_400)).toEqual(["order 102"]);
  expect(await poll(memory, AT + 30_400)).toEqual([]);
});

test("a new voucher is handed on twice, since its changes cannot be polled for", async () => {
  const memory = createPollMemory();
  let cursors: PollCursors = { ...NEVER, voucherId: 7 };
  const vouchers = [{ id: 9 }, { id: 8 }, { id: 7 }];
  const pollAt = async (now: number) => {
    const handed: string[] = [];
    await pollChanges(
      { ask: async (name) => ({ data: { changed: name === "newestVouchers" ? vouchers : [] }, errors: [] }) },
      cursors,
      {
        memory,
        now: () => now,
        hand: async (references, moved) => {
          handed.push(...references.map(({ reference }) => reference));
          cursors = moved;
        },
      },
    );
    return handed;
  };
  expect(await pollAt(AT)).toEqual(["9", "8"]);
  expect(await pollAt(AT + 15_000)).toEqual([]);
  expect(await pollAt(AT + 60_000)).toEqual(["9", "8"]);
  expect(await pollAt(AT + 120_000)).toEqual([]);
  expect(cursors.voucherId).toBe(9);
});

test("the memory is bounded: the oldest goes", () => {
  const memory = createPollMemory(2);
  for (const key of ["a", "b", "c"]) memory.add(key);
  expect(["a", "b", "c"].map((key) => memory.has(key))).toEqual([false, true, true]);
});
