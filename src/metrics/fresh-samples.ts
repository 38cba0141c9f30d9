import type { CommerceEvent } from "../commerce/commerce-event.ts";
import type { Address, Customer } from "../commerce/customer.ts";
import type { Order } from "../commerce/order.ts";
import { type Home, homeOf } from "../commerce/sample-homes.ts";
import {
  sampleAddress,
  sampleCheckout,
  sampleCustomer,
  sampleEvent,
  sampleGiftCertificate,
  sampleOrder,
  sampleShipment,
} from "../commerce/samples.ts";
import { METRIC_NAMES, type MetricName } from "./metric-event.ts";
import type { MappingSettings } from "./settings.ts";

/** The source of every sample, by which it is known as one. */
export const SAMPLE_SOURCE = "/samples";

/** For whom samples are made. */
export interface SampleCustomer {
  readonly email: string;
  /** Klaviyo takes over what an event says of its customer, so nothing is said of one whose name is not given. */
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  /** Two letters. Absent: the first of the shop's languages. */
  readonly language?: string | undefined;
}

interface SampleRequest {
  readonly settings: MappingSettings;
  readonly customer: SampleCustomer;
  /** Those that are wanted; an order placed gives Placed Order and Ordered Product, a shipment Shipping Update and its status' own. */
  readonly metrics: readonly MetricName[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Commerce events that give the metrics wanted, with ids of their own, so that each is new to Klaviyo. They are priced in the plugin's
 * base currency and lie where its restrictions let them through. In the order in which they happen in a shop, a second apart.
 */
export function makeFreshSamples({ settings, customer: given, metrics, now }: SampleRequest): CommerceEvent[] {
  const stamp = sampleStamp(now);
  const wanted = new Set(metrics.map((metric) => KIND_OF[metric]));
  const kinds = KINDS.filter((kind) => wanted.has(kind));
  const parts = partsOf(settings, given, stamp, new Date(now - kinds.length * 1_000).toISOString());
  return kinds.map((kind, index) => {
    const time = new Date(now - (kinds.length - 1 - index) * 1_000).toISOString();
    return MAKERS[kind](parts, { id: `sample-${stamp}-${kind}`, time, source: SAMPLE_SOURCE });
  });
}

/** `YmdHis` of UTC, as Centra's sample data has it, and milliseconds, so that two in one second differ. */
export function sampleStamp(now: number): string {
  return new Date(now).toISOString().replaceAll(/[-T:.Z]/g, "");
}

const KINDS = [
  "account",
  "checkout",
  "order",
  "confirmation",
  "shipped",
  "out-for-delivery",
  "delivered",
  "refund",
  "cancellation",
  "password",
  "gift",
] as const;
type Kind = (typeof KINDS)[number];

const KIND_OF: Readonly<Record<MetricName, Kind>> = {
  "Placed Order": "order",
  "Ordered Product": "order",
  "Confirmed Order": "confirmation",
  "Cancelled Order": "cancellation",
  "Refunded Order": "refund",
  "Started Checkout": "checkout",
  "Shipping Update": "shipped",
  Shipped: "shipped",
  "Out for delivery": "out-for-delivery",
  Delivered: "delivered",
  "Reset Password": "password",
  "Created Account": "account",
  "Gift Certificate": "gift",
};

/** Every metric of which a sample can be made. */
export const SAMPLE_METRICS: readonly MetricName[] = METRIC_NAMES;

interface Parts {
  readonly customer: Customer;
  readonly address: Address;
  readonly order: Order;
  readonly checkout: typeof sampleCheckout;
  readonly gift: typeof sampleGiftCertificate;
  readonly place: Pick<Order, "market" | "pricelist" | "country" | "siteLanguage">;
  readonly stamp: string;
  readonly at: string;
}

type Envelope = { readonly id: string; readonly time: string; readonly source: string };

const MAKERS: Readonly<Record<Kind, (parts: Parts, envelope: Envelope) => CommerceEvent>> = {
  // An account is created once: without an id of its own, a second sample for the same address would be no news.
  account: ({ customer, address, place, order, stamp }, envelope) =>
    sampleEvent(
      "customer.created",
      { customer: { ...customer, id: `sample-${stamp}` }, address, currency: order.currency, ...place },
      envelope,
    ),
  checkout: ({ checkout }, envelope) => sampleEvent("checkout.started", { checkout }, envelope),
  order: ({ order }, envelope) => sampleEvent("order.placed", { order }, envelope),
  confirmation: ({ order }, envelope) => sampleEvent("order.confirmed", { order }, envelope),
  shipped: (parts, envelope) => shipment(parts, "shipped", envelope),
  "out-for-delivery": (parts, envelope) => shipment(parts, "out_for_delivery", envelope),
  delivered: (parts, envelope) => shipment(parts, "delivered", envelope),
  refund: ({ order }, envelope) => sampleEvent("order.refunded", { order }, envelope),
  cancellation: ({ order }, envelope) => sampleEvent("order.cancelled", { order }, envelope),
  password: ({ customer, address, place }, envelope) =>
    sampleEvent("customer.password_reset_requested", { customer, address, ...place }, envelope),
  gift: ({ gift, customer, place }, envelope) =>
    sampleEvent("gift_certificate.issued", { giftCertificate: gift, customer, ...place }, envelope),
};

function shipment({ order, stamp, at }: Parts, status: typeof sampleShipment.status, envelope: Envelope) {
  const number = `sample-${stamp}-1`;
  return sampleEvent(
    "shipment.updated",
    { order, shipment: { ...sampleShipment, number, shippedAt: at, status } },
    envelope,
  );
}

function partsOf(settings: MappingSettings, given: SampleCustomer, stamp: string, at: string): Parts {
  const names = {
    ...(given.firstName === undefined ? {} : { firstName: given.firstName }),
    ...(given.lastName === undefined ? {} : { lastName: given.lastName }),
  };
  const customer: Customer = { email: given.email, ...names };
  const home = homeUnder(settings, given.language);
  const { city, zip, address1 } = home === null ? sampleAddress : { ...home, address1: home.street };
  const country = home?.country ?? settings.restrictCountries[0] ?? sampleOrder.country ?? "SE";
  const address: Address = { ...names, address1, city, zip, countryCode: country, email: given.email };
  const [market, pricelist] = [settings.restrictMarkets[0], settings.restrictPricelists[0]];
  const place = {
    market: market === undefined ? sampleOrder.market : { id: market, name: market },
    pricelist: pricelist === undefined ? sampleOrder.pricelist : { id: pricelist, name: pricelist },
    country,
    siteLanguage: given.language ?? settings.languages[0] ?? sampleOrder.siteLanguage,
  };
  const priced = { currency: settings.baseCurrency, baseCurrency: settings.baseCurrency, conversionRate: "1" };
  const purchase = {
    ...{ createdAt: at, customer, billingAddress: address, shippingAddress: address },
    ...place,
    ...priced,
  };
  return {
    ...{ customer, address, place, stamp, at },
    order: { ...sampleOrder, ...purchase, number: `sample-${stamp}`, id: `sample-${stamp}` },
    checkout: { ...sampleCheckout, ...purchase, selectionId: `sample-${stamp}` },
    gift: { ...sampleGiftCertificate, ...priced, id: `sample-${stamp}`, issuedAt: at },
  };
}

/** Where the language is read, unless the plugin's restrictions leave that country out. */
function homeUnder({ restrictCountries }: MappingSettings, language: string | undefined): Home | null {
  const home = language === undefined ? null : homeOf(language);
  return home === null || restrictCountries.length === 0 || restrictCountries.includes(home.country) ? home : null;
}

/** The sample customer of Centra's plugin: someone new each time, at the shop's own domain. */
export function newSampleCustomer(domain: string, now: number): SampleCustomer {
  const { firstName, lastName } = sampleCustomer;
  return { email: `janedoe${sampleStamp(now)}@${domain}`, firstName, lastName };
}

/**
 * Whether Klaviyo drops events for the address although it answers 202: addresses of domains that are kept for examples and
 * tests (Klaviyo, Events API overview, Troubleshooting; RFC 2606, RFC 6761).
 */
export function isDroppedByKlaviyo(email: string): boolean {
  const domain = email.slice(email.lastIndexOf("@") + 1).toLowerCase();
  return DROPPED.some((dropped) => domain === dropped || domain.endsWith(`.${dropped}`));
}

const DROPPED = [
  ...["example.com", "example.net", "example.org", "test.com"],
  ...["example", "test", "invalid", "localhost"],
];
