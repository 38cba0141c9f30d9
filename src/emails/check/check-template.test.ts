import { describe, expect, test } from "vitest";
import { METRIC_NAMES } from "../../metrics/metric-event.ts";
import { DEFAULT_BRANDING } from "../../plugins/branding.ts";
import { composeEmail } from "../templates/compose-email.ts";
import { EMAIL_METRICS, MAILS } from "../templates/email-metrics.ts";
import { EMAIL_LANGUAGES } from "../texts/texts.ts";
import { checkTemplate } from "./check-template.ts";
import { findShape, knownVariables } from "./known-variables.ts";

const check = (source: string) => checkTemplate(source, { metric: "Placed Order", language: "sv" });

describe("what would go wrong is told, with its place and what to do", () => {
  test.each([
    ["{{ event.OrderID }}", "error", "variable_unknown", "Did you mean OrderId?"],
    ["{{ event.Reason }}", "error", "variable_unknown", "It is with Cancelled Order"],
    ["{{ event.Nonsense }}", "error", "variable_unknown", "docs/metrics.md"],
    ["{{ OrderId }}", "error", "variable_unknown", "Write event.OrderId"],
    ["{{ item.SKU }}", "error", "variable_unknown", "{% for item in event.Items %}"],
    ["{% for item in event.Items %}{{ item.Skuu }}{% endfor %}", "error", "variable_unknown", "Did you mean SKU?"],
    ["{% for item in event.Items|slice:':3' %}{{ item.Price }}{% endfor %}", "error", "variable_unknown", "item.Price"],
    ["{% if event.Nonsense %}{% endif %}", "error", "variable_unknown", "Nonsense"],
    ["{{ event.ShippingAddress.Town }}", "error", "variable_unknown", "Town"],
    ["{{ event.GrossPaidPrice }}", "warning", "base_currency_amount", "Use GrossPaidPriceInCustomerCurrency"],
    ["{{ event|lookup:'$value'|default:'' }}", "warning", "base_currency_amount", "InCustomerCurrency"],
    [
      "{% for item in event.Items %}{{ item.RowTotal }}{% endfor %}",
      "warning",
      "base_currency_amount",
      "InCustomerCurrency",
    ],
    ["{{ event.Shipping.Cost }}", "warning", "base_currency_amount", "CostInCustomerCurrency"],
    [
      "{% currency_format event.GrossPaidPriceInCustomerCurrency %}",
      "warning",
      "account_currency_shown",
      "account's currency",
    ],
    ["{{ event.CreatedDate|format_date_string|date:'F d' }}", "warning", "english_date", "English"],
    ["{% current_month_name %}", "warning", "english_date", "English"],
    ["{% today '%d %B' as day %}{{ day }}", "warning", "english_date", "English"],
    ["{{ event|lookup:'OrderId' }}", "warning", "default_missing", '|default:""'],
    ["{{ first_name }}{{ person.first_name }}", "hint", "default_missing", "|default"],
    ["{{ person.Shoe|default:'' }}", "hint", "profile_property_unknown", "elsewhere"],
    ["{% if event.ShippingAddress.City == 'Umeå' %}{% endif %}", "hint", "nested_in_condition", "split"],
    ["{{ event.OrderId|safe }}", "warning", "shown_unescaped", "HTML"],
    ["{% catalog event.OrderId %}{% endcatalog %}", "warning", "catalog_may_skip", "skips"],
    ["{{ event.$value }}", "error", "dollar_name", 'event|lookup:"$value"'],
    ["{{ event.OrderId|money }}", "error", "filter_unknown", "Klaviyo"],
    ["{% assign a = 1 %}", "error", "tag_unknown", "with"],
    ["{{ event.OrderId\n}}", "warning", "tag_over_lines", "one line"],
  ])("%s", (source, level, code, words) => {
    const finding = check(source).find((one) => one.code === code);
    expect(finding).toMatchObject({ level, line: 1 });
    expect(finding?.message).toContain(words);
  });

  test("places are those of the variable", () => {
    expect(check("a\nb {{ event.OrderID }}\n{{ event.Reason }}")).toMatchObject([
      { line: 2, column: 6 },
      { line: 3, column: 4 },
    ]);
  });

  test("marketing has a way out", () => {
    const request = { metric: "Started Checkout", isMarketing: true } as const;
    expect(checkTemplate("Come back", request)).toMatchObject([{ code: "unsubscribe_missing", level: "error" }]);
    expect(checkTemplate("Come back {% unsubscribe %}", request)).toEqual([]);
    expect(checkTemplate("Come back", { ...request, isPart: true })).toEqual([]);
  });
});

test.each([
  "{{ event.OrderId }} {{ event.ShippingAddress.City }} {{ event.Items.0.ProductName }}",
  "{% for item in event.Items %}{{ item.Categories.1 }}{% for id, name in item.Categories.items %}{{ name }}{% endfor %}{% endfor %}",
  "{% if event.TruncatedFields %}{% endif %}{% for item in event.Items %}{% if item.Subscription %}{{ item.Subscription.NextOrderDate }}{% endif %}{% endfor %}",
  "{% if person.first_name %}{{ person.first_name }}{% endif %}{{ organization.name }}",
  "{% with order=event.OrderId %}{{ order }}{% endwith %}",
  "{{ event.CustomerCurrency }}{% unsubscribe_link %}",
])("nothing is said of what is in order: %s", (source) => expect(check(source)).toEqual([]));

test("every variable that is sent is known by its own metric", () => {
  for (const metric of METRIC_NAMES) {
    const { event } = knownVariables(metric);
    expect(event.kind === "map" && event.fields.size).toBeGreaterThan(0);
    expect(findShape(event, ["Missing"])).toBeUndefined();
  }
});

test.each(EMAIL_METRICS.flatMap((metric) => EMAIL_LANGUAGES.map((language) => [metric, language] as const)))(
  "our own mail for %s in %s has nothing but hints",
  (metric, language) => {
    const mail = composeEmail({ metric, language, branding: DEFAULT_BRANDING });
    const isMarketing = MAILS[metric].purpose === "marketing";
    for (const [part, source] of Object.entries(mail)) {
      const findings = checkTemplate(source, { metric, language, isMarketing, isPart: part !== "html" });
      expect(findings.filter(({ level }) => level !== "hint")).toEqual([]);
    }
  },
);

test("of a template with more variables than any mail has, the first 2,000 are looked at", () => {
  expect(check("{{ event.Nonsense }}".repeat(20_000))).toHaveLength(2_000);
  expect(check(`{{ event.${"x".repeat(400_000)} }}`)).toHaveLength(1);
});
