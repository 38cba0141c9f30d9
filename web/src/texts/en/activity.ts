const counted = (count: number, one: string, many: string) =>
  count === 1 ? `One ${one}` : `${count.toLocaleString("en")} ${many}`;

export const activity = {
  title: "Activity",
  feed: "Events, newest first",
  shown: (count: number, hasMore: boolean) =>
    count === 0
      ? "No event"
      : `${counted(count, "event", "events")} shown, last received first${hasMore ? "; there are more" : ""}`,
  more: "Load more",
  keys: "In the list: j or arrow down for the next event, k or arrow up for the one before, Enter for its details, slash for the search.",
  connection: { connecting: "Connecting …", live: "Live" },
  states: {
    pending: "On its way",
    delivered: "Delivered",
    dead: "Refused",
    skipped: "Left out",
    held: "Held",
  },
  filters: {
    label: "Search events",
    term: "E-mail or order number",
    termExample: "eva@shop.se or 102",
    clearTerm: "Clear the search",
    plugin: "Plugin",
    metric: "Metric",
    state: "State",
    time: "Received",
    any: "All",
    anyTime: "Any time",
    spans: { "1h": "Last hour", "24h": "Last 24 hours", "7d": "Last 7 days" },
    range: "From … until",
    from: "From",
    until: "Until",
    clear: "Show everything",
  },
  row: {
    details: "Details",
    collapse: "Collapse",
    about: (action: string, metric: string, who: string) => `${action}: ${metric}, ${who}`,
  },
  properties: "Properties",
  way: {
    title: "Its way",
    received: (type: string, source: string, id: string) => `Received: ${type} from ${source} (${id})`,
    mapped: (metric: string, uniqueId: string, lane: string) => `Made into ${metric}, id ${uniqueId}, ${lane}`,
    lanes: { live: "live", history: "as history, which triggers no flow" },
    attempt: (number: number, request: string, answer: string) => `Attempt ${number}: ${request}, ${answer}`,
    answered: (status: number, code: string) => `answered ${status} (${code})`,
    noAnswer: (code: string) => `no answer (${code})`,
    notKept: (count: number) => `${counted(count, "more attempt", "more attempts")} failed in between`,
    delivered: (attempts: number, duration: string) =>
      `Klaviyo accepted it (202) at attempt ${attempts}, ${duration} after it was received.`,
    dead: "Klaviyo refused the event itself. It is not tried again by itself.",
    skipped: "Left out, and not sent:",
    waiting: "Waits to be sent.",
    triedAgain: "It is tried again",
  },
  whatToDo: {
    dead: {
      title: "Klaviyo refused this event",
      advice:
        "Mend what Klaviyo names, in the shop or in the plugin's settings, and send it again. It keeps its id, so nothing is doubled.",
      action: "Send again",
    },
    skipped: {
      title: "This event was left out",
      advice:
        "It was not sent because of the plugin's settings. It can be sent after all, as it is; settings are not looked at again.",
      action: "Send after all",
    },
  },
  replay: {
    title: "Send again",
    allDead: "Send all again …",
    allSkipped: "Send all after all …",
    count: (count: number) =>
      count === 0 ? "No event is to be sent." : `${counted(count, "event is", "events are")} about to be sent.`,
    atLeast: (count: number) => `${count.toLocaleString("en")} events or more are about to be sent.`,
    deadDetail:
      "All refused events that the search finds are sent under their own ids. Klaviyo takes none twice. Flows that are live may send mail.",
    skippedDetail:
      "All left-out events that the search finds are sent as they were made. Flows that are live may send mail, also of what happened long ago.",
    confirm: "Send them",
    cancel: "Cancel",
    done: (count: number) =>
      count === 1 ? "One event is on its way again." : `${count.toLocaleString("en")} events are on their way again.`,
  },
  held: {
    none: "Nothing waits for a setting.",
    advice:
      "These events cannot be made into metrics yet. Enter what is missing in the plugin's settings, for example an exchange rate. They go out by themselves within a minute, or at once with the button.",
    release: (plugin: string) => `Try those of ${plugin} now`,
    released: (count: number) =>
      count === 0
        ? "None could go: what is missing is still missing."
        : `${counted(count, "event", "events")} went out.`,
    what: (type: string, order: string | null) => (order === null ? type : `${type}, order ${order}`),
  },
  empty: {
    noMatch: {
      title: "No event matches",
      widen: "Choose less to see more. Events are kept for some days only after they were delivered.",
      advice:
        "Check the spelling; an e-mail address and an order number are looked for as a whole. Events are kept for some days only after they were delivered.",
    },
    none: {
      title: "Nothing has happened yet",
      advice: "Events appear here as they happen, once a shop is connected or pushes them.",
      tryIt: "Send a sample",
    },
  },
} as const;
