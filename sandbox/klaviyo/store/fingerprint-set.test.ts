import fc from "fast-check";
import { expect, it } from "vitest";
import { createFingerprintSet } from "./fingerprint-set.ts";

it("tells new texts from known ones as a set does", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 6 }), { maxLength: 2_000 }), (texts) => {
      const fingerprints = createFingerprintSet();
      const known = new Set<string>();
      for (const text of texts) {
        expect(fingerprints.add(text)).toBe(!known.has(text));
        known.add(text);
      }
      expect(fingerprints.size).toBe(known.size);
    }),
  );
});

it("still knows every text after it has grown several times", () => {
  const fingerprints = createFingerprintSet();
  const ids = Array.from({ length: 100_000 }, (_, index) => `01M846XFV5\nPlaced Order\n${index}`);
  expect(ids.filter((id) => fingerprints.add(id))).toHaveLength(ids.length);
  expect(ids.filter((id) => fingerprints.add(id))).toHaveLength(0);
});
