import fc from "fast-check";
import { expect, it } from "vitest";
import { freeForm } from "./free-form.ts";
import { startVisit } from "./shape.ts";

type Step = "object" | "list";

/** Objects and lists within each other, the outermost first. */
function nest(steps: readonly Step[]): unknown {
  return steps.reduceRight<unknown>((inner, step) => (step === "object" ? { inner } : [inner]), "deep");
}

it("is refused exactly when its objects are nested deeper than ten levels, with a pointer to each place", () => {
  const steps = fc.array(fc.constantFrom<Step>("object", "object", "list"), { maxLength: 20 });
  fc.assert(
    fc.property(fc.array(steps, { minLength: 1, maxLength: 3 }), (branches) => {
      const properties = Object.fromEntries(branches.map((branch, index) => [`p${index}`, nest(branch)]));
      const tooDeep = branches.filter((branch) => branch.filter((step) => step === "object").length > 9);
      const visit = startVisit(0);
      expect(freeForm(properties, visit)).toBe(tooDeep.length === 0);
      expect(visit.faults).toHaveLength(tooDeep.length);
      expect(visit.path).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
