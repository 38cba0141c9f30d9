import fc from "fast-check";
import { expect, test } from "vitest";
import { createAdmission } from "./admission.ts";

test("never holds more than the limits, lets one request of any size in, and is empty again in the end", () => {
  const step = fc.oneof(fc.record({ bytes: fc.nat(200) }), fc.record({ leave: fc.nat(50) }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const admission = createAdmission({ maxBytesInFlight: 100, maxRequestsInFlight: 4 });
      const inside: { bytes: number; leave: () => void }[] = [];
      for (const next of steps) {
        if ("leave" in next) {
          const [left] = inside.splice(next.leave % (inside.length + 1), 1);
          left?.leave();
          left?.leave();
          continue;
        }
        const held = inside.reduce((sum, { bytes }) => sum + bytes, 0);
        const hasRoom = inside.length === 0 || (inside.length < 4 && held + next.bytes <= 100);
        if (hasRoom) inside.push({ bytes: next.bytes, leave: admission.enter(next.bytes) });
        else expect(() => admission.enter(next.bytes)).toThrow(expect.objectContaining({ code: "overloaded" }));
      }
      for (const { leave } of inside) leave();
      const leaves = [25, 25, 25, 25].map((bytes) => admission.enter(bytes));
      expect(leaves).toHaveLength(4);
    }),
  );
});
