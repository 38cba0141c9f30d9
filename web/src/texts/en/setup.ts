export const setup = {
  title: "Set up a plugin",
  titleOf: (name: string) => `Set up ${name}`,
  steps: "Steps",
  stepOf: (step: number, steps: number, title: string) => `Step ${step} of ${steps}: ${title}`,
  invitation: {
    title: "Nothing is set up yet",
    detail:
      "Five steps lead to the first mail: connect Klaviyo, connect the shop, test both, send sample data, go live. Nothing is sent before the last one but the samples you ask for.",
    start: "Set up the first plugin",
    byOthers:
      "A plugin connects a shop with a Klaviyo account. An editor or an owner sets it up; you will see it here.",
  },
  demo: {
    title: "Look around first",
    detail:
      "The demo is an invented shop with a simulated Klaviyo and a simulated Centra. It runs beside this service with data of its own; nothing of it touches your accounts, and it is gone when it ends.",
    start: "Explore with the demo shop",
    open: "Open the demo shop",
    runs: "The demo shop runs, and a small day is happening in it.",
    signIn: (email: string) => `Sign in there as ${email} with this password:`,
    byHand: "It is started on a machine with this software, by the command",
    command: "npm run demo",
  },
  goOn: "Go on",
  back: "Back",
  klaviyo: {
    title: "Klaviyo",
    description: "Which account",
    intro:
      "In Klaviyo, open Settings, API keys. The private key needs the scopes accounts:read and events:write; the public API key and the currency are filled in by the test.",
    save: "Save and go on",
    keepKey: "The private key is saved. Enter another one only to replace it.",
  },
  source: {
    title: "Your shop",
    description: "Where events come from",
    question: "How does the plugin hear of what happens?",
    centra: "From Centra",
    centraDetail: "It reads Centra's Integration API by itself. All it needs is an address and a token.",
    push: "From your own systems",
    pushDetail: "Your storefront's server sends each event to the push API, with a key.",
    connect: "Connect",
    connected: (address: string) => `Connected to ${address}.`,
    makeKey: "Make a push key",
    keyExists: (count: number) =>
      count === 1 ? "There is a push key already." : `There are ${count} push keys already.`,
    keyOnce: "This is the key. It is shown this once: copy it now, and keep it secret.",
    tryIt: "A first event, from a terminal:",
    skip: "Do this later",
  },
  test: {
    title: "Test",
    description: "Do both answer",
    klaviyo: "Klaviyo",
    centra: "Centra",
    push: "Push API",
    pushReady: "Events can be pushed with the plugin's key.",
    nothing: "Neither Centra nor a push key is set up, so no event will come. Go back one step, or do it later.",
    again: "Test again",
  },
  samples: {
    title: "Sample data",
    description: "What flows are built on",
    intro:
      "Klaviyo shows a metric once the first event of it has come. One sample of each is sent to your account, for a customer of your choice, marked as samples by their order numbers. More of them, one by one and in each language, can be sent under Try it. Flows that are live there send their mails to this address.",
    email: "E-mail address of the sample customer",
    emailHint: "An address of your own. Klaviyo drops addresses such as jane@example.com without a word.",
    send: "Send one sample of every metric",
    skip: "Go on without samples",
  },
  live: {
    title: "Go live",
    description: "Switch it on",
    intro:
      "From now on, what happens in the shop goes to Klaviyo. What happened before is not told; the historical export can do that later.",
    start: "Go live",
    done: (name: string) => `${name} is live.`,
    already: "The plugin is live.",
    toPlugin: "To the plugin",
  },
} as const;
