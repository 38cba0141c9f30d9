import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { oneAtATime } from "./one-at-a-time.ts";

test("works never overlap, keep their order, and fail alone", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ ms: fc.nat(3), fails: fc.boolean() }), { maxLength: 6 }), async (works) => {
      const inTurn = oneAtATime();
      const log: string[] = [];
      const results = await Promise.allSettled(
        works.map(({ ms, fails }, index) =>
          inTurn(async () => {
            log.push(`begin ${index}`);
            await sleep(ms);
            log.push(`end ${index}`);
            if (fails) throw new Error(`${index}`);
            return index;
          }),
        ),
      );
      expect(log).toEqual(works.flatMap((_, index) => [`begin ${index}`, `end ${index}`]));
      expect(results.map(({ status }) => status)).toEqual(works.map(({ fails }) => (fails ? "rejected" : "fulfilled")));
    }),
    { numRuns: 30 },
  );
});
