const counted = (count: number, one: string, many: string) =>
  count === 1 ? `one ${one}` : `${count.toLocaleString("en")} ${many}`;

export const overview = {
  title: "Overview",
  allPlugins: "All plugins",
  plugin: "Plugin",
  well: {
    title: "All is well",
    detail: "Events are taken and delivered, and nothing wants your attention.",
  },
  unwell: (errors: number, warnings: number) =>
    errors > 0
      ? `${counted(errors, "thing stops", "things stop")} events`
      : `${counted(warnings, "thing wants", "things want")} a look`,
  since: "Since",
  /** While the service does not answer. */
  asOf: (time: string) => `What follows is from ${time}, and may be different now.`,
  mend: {
    settings: "Open the settings",
    centra: "Open the connection to Centra",
    dead: "Show the refused events",
    held: "Show the held events",
    nowhere: "",
  },
  queue: {
    title: "Waiting",
    lanes: { live: "Live", history: "History" },
    pending: (count: number) => (count === 0 ? "Nothing waits" : `${counted(count, "event waits", "events wait")}`),
    oldest: (age: string) => `the oldest for ${age}`,
  },
  dead: { title: "Refused by Klaviyo", none: "None", some: (count: number) => count.toLocaleString("en") },
  left: { title: "Left out", some: (count: number) => count.toLocaleString("en") },
  held: { title: "Held", some: (count: number) => count.toLocaleString("en") },
  latency: {
    title: "Delivery, live events",
    figure: (p50: string, p95: string) => `Half within ${p50}, 95 of 100 within ${p95}`,
    detail: "From being received to Klaviyo's acceptance, last five minutes",
    none: "Nothing was delivered in the last five minutes",
    unknown: "Not known: no worker has told of it lately",
  },
  quota: {
    title: "Klaviyo's quota in use",
    endpoints: { single: "One by one", bulk: "In bulk" },
    used: (used: number, limit: number) => `${used.toLocaleString("en")} of ${limit.toLocaleString("en")} this minute`,
    unused: "No request yet",
    unknown: "Not known: no worker has told of it lately",
    account: (account: string) => `Account ${account}`,
    unwell: "Klaviyo does not answer as it should",
  },
  hours: {
    title: "Events per hour",
    span: "Time",
    spans: { "24": "Last 24 hours", "168": "Last 7 days" },
    none: "No event came in this time.",
    chart: "Bars, one an hour, with a part for each metric. The same figures are in the table below.",
    table: "As a table",
    hour: "Hour",
    total: "All",
    others: "Others",
  },
} as const;
