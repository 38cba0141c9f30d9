import { expect, test } from "vitest";
import { createSpareBuffer } from "./spare-buffer.ts";

test("a buffer that was given back is used again, by one at a time, where it is long enough", () => {
  const spare = createSpareBuffer();
  const first = spare.take(1_500_000);
  expect(first.length).toBeGreaterThanOrEqual(1_500_000);
  spare.giveBack(first.subarray(0, 10));
  expect(spare.take(3_000_000).buffer).not.toBe(first.buffer);
  const again = spare.take(1_400_000);
  expect(again.buffer).toBe(first.buffer);
  expect(again).toHaveLength(first.length);
  expect(spare.take(1_400_000).buffer).not.toBe(first.buffer);
});

test("the longest is kept", () => {
  const spare = createSpareBuffer();
  const [short, long, middle] = [1_000_000, 3_000_000, 2_000_000].map((bytes) => spare.take(bytes));
  for (const buffer of [short, long, middle]) if (buffer !== undefined) spare.giveBack(buffer);
  expect(spare.take(1).buffer).toBe(long?.buffer);
  expect([short?.buffer, middle?.buffer]).not.toContain(spare.take(1).buffer);
});
