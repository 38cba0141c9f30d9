import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeInTurns } from "./encode-in-turns.ts";

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc
    .tuple(fc.constantFrom("a", "ö", "–", "🧥"), fc.integer({ min: 0, max: 150_000 }))
    .map(([sign, times]) => sign.repeat(times)),
);

async function* partsOf(parts: readonly (readonly string[])[]) {
  yield* parts;
}

test("any texts, of any length, become what they are together", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(text, { maxLength: 6 }), { maxLength: 4 }),
      fc.nat(200_000),
      async (parts, room) => {
        expect(
          (await encodeInTurns(partsOf(parts), { into: Buffer.alloc(room), nextTurn })).equals(
            Buffer.from(parts.flat().join("")),
          ),
        ).toBe(true);
      },
    ),
  );
});

test("other work goes on between the blocks of a large request", async () => {
  let turns = 0;
  const count = () => {
    turns++;
    counting = setImmediate(count);
  };
  let counting = setImmediate(count);
  await encodeInTurns(partsOf([Array.from({ length: 100 }, () => "x".repeat(20_000))]), {
    into: Buffer.alloc(1),
    nextTurn,
  });
  clearImmediate(counting);
  expect(turns).toBeGreaterThan(20);
});
