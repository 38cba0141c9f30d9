import { type JsonValue, METRIC_NAMES, type MetricName } from "../metric-event.ts";
import { METRIC_NOTES } from "./metric-notes.ts";
import { sampleMetricEvent } from "./sample-metric-event.ts";
import { noteOf, type Part } from "./variable-notes.ts";

const INTRODUCTION = `# Metrics and their variables

Made by \`node scripts/generate-docs.ts\` from the code that maps; do not edit.

Every metric that the plugin sends to Klaviyo, what fires it, and what a template can use. The examples are one sample order in
euro, with a base currency of Swedish kronor at 10.6453.

- **Amounts** are text with the currency's digits ("215.00", in yen "215"). Each stands in the base currency and, with
  \`InCustomerCurrency\`, in the currency that the customer pays in. In both, to the last digit:
  GrossPaidPrice = items' OriginalPrice + Shipping.Cost + Handling.Cost − DiscountValue + OtherAmount, and
  TaxAmount = items' TaxAmount + Shipping.TaxAmount + Handling.TaxAmount + OtherTaxAmount.
- **Formatted** is how the customer writes it: their language as it is written in the country of delivery ("1 234,50 kr",
  "23 november 2026"). Klaviyo writes neither amounts nor dates by language, so templates print these. For counting words,
  \`…Plural\` says which plural form a number takes.
- **Value** is Klaviyo's \`$value\`, a number in the base currency. Metrics without revenue have none.
- **Unique id** is Klaviyo's \`$event_id\`: it keeps the first event of a profile, metric and id, so sending again is safe.
- **Times** are \`YYYY-MM-DD HH:mm:ss\` in the shop's time zone.
- An order metric with more lines than Klaviyo takes in 4,000 items or 5 MB has its lists cut, which \`TruncatedFields\` names.
`;

/** docs/metrics.md, from the code and the samples. Throws when a variable has no note. */
export function metricsMarkdown(): string {
  const sections = METRIC_NAMES.map(metricSection);
  const parts = [
    itemSection(),
    partSection("Addresses", "address", "ShippingAddress"),
    costSection(),
    profileSection(),
  ];
  return [INTRODUCTION, overview(), ...sections, ...parts].join("\n");
}

function overview(): string {
  const rows = METRIC_NAMES.map((metric) => {
    const { from, uniqueId, value } = METRIC_NOTES[metric];
    return `| [${metric}](#${anchorOf(metric)}) | \`${from}\` | ${uniqueId} | ${value ?? "none"} |`;
  });
  return `| metric | from | unique id | value |\n|---|---|---|---|\n${rows.join("\n")}\n`;
}

function metricSection(metric: MetricName): string {
  const event = sampleMetricEvent(metric);
  const { says, uniqueId, value } = METRIC_NOTES[metric];
  const worth = event.value === undefined ? "" : ` Value: ${value}, here \`${event.value}\` ${event.valueCurrency}.`;
  const head = `## ${metric}\n\n${says} Unique id: ${uniqueId}, here \`${event.uniqueId}\`.${worth}\n`;
  if (metric === "Shipped" || metric === "Out for delivery" || metric === "Delivered") return head;
  const variables = Object.entries(event.properties).sort(([one], [other]) => (one < other ? -1 : 1));
  const parts = metric === "Ordered Product" ? ITEM_FIRST : EVENT_FIRST;
  const rows = variables.map(([name, example]) => variableRow(parts, `event.${name}`, name, example));
  return `${head}\n${table(rows)}`;
}

/** Where a top-level variable's note is looked for. */
const EVENT_FIRST = ["event", "item"] as const;
const ITEM_FIRST = ["item", "event"] as const;

function itemSection(): string {
  const items = sampleMetricEvent("Placed Order").properties.Items;
  const [item] = Array.isArray(items) ? items : [];
  return `## Items\n\nEvery element of \`Items\`: \`{{ item.GrossPaidPriceInCustomerCurrency }}\`.\n\n${table(fieldRows("item", item))}`;
}

function partSection(title: string, part: Part, property: string): string {
  return `## ${title}\n\n${table(fieldRows(part, sampleMetricEvent("Placed Order").properties[property]))}`;
}

function costSection(): string {
  return `${partSection("Shipping and Handling", "cost", "Shipping")}\n\`Handling\` has the amounts alone.\n`;
}

function profileSection(): string {
  const { profile } = sampleMetricEvent("Placed Order");
  return `## The profile

Every metric carries the customer's profile, identified by the e-mail address. A phone number that is none is left out; the
location is the shipping address. \`Language\` (two letters) is what flows split by.

\`\`\`json
${JSON.stringify(profile, null, 2)}
\`\`\`
`;
}

function fieldRows(part: Part, value: JsonValue | undefined): string[] {
  if (typeof value !== "object" || value === null) throw new Error(`The sample has no ${part}.`);
  return Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, example]) => variableRow([part], name, name, example));
}

function variableRow(parts: readonly Part[], shown: string, name: string, example: JsonValue | undefined): string {
  const note = parts.map((part) => noteOf(part, name)).find((found) => found !== undefined);
  if (note === undefined) throw new Error(`${name} has no note: write what it means into variable-notes.ts.`);
  return `| \`${shown}\` | ${note} | ${exampleText(example)} |`;
}

function exampleText(example: JsonValue | undefined): string {
  if (Array.isArray(example) && typeof example[0] === "object") return "see [Items](#items)";
  if (typeof example === "object" && example !== null && !Array.isArray(example) && Object.keys(example).length > 3) {
    return "see below";
  }
  return `\`${JSON.stringify(example)}\``;
}

function table(rows: readonly string[]): string {
  return `| variable | meaning | example |\n|---|---|---|\n${rows.join("\n")}\n`;
}

function anchorOf(metric: string): string {
  return metric.toLowerCase().replaceAll(" ", "-");
}
