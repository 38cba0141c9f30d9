import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import { expect, test } from "vitest";
import { createRightOfWay } from "./right-of-way.ts";

/** Time passes when the test says so. */
function drivenClock() {
  let time = 0;
  const sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  return {
    clock: {
      monotonic: () => time,
      sleep: (ms: number, signal?: AbortSignal) =>
        new Promise<void>((wake) => {
          sleepers.push({ until: time + ms, wake });
          signal?.addEventListener("abort", () => wake());
        }),
    },
    pass(ms: number) {
      time += ms;
      for (const { until, wake } of sleepers) if (until <= time) wake();
    },
  };
}

function begin() {
  const { clock, pass } = drivenClock();
  const way = createRightOfWay(clock);
  const passed: string[] = [];
  const wait = (name: string) => void way.wait().then(() => passed.push(name));
  const turns = async (count = 6) => {
    for (let turn = 0; turn < count; turn++) await turnOfTheLoop();
  };
  return { way, pass, passed, wait, turns };
}

test("without anything live, steps pass in their order, each in a turn of its own", async () => {
  const { passed, wait } = begin();
  for (const name of ["a", "b", "c"]) wait(name);
  const seen: number[] = [];
  for (let turn = 0; turn < 6; turn++) {
    await turnOfTheLoop();
    seen.push(passed.length);
  }
  expect(passed).toEqual(["a", "b", "c"]);
  expect(new Set(seen).size).toBeGreaterThanOrEqual(3);
});

test("a step waits for all that is live, and goes when the last has left", async () => {
  const { way, passed, wait, turns } = begin();
  const [leaveFirst, leaveSecond] = [way.enter(), way.enter()];
  wait("history");
  await turns();
  leaveFirst();
  leaveFirst();
  await turns();
  expect(passed).toEqual([]);
  leaveSecond();
  await turns();
  expect(passed).toEqual(["history"]);
});

test("live events without end hold up each step for 15 ms at most", async () => {
  const { way, pass, passed, wait, turns } = begin();
  way.enter();
  wait("a");
  await turns();
  pass(14);
  await turns();
  expect(passed).toEqual([]);
  pass(1);
  await turns();
  expect(passed).toEqual(["a"]);

  wait("b");
  await turns();
  expect(passed).toEqual(["a"]);
  pass(15);
  await turns();
  expect(passed).toEqual(["a", "b"]);
});

test("live events that take turns leave no gap that a step could wait for in vain", async () => {
  const { way, pass, passed, wait, turns } = begin();
  let leave = way.enter();
  wait("history");
  for (let event = 0; event < 4; event++) {
    await turns();
    const next = way.enter();
    leave();
    leave = next;
    pass(5);
  }
  await turns();
  expect(passed).toEqual(["history"]);
});
