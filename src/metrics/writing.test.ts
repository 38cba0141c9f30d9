import { expect, test } from "vitest";
import { sampleCheckout, sampleEvent, sampleGiftCertificate, sampleOrder } from "../commerce/samples.ts";
import { mapCommerceEvent } from "./map-commerce-event.ts";
import { sampleSettings } from "./sample-settings.ts";
import { writingOf } from "./writing.ts";

test.each([
  ["sv-SE", "23 november 2026"],
  ["en-GB", "23 November 2026"],
  ["en-US", "November 23, 2026"],
  ["de-DE", "23. November 2026"],
  ["fr-FR", "23 novembre 2026"],
  ["nb-NO", "23. november 2026"],
  ["da-DK", "23. november 2026"],
  ["fi-FI", "23. marraskuuta 2026"],
  ["nl-NL", "23 november 2026"],
  ["pl-PL", "23 listopada 2026"],
  ["es-ES", "23 de noviembre de 2026"],
  ["it-IT", "23 novembre 2026"],
  ["th-TH", "23 พฤศจิกายน ค.ศ. 2026"],
  ["zz", "November 23, 2026"],
])("%s writes a day as %s", (locale, expected) => {
  expect(writingOf(locale, "EUR").date("2026-11-23 00:30:00")).toBe(expected);
});

test.each([
  ["fr-FR", "2026-12-01 12:00:00", "1er décembre 2026"],
  ["fr-CA", "2026-12-01 12:00:00", "1er décembre 2026"],
  ["fr-FR", "2026-12-11 12:00:00", "11 décembre 2026"],
  ["it-IT", "2026-12-01 12:00:00", "1 dicembre 2026"],
])("%s writes the day of %s as %s", (locale, shopTime, expected) => {
  expect(writingOf(locale, "EUR").date(shopTime)).toBe(expected);
});

test.each([
  ["sv-SE", 1, "one"],
  ["sv-SE", 2, "other"],
  ["fr-FR", 0, "one"],
  ["pl-PL", 1, "one"],
  ["pl-PL", 3, "few"],
  ["pl-PL", 5, "many"],
  ["pl-PL", 22, "few"],
])("%s counts %d as %s", (locale, count, expected) => {
  expect(writingOf(locale, "PLN").plural(count)).toBe(expected);
});

test("an order is written in the customer's language, as it is written in the country of delivery", () => {
  const properties = placed({ ...sampleOrder, country: "DE", currency: "EUR" });
  expect(properties).toMatchObject({
    CreatedDateFormatted: "14. März 2026",
    GrossPaidPriceInCustomerCurrencyFormatted: "215,00\u00a0€",
    SubtotalInCustomerCurrency: "200.00",
    SubtotalInCustomerCurrencyFormatted: "200,00\u00a0€",
    Shipping: { CostInCustomerCurrencyFormatted: "10,00\u00a0€" },
    Items: [{ GrossPaidPricePerUnitInCustomerCurrencyFormatted: "100,00\u00a0€" }],
    PieceCount: 2,
    PieceCountPlural: "other",
    HasDiscount: false,
    HasShippingCost: true,
    HasHandlingCost: true,
    HasOtherAmount: false,
    HasTax: true,
  });
});

test("the language decides, where the shop lacks the country's", () => {
  const settings = { ...sampleSettings, languages: ["en"] };
  expect(placed({ ...sampleOrder, country: "DE" }, settings).CreatedDateFormatted).toBe("14 March 2026");
});

test("a gift certificate that holds for ever has no written day", () => {
  const { dueAt: _, ...giftCertificate } = sampleGiftCertificate;
  const outcome = mapCommerceEvent(sampleEvent("gift_certificate.issued", { giftCertificate }), sampleSettings);
  const [gift] = outcome.kind === "mapped" ? outcome.events : [];
  expect(gift?.properties).toMatchObject({
    ValueInCustomerCurrencyFormatted: "100,00\u00a0€",
    DateFormatted: "14 mars 2026",
    DueDateFormatted: "",
  });
});

test("what is in the bag is written, too", () => {
  const outcome = mapCommerceEvent(sampleEvent("checkout.started", { checkout: sampleCheckout }), sampleSettings);
  const [started] = outcome.kind === "mapped" ? outcome.events : [];
  expect(started?.properties.SubtotalInCustomerCurrencyFormatted).toBe("200,00\u00a0€");
});

function placed(order: typeof sampleOrder, settings = sampleSettings) {
  const outcome = mapCommerceEvent(sampleEvent("order.placed", { order }), settings);
  const [event] = outcome.kind === "mapped" ? outcome.events : [];
  if (!event) throw new Error("Nothing was mapped.");
  return event.properties;
}
