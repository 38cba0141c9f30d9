import type { ShownReport, ShownStatus, ShownTrial, ShownVerification } from "./export-answers.ts";
import { formatFields, formatTable, formatTime } from "./terminal.ts";

export function formatStatus(status: ShownStatus): string {
  const { customers, orders, events } = status;
  const line = [
    ["plugin", status.pluginId],
    ["synchronisation status", status.status.replace("_", " ")],
    ["", status.message],
  ] as const;
  if (status.startedAt === null) return formatFields(line);
  return formatFields([
    ...line,
    ["customers", `${customers.done} of ${customers.total ?? "an unknown number"}`],
    ["orders", `${orders.done} of ${orders.total ?? "an unknown number"}`],
    ["events", `${events.sent} sent, ${events.waiting} waiting`],
    ["rate", `${status.eventsPerSecond} events/s, ${status.ordersPerSecond} orders/s`],
    ["time left", status.secondsLeft === null ? "–" : `${status.secondsLeft} s`],
    ["now at", status.currentDate ?? "–"],
    ["problems", String(status.problems)],
    ["started", formatTime(status.startedAt)],
    ["finished", formatTime(status.finishedAt)],
  ]);
}

export function formatReport(report: ShownReport): string {
  const { lines, baseCurrency, waiting } = report;
  const table = formatTable(
    ["metric", "currency", "source", "sum", "sent", "sum", `in ${baseCurrency}`, "differences"],
    lines.map(({ metric, currency, source, sent, value, differences }) => [
      metric,
      currency,
      String(source.count),
      source.sum,
      String(sent.count),
      sent.sum,
      value,
      differences.map(({ code, count, sum }) => `${code}: ${count} (${sum})`).join(", "),
    ]),
  );
  const verdict = verdictOf(report);
  return [table, waiting === 0 ? verdict : `${verdict} ${waiting} events are still waiting.`].join("\n");
}

/** What could not be read is in no line: the lines alone say whether what was read was sent. */
function verdictOf({ lines, problems, isEverythingSent }: ShownReport): string {
  if (isEverythingSent) return "All that the source says was sent.";
  const isAllOfThatSent = lines.every(({ source, sent }) => source.count === sent.count);
  const unread =
    problems === 0 ? "" : ` ${problems} thing${problems === 1 ? "" : "s"} could not be read: see export problems.`;
  return `${isAllOfThatSent ? "All that could be read was sent." : "Not all that the source says was sent."}${unread}`;
}

export function formatVerification({ checked, matching, faults, broken }: ShownVerification): string {
  if (checked === 0 && broken === null)
    return "Nothing could be read back: no event in the history lane is delivered and still kept. What was sent live before is not sent again.";
  return [
    `${matching} of ${checked} events that were read back from Klaviyo are as they were sent.`,
    ...faults.map(({ metric, uniqueId, detail }) => `${metric} ${uniqueId}: ${detail}`),
    ...(faults.length > 0
      ? ["Klaviyo shows events some minutes after it has taken them: look again before you worry."]
      : []),
    ...(broken === null ? [] : [broken]),
  ].join("\n");
}

export function formatTrial({ total, read, isWhole, lines, samples, problems }: ShownTrial): string {
  const found = `${total.customers ?? "an unknown number of"} customers, ${total.orders ?? "an unknown number of"} orders`;
  const looked = isWhole
    ? "All were looked at"
    : `${read.customers} customers and ${read.orders} orders were looked at`;
  return [
    `${found}. ${looked}; nothing was sent.`,
    formatTable(
      ["metric", "currency", "source", "sum", "would be sent", "sum"],
      lines.map(({ metric, currency, source, mapped }) => [
        metric,
        currency,
        String(source.count),
        source.sum,
        String(mapped.count),
        mapped.sum,
      ]),
    ),
    ...samples.map(
      ({ metric, uniqueId, time, properties }) => `${metric} ${uniqueId} at ${time}: ${JSON.stringify(properties)}`,
    ),
    ...problems.map(({ reference, message }) => `${reference}: ${message}`),
  ].join("\n\n");
}
