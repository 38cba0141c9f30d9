import fc from "fast-check";
import { expect, test } from "vitest";
import { renderTemplate } from "./render-template.ts";
import { variablesOf } from "./variables-of.ts";

/** Pieces that, joined at random, give templates that are nearly right. */
const fragments = [
  ...["{{", "}}", "{%", "%}", "{#", "#}", " ", "\n", "|", ":", ".", ",", "'", '"', "=", "==", "(", ")", "$", "-", "\\"],
  ...[
    "event",
    "person",
    "item",
    "Items",
    "Price",
    "Missing",
    "0",
    "2.5",
    "1e9",
    "-1",
    "True",
    "None",
    "forloop",
    "parentloop",
  ],
  ...[
    "if ",
    "elif ",
    "else",
    "endif",
    "for ",
    " in ",
    "empty",
    "endfor",
    "with ",
    "endwith",
    "as ",
    "and ",
    "or ",
    "not ",
  ],
  ...[
    "lookup:",
    "default:",
    "floatformat:",
    "slice:",
    "date:",
    "format_date_string",
    "days_later:",
    "resplit:",
    "sort",
  ],
  ...[
    "multiply:",
    "stringformat:",
    "truncate:",
    "title",
    "urlencode",
    "dictfilter:",
    "percentize:",
    "escape_once",
    "uniq",
  ],
  ...[
    "{% if event.A %}",
    "{% endif %}",
    "{% for item in event.Items %}",
    "{% endfor %}",
    "{{ item.Price|multiply:2 }}",
  ],
  ...[
    "{% verbatim %}",
    "{% endverbatim %}",
    "{% catalog 'x' %}",
    "{% endcatalog %}",
    "{% cycle 'a' event.A %}",
    "{% ifchanged %}",
  ],
];
const template = fc.oneof(
  fc.array(fc.constantFrom(...fragments), { maxLength: 40 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 200 }),
);
const data = fc.dictionary(
  fc.constantFrom("A", "Items", "Price", "Missing", "$value", "__proto__", "constructor"),
  fc.oneof(fc.jsonValue(), fc.constant(null)),
);
const now = 1_795_000_000_000;

test("whatever the template and the data are, there is an outcome, with places inside the template", () => {
  fc.assert(
    fc.property(template, data, data, (source, event, person) => {
      const outcome = renderTemplate(source, { event: event as never, person: person as never, now });
      const lines = source.split("\n");
      const findings =
        outcome.kind === "failed"
          ? outcome.errors
          : [...outcome.warnings, ...(outcome.kind === "skipped" ? [outcome.reason] : [])];
      for (const { line, column, message } of findings) {
        expect(message).not.toBe("");
        expect(column).toBeGreaterThanOrEqual(1);
        expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? -1) + 1);
      }
      variablesOf(source);
    }),
    { numRuns: 3_000 },
  );
});

test("text without marks is printed as it stands", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!/\{[{%#]/.test(text));
      expect(renderTemplate(text, { person: {}, now })).toMatchObject({ kind: "rendered", text });
    }),
  );
});

test("no value of an event becomes markup", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.jsonValue()), (value) => {
      const outcome = renderTemplate(
        "{{ event.A }}{{ event|lookup:'A' }}{% firstof event.A %}{{ event.A|upper }}{{ event.A|default:'' }}",
        {
          event: { A: value as never },
          ...{ person: {}, now },
        },
      );
      if (outcome.kind !== "rendered") throw new Error(JSON.stringify(outcome));
      expect(outcome.text).not.toMatch(/[<>"']/);
    }),
  );
});

test.each([
  ["nested loops", `${"{% for a in event.Items %}".repeat(40)}x${"{% endfor %}".repeat(40)}`],
  [
    "doubling text",
    `${"{% with event.Text|append:event.Text as t %}{% with t|append:t as t %}".repeat(30)}${"{% endwith %}".repeat(60)}`,
  ],
  ["marks that stay open", "{%".repeat(400_000)],
  ["quotes that stay open", `{{ ${"'".repeat(100_000)} }}`],
  ["a very long condition", `{% if ${"a and ".repeat(50_000)} a %}{% endif %}`],
  ["very many nots", `{% if ${"not ".repeat(50_000)} a %}{% endif %}`],
  ["very deep tags", `${"{% if a %}".repeat(50_000)}`],
  ["very many filters", `{{ event.Text${"|upper".repeat(100_000)} }}`],
  ["a wide format", "{{ 1|stringformat:'999999999d' }}{{ 1|floatformat:999999999 }}"],
  ["a pattern that backtracks", "{{ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'|resplit:'(a+)+$' }}"],
])("comes to an end: %s", (_what, source) => {
  const Items = Array.from({ length: 10 }, () => 1);
  const outcome = renderTemplate(source, { event: { Items, Text: "a".repeat(1_000) }, person: {}, now });
  expect(["rendered", "failed"]).toContain(outcome.kind);
});
