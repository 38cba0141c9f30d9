export const tryIt = {
  title: "Try it",
  intro:
    "Send samples to Klaviyo as if a customer had ordered, and follow each on its way. Flows that are live in Klaviyo send their mails to the address, so use one of your own.",
  plugin: "Plugin",
  email: "E-mail address",
  emailHint: "Klaviyo drops events for addresses at example.com, test.com and the like without a word.",
  firstName: "First name",
  lastName: "Last name",
  nameHint: "Klaviyo takes it over for the profile. Left empty, the profile keeps what it has.",
  language: "Language",
  languageHint: "Which of a flow's mails it leads to.",
  inactive:
    "The plugin is inactive and delivers nothing, so its samples go straight to Klaviyo, one of each metric. They are not in the activity.",
  straight: {
    taken: (count: number) => (count === 1 ? "Klaviyo has taken one sample." : `Klaviyo has taken ${count} samples.`),
    where:
      "You find them in Klaviyo under Profiles, at this address, within a minute. Since the plugin is inactive, they are not in the activity.",
    refused: "Klaviyo did not take these",
    left: "Left out by the settings",
  },
  metrics: "Metrics",
  metricsHint:
    "Placed Order and Ordered Product come together, and so do Shipping Update and the shipment's own metric.",
  all: "All metrics",
  send: "Send samples",
  noMetric: "Choose one metric at least.",
  sent: (email: string) => `Samples for ${email}`,
  account: (account: string) => `They go to the Klaviyo account ${account}.`,
  followed: (settled: number, all: number) => `${settled} of ${all} settled`,
  inActivity: "Show them in the activity",
  again: "Send others",
} as const;
