import { pino } from "pino";
import { expect, test } from "vitest";
import { systemClock } from "../clock.ts";
import type { PendingEvent } from "../outbox/outbox.ts";
import { createLaneReader } from "./lane-reader.ts";

const logger = pino({ level: "silent" });

function event(id: number, dueAt = id): PendingEvent {
  return {
    id,
    dueAt,
    profileKey: "anna",
    pluginId: "shop",
    lane: "live",
    metric: "Placed Order",
    uniqueId: `${id}`,
    attempts: 0,
    occurredAt: 0,
    receivedAt: 0,
    traceParent: null,
    payload: null,
    payloadBytes: 4,
  };
}

/** A reader over rows in memory; `beforeAnswer` runs between the query and its answer. */
function readFrom(rows: PendingEvent[], beforeAnswer: () => void = () => {}) {
  const taken: number[] = [];
  const pages: number[] = [];
  const reader = createLaneReader({
    nextTurn: async () => {},
    claim: async ({ limit, after }) => {
      const page = rows
        .filter(({ id, dueAt }) => after === null || dueAt > after.dueAt || (dueAt === after.dueAt && id > after.id))
        .slice(0, limit);
      await Promise.resolve();
      beforeAnswer();
      pages.push(page.length);
      return page;
    },
    clock: systemClock,
    logger,
    take: ({ id }) => taken.push(id) > 0,
    onRead: () => {},
    onCaughtUp: () => {},
  });
  const read = async (limit = 10) => {
    reader.read(["shop"], limit);
    await reader.idle();
  };
  return { reader, taken, pages, read };
}

test("a backlog is read page by page, each row once", async () => {
  const { reader, taken, read } = readFrom(Array.from({ length: 25 }, (_, index) => event(index)));
  while (!reader.isCaughtUp) await read();
  expect(taken).toEqual(Array.from({ length: 25 }, (_, index) => index));
  expect(reader.known).toBe(25);
});

test("nothing is asked while nothing is expected", async () => {
  const { pages, read, reader } = readFrom([event(1)]);
  await read();
  await read();
  expect(pages).toEqual([1]);
  reader.expectMore();
  await read();
  expect(pages).toEqual([1, 1]);
});

test("a row that is committed late, due before ones that were read, is seen", async () => {
  const rows = [event(1, 1_000), event(3, 1_020)];
  const { taken, read, reader } = readFrom(rows);
  await read();
  rows.splice(1, 0, event(2, 1_010));
  reader.expectMore();
  await read();
  expect(taken).toEqual([1, 3, 2]);
});

test("a row far behind the cursor is seen by a rescan", async () => {
  const rows = [event(2, 1_000_000)];
  const { taken, read, reader } = readFrom(rows);
  await read();
  rows.unshift(event(1, 1));
  reader.expectMore();
  await read();
  expect(taken).toEqual([2]);
  reader.rescan();
  await read();
  expect(taken).toEqual([2, 1]);
});

test("a rescan that is asked for while a page is under way is not forgotten", async () => {
  const rows = [event(2, 1_000_000)];
  let meanwhile = () => {};
  const { taken, read, reader } = readFrom(rows, () => meanwhile());
  await read();
  meanwhile = () => reader.rescan();
  reader.expectMore();
  await read();
  meanwhile = () => {};
  rows.unshift(event(1, 1));
  await read();
  expect(taken).toEqual([2, 1]);
});

test("when the clock is put back, what is due stays due", async () => {
  let jumpMs = 0;
  const clock = { ...systemClock, now: () => systemClock.now() + jumpMs };
  const dueAt = clock.now();
  const asked: number[] = [];
  const reader = createLaneReader({
    nextTurn: async () => {},
    claim: async ({ now }) => {
      asked.push(now);
      return [];
    },
    clock,
    logger,
    take: () => true,
    onRead: () => {},
    onCaughtUp: () => {},
  });
  jumpMs = -3_600_000;
  reader.read(["shop"], 10);
  await reader.idle();
  expect(asked[0]).toBeGreaterThanOrEqual(dueAt);
});

test("a page that was asked for before a settlement does not bring the settled row back", async () => {
  const rows = [event(1)];
  let settle = () => {};
  const { taken, read, reader } = readFrom(rows, () => settle());
  await read();
  settle = () => reader.forget([1]);
  reader.rescan();
  await read();
  expect(taken).toEqual([1]);

  // Once it has been settled as to be tried again, and is due, it is a row like any other.
  settle = () => {};
  reader.rescan();
  await read();
  expect(taken).toEqual([1, 1]);
});

test("a row that is not wanted now is offered again", async () => {
  let isWanted = false;
  const offered: number[] = [];
  const reader = createLaneReader({
    nextTurn: async () => {},
    claim: async () => [event(1)],
    clock: systemClock,
    logger,
    take: ({ id }) => {
      offered.push(id);
      return isWanted;
    },
    onRead: () => {},
    onCaughtUp: () => {},
  });
  for (isWanted of [false, true, true]) {
    reader.rescan();
    reader.read(["shop"], 10);
    await reader.idle();
  }
  expect(offered).toEqual([1, 1]);
});
