import fc from "fast-check";
import { expect, it } from "vitest";
import { createTimeline } from "./timeline.ts";

it("lets everything happen in the order of its time, and of its planning where times are the same", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (seconds) => {
      const timeline = createTimeline(0);
      const happened: { readonly at: number; readonly index: number }[] = [];
      seconds.forEach((second, index) => {
        timeline.plan(second * 1_000, (at) => happened.push({ at, index }));
      });
      while (timeline.step());
      const expected = seconds
        .map((second, index) => ({ at: second * 1_000, index }))
        .sort((one, other) => one.at - other.at || one.index - other.index);
      expect(happened).toEqual(expected);
      expect(timeline.nextAt()).toBeNull();
    }),
  );
});

it("never goes back: what is planned for the past happens now", () => {
  const timeline = createTimeline(60_500);
  const times: number[] = [];
  timeline.plan(90_000, (at) => timeline.plan(at - 80_000, (later) => times.push(later)));
  while (timeline.step());
  expect(times).toEqual([90_000]);
});
