import { describe, expect, test } from "vitest";
import { sampleEvent } from "../../src/commerce/samples.ts";
import { DEFAULT_BRANDING } from "../../src/plugins/branding.ts";
import { renderMail } from "./render-mail.ts";
import { commerceEventFor, metricEventFor, sampleOrderFor } from "./sample-shop.ts";

const order = sampleOrderFor("en");
const [anorak] = order.lines;
if (!anorak) throw new Error("The sample order has no line.");
const { images: _images, productUrl: _productUrl, ...bare } = anorak;

type Order = typeof order;

function placed(changes: Partial<Order>, branding = undefined as Parameters<typeof renderMail>[3]) {
  const event = metricEventFor("Placed Order", commerceEventFor("Placed Order", { ...order, ...changes }));
  return renderMail("Placed Order", "en", event, branding);
}

describe("an order", () => {
  test("without pictures keeps their place, and links to nothing", () => {
    const { html } = placed({ lines: [bare] });
    expect(html).not.toContain("<img");
    expect(html).toContain('class="picture surface"');
    expect(html).toContain("Sarek Anorak");
    expect(html).not.toContain("/products/");
  });

  test("of very many lines shows as many as a mail can hold, and says so; the text has them all", () => {
    const lines = Array.from({ length: 300 }, (_, index) => ({ ...anorak, id: String(index) }));
    const { html, text } = placed({ lines });
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(100_000);
    expect(html.match(/class="picture"/g)).toHaveLength(25);
    expect(html).toContain("more items than fit here");
    expect(html).toContain("300 items");
    expect(text.match(/Sarek Anorak/g)).toHaveLength(300);
  });

  test("of the longest names stays small enough", () => {
    const lines = Array.from({ length: 25 }, (_, id) => ({ ...anorak, id: String(id), productName: "W".repeat(500) }));
    expect(Buffer.byteLength(placed({ lines }).html)).toBeLessThanOrEqual(100_000);
  });

  test("without tax, discount and delivery cost has no such rows", () => {
    const { html, text } = placed({
      lines: [{ ...anorak, unitOriginalPrice: anorak.unitPrice, taxAmount: "0", taxPercent: 0 }],
      shipping: { cost: "0", taxAmount: "0" },
      totals: { grandTotal: anorak.total, taxAmount: "0" },
    });
    for (const part of [html, text]) {
      expect(part).not.toMatch(/VAT|Discount|Handling fee|Adjustment/);
      expect(part).toMatch(/Delivery.*Free/s);
    }
  });

  test("with a discount code, a fee and a gift card adds up to its total", () => {
    const { text } = placed({
      discounts: [{ code: "AUTUMN", amount: "100.00" }],
      handling: { cost: "29.00", taxAmount: "5.80" },
      totals: { grandTotal: "2174.00", taxAmount: "434.80" },
    });
    expect(text).toContain("Subtotal: £2,996.00\nDiscount: −£400.00\nDelivery: £49.00\nHandling fee: £29.00\n");
    expect(text).toContain("Adjustment: -£500.00\nTotal: £2,174.00\n");
  });

  test("of a guest who has told no name greets without one", () => {
    const { firstName: _first, lastName: _last, ...address } = order.shippingAddress ?? {};
    const guest = { customer: { email: "guest@fjallform.com" }, shippingAddress: address, billingAddress: address };
    const { html, text } = placed(guest);
    expect(text).toContain("\nHello,\n");
    expect(html).toContain("Hello,");
    expect(html).not.toMatch(/Hi\s*,/);
  });

  test("without addresses has no empty titles", () => {
    const { shippingAddress: _shipping, billingAddress: _billing, ...without } = order;
    const event = metricEventFor("Placed Order", sampleEvent("order.placed", { order: without }));
    const { html, text } = renderMail("Placed Order", "en", event);
    for (const part of [html, text]) expect(part).not.toMatch(/Delivery address|Billing address/);
  });

  test("with markup in its names shows it as it is", () => {
    const { html, text } = placed({ lines: [{ ...anorak, productName: 'Knit <b>"A&B"</b>' }] });
    expect(html).toContain("Knit &lt;b&gt;&quot;A&amp;B&quot;&lt;/b&gt;");
    expect(text).toContain('Knit <b>"A&B"</b>');
  });

  test("in yen has no decimals", () => {
    const lines = [{ ...anorak, unitPrice: "12900", unitOriginalPrice: "15900", total: "12900", taxAmount: "2580" }];
    const { text } = placed({
      lines,
      currency: "JPY",
      shipping: { cost: "0", taxAmount: "0" },
      totals: { grandTotal: "12900", taxAmount: "2580" },
    });
    expect(text).toContain("Total: JP¥12,900\n");
  });

  test("of a shop without any branding is a mail, too", () => {
    const { html, subject } = placed({}, DEFAULT_BRANDING);
    expect(html).toContain("Organisation");
    expect(html).not.toMatch(/Can we help|href=""/);
    expect(subject).toBe("Thank you for your order 100245");
  });
});

