import type { CommerceEvent } from "../../commerce/commerce-event.ts";
import { homeOf } from "../../commerce/sample-homes.ts";
import {
  sampleAddress,
  sampleCheckout,
  sampleEvent,
  sampleGiftCertificate,
  sampleLine,
  sampleOrder,
  sampleShipment,
} from "../../commerce/samples.ts";
import { METRIC_NOTES } from "../../metrics/docs/metric-notes.ts";
import { mapCommerceEvent } from "../../metrics/map-commerce-event.ts";
import type { MetricEvent, MetricName } from "../../metrics/metric-event.ts";
import type { MappingSettings } from "../../metrics/settings.ts";
import type { EmailLanguage } from "../texts/texts.ts";

/** Only that base and customer's currency differ is to be seen; no exchange rate of any day. */
const SAMPLE_RATE = "10";

const STATUSES: Partial<Record<MetricName, "shipped" | "out_for_delivery" | "delivered">> = {
  Shipped: "shipped",
  "Out for delivery": "out_for_delivery",
  Delivered: "delivered",
};

/**
 * The metric's event of a sample order from a customer who reads the language, mapped by the plugin's settings. What would keep it
 * from being sent, restrictions and choices of the language, is left aside.
 */
export function sampleForMail(metric: MetricName, language: EmailLanguage, settings: MappingSettings): MetricEvent {
  const outcome = mapCommerceEvent(sampleFrom(metric, language, settings), {
    ...settings,
    ...{ languageFrom: "site_language", languages: [], disabledMetrics: [] },
    ...{ restrictCountries: [], restrictMarkets: [], restrictPricelists: [] },
  });
  const event = outcome.kind === "mapped" ? outcome.events.find((one) => one.metric === metric) : undefined;
  if (event === undefined) throw new Error(`The sample gives no ${metric}.`);
  return event;
}

function sampleFrom(metric: MetricName, language: EmailLanguage, { baseCurrency }: MappingSettings): CommerceEvent {
  const home = homeOf(language);
  if (home === null) throw new Error(`Nobody of the samples lives where ${language} is read.`);
  const { country, countryName, city, zip, street, currency } = home;
  const address = {
    ...sampleAddress,
    ...{ address1: street, address2: "", city, zip, country: countryName, countryCode: country },
  };
  const place = { country, siteLanguage: language, market: { id: "1", name: countryName } };
  const price = { currency, baseCurrency, conversionRate: currency === baseCurrency ? "1" : SAMPLE_RATE };
  const purchase = {
    ...{ ...place, ...price, lines: LINES, totals: { grandTotal: "324.50", taxAmount: "64.90" } },
    ...{ billingAddress: address, shippingAddress: address, shipping: SHIPPING },
  };
  const order = { ...sampleOrder, ...purchase };
  const type = METRIC_NOTES[metric].from as CommerceEvent["type"];
  switch (type) {
    case "checkout.started":
      return sampleEvent(type, { checkout: { ...sampleCheckout, ...purchase } });
    case "customer.created":
      return sampleEvent(type, { ...place, address, currency });
    case "customer.password_reset_requested":
      return sampleEvent(type, place);
    case "gift_certificate.issued":
      return sampleEvent(type, { ...place, giftCertificate: { ...sampleGiftCertificate, ...price } });
    case "shipment.updated":
      return sampleEvent(type, { order, shipment: { ...sampleShipment, status: STATUSES[metric] ?? "shipped" } });
    default:
      return sampleEvent(type, { order });
  }
}

/** Two lines, one of them reduced: 200.00 + 109.50, with shipping 10.00 and handling 5.00 the total of 324.50. */
const LINES = [
  { ...sampleLine, productName: "Sarek Anorak", variantName: "Moss", brand: "Ascaro" },
  {
    ...sampleLine,
    ...{
      id: "69",
      productId: "2-1",
      sku: "223456789",
      productName: "Lovisa Cardigan",
      variantName: "Sand",
      brand: "Ascaro",
    },
    ...{ quantity: 1, unitPrice: "109.50", unitOriginalPrice: "129.50", total: "109.50", taxAmount: "21.90" },
  },
];

const SHIPPING = {
  method: "Home delivery",
  service: "Home delivery",
  carrier: "PostNord",
  cost: "10.00",
  taxAmount: "2.00",
};
