export const deletion = {
  title: (name: string) => `Delete ${name}?`,
  consequences:
    "Its settings, keys, its connection to Centra and all of its events go, those included that wait for delivery. What Klaviyo has stays there. This cannot be taken back.",
  type: (name: string) => `Type the plugin's name, ${name}, to confirm`,
  confirm: "Delete for ever",
  cancel: "Keep it",
  done: (name: string) => `${name} is deleted.`,
} as const;

export const copying = {
  title: "Save as new",
  name: "Name of the new plugin",
  suggestion: (name: string) => `${name} (copy)`,
  detail:
    "It gets these settings and the same Klaviyo keys. The connection to Centra and push keys are the new plugin's own.",
  confirm: "Save as new",
  cancel: "Cancel",
} as const;

export const leaving = {
  title: "There are unsaved changes",
  detail: "If you go now, they are lost.",
  stay: "Stay here",
  leave: "Leave without saving",
} as const;

export const merging = {
  title: "Somebody else has changed this plugin meanwhile",
  apart: "They changed other fields than you. Both changes can be saved together.",
  question: "You both changed these fields. Choose for each which value is saved.",
  theirChanges: "They changed",
  mine: "Yours",
  theirs: "Theirs",
  was: (value: string) => `It was: ${value}`,
  hidden: "(a new key)",
  save: "Save both",
  cancel: "Go on editing",
  now: (label: string, value: string) => `${label}: ${value}`,
  empty: "empty",
} as const;

export const preview = {
  title: "What this change does",
  loading: "Looking what it does …",
  nothing: "None of the plugin's newest events would become different.",
  before: "Before",
  after: "After",
  recent: (time: string) => `on the newest event of this kind, of ${time}`,
  sample: "on a sample, since the plugin has taken no event of this kind yet",
  show: "Which event",
  field: "Variable",
  absent: "not there",
  sent: "is sent",
  notSent: "is not sent",
  held: (reason: string) => `is held: ${reason}`,
  more: (count: number) => `and ${count} more`,
  kinds: {
    "order.placed": "New order",
    "order.confirmed": "Confirmed order",
    "order.cancelled": "Cancelled order",
    "order.refunded": "Refunded order",
    "shipment.updated": "Shipment",
    "checkout.started": "Started checkout",
    "customer.created": "New account",
    "customer.password_reset_requested": "Password reset",
    "gift_certificate.issued": "Gift certificate",
  } as Readonly<Record<string, string>>,
  sentences: {
    off: "Nothing is sent to Klaviyo any more. Events are kept as skipped, and can be sent after all.",
    on: "Events are sent to Klaviyo from now on.",
    names: (before: string, after: string) => `Mails of new orders will say “${after}” where they said “${before}”.`,
    namesShort: "Products are named without their variant.",
    namesLong: "Products are named with their variant.",
    value: (before: string, after: string) => `Revenue is reported as ${after} where it was ${before}.`,
    currency: (before: string, after: string) => `Klaviyo's figures are in ${after} instead of ${before} from now on.`,
    held: (reason: string) => `New orders will be held: ${reason}`,
    language: (before: string, after: string) =>
      `The language of customers such as this one will be “${after}” instead of “${before}”.`,
    languageSame: "The language of this customer stays the same; others may differ.",
    metricOff: (metric: string) => `${metric} will no longer be sent, and flows on it no longer start.`,
    metricOn: (metric: string) => `${metric} will be sent.`,
    leftOut: (metric: string, reason: string) => `${metric} would be left out: ${reason}`,
    restrictedTo: (what: string, names: string) => `Only events of these ${what} are sent: ${names}.`,
    unrestricted: (what: string) => `Events of all ${what} are sent.`,
    whats: { restrictPricelists: "price lists", restrictMarkets: "markets", restrictCountries: "countries" },
    cartLink: (link: string) => `Mails of left checkouts will lead to ${link}.`,
    cartLinkNone: "Mails of left checkouts will have no link to the cart.",
    image: (address: string) => `Mails of new orders will show the image ${address}.`,
    imageNone: "Mails of new orders will have no image of such a product.",
    imageSame: "This order's images stay the same.",
    timeZone: (zone: string) => `Dates in mails will be those of ${zone}.`,
    rates: "Orders that were held for want of a rate are sent as soon as it is known.",
  },
} as const;

export const changes = {
  heading: "Who changed what",
  last: (who: string, when: string) => `Last changed by ${who}, ${when}.`,
  all: "All changes",
} as const;
