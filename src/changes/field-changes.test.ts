import { expect, test } from "vitest";
import { fieldChanges } from "./field-changes.ts";

test.each([
  [
    "what differs",
    { name: "A", status: "on" },
    { name: "B", status: "on" },
    [{ field: "name", before: "A", after: "B" }],
  ],
  ["what is new", {}, { role: "owner" }, [{ field: "role", before: null, after: "owner" }]],
  ["what is gone", { role: "owner" }, {}, [{ field: "role", before: "owner", after: null }]],
  ["nothing, of equal lists", { countries: ["SE"] }, { countries: ["SE"] }, []],
])("%s is told", (_what, before, after, expected) => {
  expect(fieldChanges(before, after)).toEqual(expected);
});

test("a part of a whole has its name before each field", () => {
  expect(fieldChanges({ a: 1 }, { a: 2 }, "settings.")).toEqual([{ field: "settings.a", before: 1, after: 2 }]);
});
