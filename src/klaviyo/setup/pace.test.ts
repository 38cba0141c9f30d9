import fc from "fast-check";
import { expect, it } from "vitest";
import { createSkippingClock } from "../../../test/provisioning-stage.ts";
import { createPacer } from "./pace.ts";

it("never lets more through than a window of a second and of a minute has, wherever they begin", async () => {
  const limits = fc.record({ perSecond: fc.integer({ min: 1, max: 5 }), perMinute: fc.integer({ min: 1, max: 20 }) });
  await fc.assert(
    fc.asyncProperty(limits, fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 60 }), async (pace, pauses) => {
      const clock = createSkippingClock();
      const wait = createPacer(clock);
      const times: number[] = [];
      for (const pauseMs of pauses) {
        if (pauseMs > 0) await clock.sleep(pauseMs);
        await wait("POST /api/flows", pace);
        times.push(clock.monotonic());
      }
      for (const [index, at] of times.entries()) {
        const since = (lengthMs: number) => times.slice(index).filter((other) => other < at + lengthMs).length;
        expect(since(1_000)).toBeLessThanOrEqual(pace.perSecond);
        expect(since(60_000)).toBeLessThanOrEqual(pace.perMinute);
      }
    }),
    { numRuns: 50 },
  );
});

it("holds up no other endpoint", async () => {
  const clock = createSkippingClock();
  const wait = createPacer(clock);
  const pace = { perSecond: 1, perMinute: 1 };
  await wait("POST /api/flows", pace);
  await wait("GET /api/flows", pace);
  expect(clock.monotonic()).toBe(0);
});
