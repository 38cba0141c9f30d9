import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFilter } from "./filter.ts";

describe("a filter", () => {
  it.each([
    { filter: 'equals(metric_id,"ABC")', parsed: [{ operator: "equals", field: "metric_id", values: ["ABC"] }] },
    { filter: "equals(name,'it''s')", parsed: null },
    { filter: "has(profile)", parsed: [{ operator: "has", field: "profile", values: [] }] },
    {
      filter: 'any(email,["a@b.se", "c@d.se"])',
      parsed: [{ operator: "any", field: "email", values: ["a@b.se", "c@d.se"] }],
    },
    {
      filter: 'and(equals(profile_id,"1"),less-than(datetime,2026-01-01T00:00:00+02:00))',
      parsed: [
        { operator: "equals", field: "profile_id", values: ["1"] },
        { operator: "less-than", field: "datetime", values: ["2026-01-01T00:00:00+02:00"] },
      ],
    },
    { filter: "equals(metric_id", parsed: null },
    { filter: "equals(metric_id,1) or", parsed: null },
    { filter: "metric_id=1", parsed: null },
    { filter: "equals()", parsed: null },
    { filter: 'any(email,["a"', parsed: null },
  ])("$filter", ({ filter, parsed }) => {
    expect(parseFilter(filter)).toEqual(parsed);
  });

  it("gives back any text that was quoted", () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const quoted = value.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
        fc.pre(!value.includes("\n") && !value.includes("\r"));
        expect(parseFilter(`equals(email,"${quoted}")`)?.[0]?.values).toEqual([value]);
      }),
    );
  });
});
