import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fewAtATime } from "./few-at-a-time.ts";

const work = fc.record({ key: fc.constantFrom("a", "b"), ms: fc.nat(3), fails: fc.boolean() });

test("of each key so many run at once, no more and no fewer, in order, and each fails alone", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(work, { maxLength: 10 }), fc.integer({ min: 1, max: 3 }), async (works, atOnce) => {
      const inTurn = fewAtATime(atOnce);
      const running = { a: 0, b: 0 };
      const begun = { a: [] as number[], b: [] as number[] };
      const most = { a: 0, b: 0 };
      const results = await Promise.allSettled(
        works.map(({ key, ms, fails }, index) =>
          inTurn(key, async () => {
            begun[key].push(index);
            most[key] = Math.max(most[key], ++running[key]);
            await sleep(ms);
            running[key]--;
            if (fails) throw new Error(`${index}`);
            return index;
          }),
        ),
      );
      for (const key of ["a", "b"] as const) {
        const own = works.flatMap((one, index) => (one.key === key ? [index] : []));
        expect(begun[key]).toEqual(own);
        expect(most[key]).toBe(Math.min(atOnce, own.length));
      }
      expect(results.map(({ status }) => status)).toEqual(works.map(({ fails }) => (fails ? "rejected" : "fulfilled")));
    }),
    { numRuns: 40 },
  );
});
