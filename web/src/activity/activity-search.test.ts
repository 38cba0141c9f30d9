import { expect, test } from "vitest";
import { readTerm, toEventQuery, validateActivitySearch } from "./activity-search.ts";

const NOW = Date.parse("2026-11-26T12:00:00Z");

test("an address is taken as far as it makes sense", () => {
  const search = {
    plugin: "shop",
    metric: "Shipped",
    state: "dead",
    order: 102,
    last: "7d",
    from: "soon",
    lane: "slow",
    x: 1,
  };
  expect(validateActivitySearch(search)).toEqual({
    ...{ plugin: "shop", metric: "Shipped", state: "dead", order: "102", last: "7d" },
  });
  expect(validateActivitySearch({ metric: "Sneezed", state: "<script>", email: "" })).toEqual({});
});

test.each([
  [" eva@fjall-form.se ", { email: "eva@fjall-form.se" }],
  ["SO-102", { order: "SO-102" }],
  ["  ", {}],
])("%j is searched for as %j", (term, expected) => {
  expect(readTerm(term)).toEqual(expected);
});

test("times become moments, and held is no state of an event", () => {
  expect(toEventQuery({ last: "1h", state: "held" }, NOW)).toEqual({ from: NOW - 3_600_000 });
  const between = { from: "2026-11-26T10:00:00Z", until: "2026-11-26T11:00:00+01:00", last: "24h" } as const;
  expect(toEventQuery(between, NOW)).toEqual({ from: NOW - 7_200_000, until: NOW - 7_200_000 });
});
