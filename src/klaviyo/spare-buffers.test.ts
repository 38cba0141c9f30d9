import { expect, test } from "vitest";
import { createSpareBuffers } from "./spare-buffers.ts";

test("a buffer that was given back is used again, by one at a time, where it is long enough", () => {
  const spare = createSpareBuffers();
  const first = spare.take(1_500_000);
  expect(first.length).toBeGreaterThanOrEqual(1_500_000);
  spare.giveBack(first.subarray(0, 10));
  expect(spare.take(3_000_000).buffer).not.toBe(first.buffer);
  const again = spare.take(1_400_000);
  expect(again.buffer).toBe(first.buffer);
  expect(again).toHaveLength(first.length);
  expect(spare.take(1_400_000).buffer).not.toBe(first.buffer);
});

test("a few are kept, the longest", () => {
  const spare = createSpareBuffers();
  const taken = [1, 2, 3, 4, 5].map((megabytes) => spare.take(megabytes * 1_000_000));
  for (const buffer of taken) spare.giveBack(buffer);
  const kept = [1, 1, 1, 1, 1]
    .map(() => spare.take(1).buffer)
    .filter((buffer) => taken.some((one) => one.buffer === buffer));
  expect(kept).toEqual(taken.slice(2).map(({ buffer }) => buffer));
});
