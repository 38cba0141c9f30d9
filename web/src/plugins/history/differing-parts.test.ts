import { expect, test } from "vitest";
import { differingParts } from "./differing-parts.ts";

test.each([
  ["a text", "SEK", "EUR", ["SEK", "EUR"]],
  ["a list", ["SE"], ["SE", "NO"], [["SE"], ["SE", "NO"]]],
  ["of an object what differs", { USD: "10", GBP: "13" }, { USD: "11", GBP: "13" }, [{ USD: "10" }, { USD: "11" }]],
  ["what an object did not have", { USD: "10" }, { USD: "10", GBP: "13" }, [{}, { GBP: "13" }]],
  ["nothing before", null, { USD: "10" }, [null, { USD: "10" }]],
])("%s", (_what, before, after, expected) => {
  expect(differingParts(before, after)).toEqual(expected);
});
