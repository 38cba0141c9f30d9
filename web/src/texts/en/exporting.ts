const number = new Intl.NumberFormat("en-GB");

export const exporting = {
  label: "Historical export",
  starts: "The export begins when this is saved.",
  needsDate: "Choose the date above and save it; then the export can be counted or started.",
  progress: "How far the export is",
  of: (done: number, total: number | null) =>
    total === null ? number.format(done) : `${number.format(done)} of ${number.format(total)}`,
  customers: "Customers",
  orders: "Orders",
  events: "Events sent",
  waiting: (count: number) => `${number.format(count)} on their way`,
  rate: "Rate",
  perSecond: (rate: number) => `${number.format(Math.round(rate))} events/s`,
  left: "Time left",
  duration: (seconds: number) => {
    if (seconds < 60) return "less than a minute";
    const minutes = Math.round(seconds / 60);
    if (minutes < 60) return minutes === 1 ? "a minute" : `${minutes} minutes`;
    const hours = Math.floor(minutes / 60);
    return `${hours} h ${minutes % 60} min`;
  },
  unknown: "–",
  now: "Now at",
  trouble: { pending: "The export does not get on", failed: "The export has failed" },
  pause: "Pause",
  resume: "Go on",
  cancel: "Cancel the export",
  start: "Start now",
  dryRun: "Count first",
  file: {
    label: "From a file instead of the shop",
    hint: "Customers and orders as NDJSON, or orders as CSV; docs/export.md describes both.",
    none: "Choose a file",
    clear: "From the shop after all",
    progress: "How much of the file is handed over",
  },
  showReport: "Report",
  downloadReport: "Download as CSV",
  showProblems: (count: number) => (count === 1 ? "1 problem" : `${number.format(count)} problems`),
  cancelling: {
    title: "Cancel the export?",
    detail: "What was sent stays in Klaviyo. Starting again later sends nothing twice.",
    confirm: "Cancel the export",
    cancel: "Keep exporting",
  },
  counted: {
    title: "What an export would send",
    nothingSent: "Nothing was sent.",
    part: (orders: number) => `Counted over the first ${number.format(orders)} orders.`,
    samples: "Some of it",
    sample: (metric: string, id: string, time: string) => `${metric} ${id}, ${time}`,
  },
  report: {
    title: "Report",
    metric: "Metric",
    currency: "Currency",
    source: "In the shop",
    countAndSum: "events · sum",
    sent: "Sent",
    wouldBeSent: "Would be sent",
    differences: "What makes the difference",
    complete: "All that the shop says was sent.",
    incomplete: "Not all that the shop says was sent; the reasons stand beside it.",
    readable: "All that could be read was sent.",
    unread: (count: number) =>
      count === 1
        ? "One thing could not be read; it is listed under problems."
        : `${number.format(count)} things could not be read; they are listed under problems.`,
    waiting: (count: number) => `${number.format(count)} events are still on their way.`,
    none: "–",
  },
  verify: {
    start: "Read a sample back from Klaviyo",
    found: (matching: number, checked: number) =>
      `${number.format(matching)} of ${number.format(checked)} events that were read back are as they were sent.`,
    nothing: "Nothing could be read back: no event of an export is delivered and still kept.",
    later: "Klaviyo shows events some minutes after it has taken them.",
  },
  problems: { title: "What could not be exported", what: "What", why: "Why", more: "Show more" },
} as const;