test("a refund of an amount alone names the amount, and no items", () => {
  const refund = { id: "9", amount: "100.00" };
  const event = metricEventFor("Refunded Order", sampleEvent("order.refunded", { order, refund }));
  const { text, html } = renderMail("Refunded Order", "en", event);
  expect(text).toContain("We have refunded £100.00 to");
  for (const part of [html, text]) expect(part).not.toMatch(/Refunded items|Subtotal|Delivery.*Free/);
});

test("a shipment without tracking has no button and no empty facts", () => {
  const shipment = { number: "100245-1", status: "shipped" as const };
  const { shipping: _, ...unknown } = order;
  const event = metricEventFor("Shipped", sampleEvent("shipment.updated", { order: unknown, shipment }));
  const { html, text } = renderMail("Shipped", "en", event);
  for (const part of [html, text]) expect(part).not.toMatch(/Track your parcel|Tracking number|Carrier/);
});

test.each([
  ["shipped", "Your order 100245 is on its way"],
  ["out_for_delivery", "Your order 100245 is out for delivery"],
  ["delivered", "Your order 100245 has been delivered"],
] as const)("a shipping update of status %s says so", (status, expected) => {
  const shipment = { number: "100245-1", status };
  const event = metricEventFor("Shipping Update", sampleEvent("shipment.updated", { order, shipment }));
  expect(renderMail("Shipping Update", "en", event).subject).toBe(expected);
});

test.each(["Delivered", "Out for delivery", "Shipping Update"] as const)(
  "%s offers to follow what is still under way",
  (metric) => {
    const { html, text } = renderMail(metric, "en", metricEventFor(metric, commerceEventFor(metric, order)));
    for (const part of [html, text]) expect(part.includes("Track your parcel")).toBe(metric !== "Delivered");
  },
);

test("a gift card without words, end or link is its code and what it is worth", () => {
  const giftCertificate = { id: "55", code: "FF-7Q2X", amount: "500.00", currency: "GBP" };
  const place = { country: "GB", siteLanguage: "en" };
  const event = metricEventFor(
    "Gift Certificate",
    sampleEvent("gift_certificate.issued", { giftCertificate, ...place }),
  );
  const { html, text } = renderMail("Gift Certificate", "en", event);
  expect(text).toContain("£500.00\nCode: FF-7Q2X\n");
  for (const part of [html, text]) expect(part).not.toMatch(/Valid until|Use the gift card/);
});

test("only the checkout left behind can be unsubscribed from", () => {
  const checkout = metricEventFor("Started Checkout", commerceEventFor("Started Checkout", order));
  expect(renderMail("Started Checkout", "en", checkout).html).toContain("unsubscribe");
  expect(placed({}).html).not.toContain("nsubscribe");
});
