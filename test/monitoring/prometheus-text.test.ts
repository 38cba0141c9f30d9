import { expect, test } from "vitest";
import { figureOf, parsePrometheusText } from "./prometheus-text.ts";

const counter = "# HELP a_total Help.\n# TYPE a_total counter\n";
const histogram = "# HELP h Help.\n# TYPE h histogram\n";

test("labels are read with their escapes", () => {
  expect(figureOf(`${counter}a_total{x="1\\"2\\n,}"} 3\n`, "a_total", { x: '1"2\n,}' })).toBe(3);
});

test.each([
  ["no end of the last line", `${counter}a_total 1`],
  ["a sample without a family", "a_total 1\n"],
  ["a family without help", "# TYPE a_total counter\na_total 1\n"],
  ["a family in two places", `${counter}a_total 1\n${counter}a_total{x="1"} 1\n`],
  ["a series twice", `${counter}a_total{x="1"} 1\na_total{x="1"} 2\n`],
  ["a counter that is not named so", "# HELP a Help.\n# TYPE a counter\na 1\n"],
  ["a gauge that is named like a counter", "# HELP a_total Help.\n# TYPE a_total gauge\na_total 1\n"],
  ["a value that is no number", `${counter}a_total one\n`],
  ["a raw quote in a label", `${counter}a_total{x="1"2"} 1\n`],
  ["buckets that fall", `${histogram}h_bucket{le="1"} 2\nh_bucket{le="+Inf"} 1\nh_sum 1\nh_count 1\n`],
  ["no last bucket", `${histogram}h_bucket{le="1"} 2\nh_sum 1\nh_count 2\n`],
  ["another count than the last bucket's", `${histogram}h_bucket{le="+Inf"} 2\nh_sum 1\nh_count 3\n`],
])("%s is refused", (_what, text) => {
  expect(() => parsePrometheusText(text)).toThrow();
});
