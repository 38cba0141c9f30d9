import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { metricsMarkdown } from "./metrics-markdown.ts";
import { notedNames } from "./variable-notes.ts";

test("docs/metrics.md is what `node scripts/generate-docs.ts` writes", () => {
  const file = new URL("../../../docs/metrics.md", import.meta.url);
  expect(readFileSync(file, "utf8")).toBe(metricsMarkdown());
});

test("no note outlives its variable", () => {
  const markdown = metricsMarkdown();
  const onlySometimes = ["TruncatedFields", "IsSubscription", "Subscription"];
  const names = (["event", "item", "address", "cost"] as const).flatMap((part) => notedNames(part));
  const gone = names.filter((name) => !onlySometimes.includes(name) && !new RegExp(`[\`.]${name}\``).test(markdown));
  expect(gone).toEqual([]);
});
