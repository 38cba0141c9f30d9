import type { CommerceEvent } from "../../src/commerce/commerce-event.ts";
import { sampleEvent } from "../../src/commerce/samples.ts";
import type { EmailMetric } from "../../src/emails/templates/email-metrics.ts";
import type { EmailLanguage } from "../../src/emails/texts/texts.ts";
import { mapCommerceEvent } from "../../src/metrics/map-commerce-event.ts";
import type { MetricEvent } from "../../src/metrics/metric-event.ts";
import { sampleSettings } from "../../src/metrics/sample-settings.ts";
import { type Branding, DEFAULT_BRANDING } from "../../src/plugins/branding.ts";

/** A fashion shop that sells in the country of each language, and one customer's dealings with it. */
export const sampleBranding: Branding = {
  ...DEFAULT_BRANDING,
  shopName: "Fjäll & Form",
  shopUrl: "https://fjallform.com",
  accountUrl: "https://fjallform.com/account",
  supportUrl: "https://fjallform.com/help",
  supportEmail: "hello@fjallform.com",
  returnsUrl: "https://fjallform.com/returns",
  termsUrl: "https://fjallform.com/terms",
  privacyUrl: "https://fjallform.com/privacy",
  socialUrls: ["https://www.instagram.com/fjallform", "https://www.tiktok.com/@fjallform"],
  sender: "Fjäll & Form AB\nSveavägen 9, 111 57 Stockholm",
};

export const SHOPS: Readonly<Record<EmailLanguage, { readonly country: string; readonly currency: string }>> = {
  en: { country: "GB", currency: "GBP" },
  sv: { country: "SE", currency: "SEK" },
  de: { country: "DE", currency: "EUR" },
  fr: { country: "FR", currency: "EUR" },
  nb: { country: "NO", currency: "NOK" },
  da: { country: "DK", currency: "DKK" },
  fi: { country: "FI", currency: "EUR" },
  nl: { country: "NL", currency: "EUR" },
  pl: { country: "PL", currency: "PLN" },
  es: { country: "ES", currency: "EUR" },
  it: { country: "IT", currency: "EUR" },
};

const PLACE = { firstName: "Ida", lastName: "Lindqvist", address1: "Storgatan 12", zip: "903 26", city: "Umeå" };

type Order = Extract<CommerceEvent, { type: "order.placed" }>["data"]["order"];

const LINES = [
  line("1", "Sarek Anorak", "Moss", "M", 1, "1299.00", "1599.00"),
  line("2", "Tärnaby Knit", "Oat", "L", 1, "899.00"),
  line("3", "Kebnekaise Beanie", "Rust", "", 2, "249.00"),
];

function line(
  id: string,
  name: string,
  variant: string,
  size: string,
  quantity: number,
  price: string,
  before = price,
) {
  const cents = Number(price.replace(".", "")) * quantity;
  return {
    id,
    productId: `${id}-1`,
    productName: name,
    variantName: variant,
    size,
    quantity,
    unitPrice: price,
    unitOriginalPrice: before,
    total: (cents / 100).toFixed(2),
    taxAmount: (cents / 500).toFixed(2),
    taxPercent: 25,
    productUrl: `https://fjallform.com/products/${id}`,
    images: { full: `https://fjallform.com/images/${id}.jpg` },
  };
}

/** The order that all is about; 2,996.00 less 300.00 and 49.00 for delivery are 2,745.00. */
export function sampleOrderFor(language: EmailLanguage): Order {
  const { country, currency } = SHOPS[language];
  const address = { ...PLACE, countryCode: country };
  return {
    number: "100245",
    createdAt: "2026-11-23T10:12:00+01:00",
    customer: { id: "4711", email: "ida@fjallform.com", firstName: "Ida", lastName: "Lindqvist" },
    billingAddress: address,
    shippingAddress: address,
    lines: LINES,
    shipping: { method: "MyPack Home", service: "MyPack Home", carrier: "PostNord", cost: "49.00", taxAmount: "9.80" },
    totals: { grandTotal: "2745.00", taxAmount: "549.00" },
    paymentMethod: "Klarna",
    country,
    siteLanguage: language,
    currency,
  };
}

/** What happened in the shop, for each metric that has a mail. */
export function commerceEventFor(metric: EmailMetric, order: Order): CommerceEvent {
  const { customer, country, siteLanguage, currency } = order;
  const place = { country, siteLanguage };
  switch (metric) {
    case "Placed Order":
      return sampleEvent("order.placed", { order });
    case "Confirmed Order":
      return sampleEvent("order.confirmed", { order });
    case "Cancelled Order":
      return sampleEvent("order.cancelled", { order });
    case "Refunded Order": {
      const refund = { id: "9", ordinal: 1, amount: "249.00", taxAmount: "49.80" };
      return sampleEvent("order.refunded", { order, refund: { ...refund, lines: [{ lineId: "3", quantity: 1 }] } });
    }
    case "Started Checkout": {
      const { number: _, ...purchase } = order;
      return sampleEvent("checkout.started", { checkout: { ...purchase, selectionId: "9f86d081884c7d65" } });
    }
    case "Shipping Update":
    case "Shipped":
      return shipment("shipped", order);
    case "Out for delivery":
      return shipment("out_for_delivery", order);
    case "Delivered":
      return shipment("delivered", order);
    case "Reset Password": {
      const link = "https://fjallform.com/password?token=8d969eef6ecad3c29a3a629280e686cf0c3f5d5a&lang=sv";
      return sampleEvent("customer.password_reset_requested", { customer, link, ...place });
    }
    case "Created Account":
      return sampleEvent("customer.created", { customer, ...place });
    case "Gift Certificate":
      return sampleEvent("gift_certificate.issued", {
        giftCertificate: {
          id: "55",
          code: "FF-7Q2X-91KD",
          link: "https://fjallform.com/gift/7Q2X",
          message: "Happy birthday!\nSee you in the mountains.",
          issuedAt: "2026-11-23T10:12:00+01:00",
          dueAt: "2027-11-23T23:59:59+01:00",
          amount: "500.00",
          currency,
        },
        customer,
        ...place,
      });
  }
}

function shipment(status: "shipped" | "out_for_delivery" | "delivered", order: Order): CommerceEvent {
  const shipped = {
    number: "100245-1",
    status,
    shippedAt: "2026-11-24T15:12:57+01:00",
    carrier: "PostNord",
    service: "MyPack Home",
    trackingNumber: "UA123456789SE",
    trackingUrl: "https://tracking.fjallform.com/UA123456789SE",
    packages: 1,
  };
  return sampleEvent("shipment.updated", { order, shipment: shipped });
}

/** What Klaviyo is told of it. */
export function metricEventFor(metric: EmailMetric, event: CommerceEvent): MetricEvent {
  const { giftCertificate, order, checkout } = { giftCertificate: null, order: null, checkout: null, ...event.data };
  const { currency } = giftCertificate ?? order ?? checkout ?? { currency: "SEK" };
  const outcome = mapCommerceEvent(event, { ...sampleSettings, baseCurrency: currency, languageFrom: "site_language" });
  const mapped = outcome.kind === "mapped" ? outcome.events.find((one) => one.metric === metric) : undefined;
  if (!mapped) throw new Error(`The sample gives no ${metric}.`);
  return mapped;
}
