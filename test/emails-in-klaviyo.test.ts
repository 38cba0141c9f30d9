import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import type { CommerceEvent } from "../src/commerce/commerce-event.ts";
import { sampleEvent, sampleOrder, sampleShipment } from "../src/commerce/samples.ts";
import { EMAIL_METRICS } from "../src/emails/templates/email-metrics.ts";
import { EMAIL_LANGUAGES } from "../src/emails/texts/texts.ts";
import { freshPostgresLocation, freshSqliteLocation, PATIENTLY } from "./databases.ts";
import { startWholeService } from "./whole-service.ts";

const runSchema = z.looseObject({ state: z.string(), problem: z.unknown() });
type Service = Awaited<ReturnType<typeof startWholeService>>;

/** `emails apply`, and every flow set live. */
async function setUpMails({ admin, klaviyo }: Service, order: Record<string, unknown> = {}): Promise<void> {
  expect((await admin("POST", "/plugins/shop/emails/apply", order)).status).toBe(202);
  await expect
    .poll(async () => runSchema.parse((await admin("GET", "/plugins/shop/emails/run")).body), { timeout: 120_000 })
    .toMatchObject({ state: "done", problem: null });
  klaviyo.changeFlow({ flow: "all", status: "live" });
}

/** Every commerce event that a mail comes of, of a customer who speaks the language. */
function eventsIn(language: string) {
  const customer = { id: language, email: `customer@shop-${language}.com`, firstName: "Åsa", lastName: "Berg" };
  const inLanguage = (name: string, value: unknown): unknown => {
    if (name === "customer") return customer;
    if (name === "siteLanguage") return language;
    const isIdentity = ["number", "selectionId", "id"].includes(name) && typeof value === "string";
    return isIdentity && !["68", "2", "3"].includes(value) ? `${value}-${language}` : value;
  };
  const spoken = (event: CommerceEvent): unknown => JSON.parse(JSON.stringify(event), inLanguage);
  const shipments = (["shipped", "out_for_delivery", "delivered"] as const).map((status) =>
    sampleEvent("shipment.updated", { shipment: { ...sampleShipment, status } }, { id: status }),
  );
  return [
    sampleEvent("customer.created"),
    sampleEvent("order.placed"),
    sampleEvent("order.confirmed"),
    sampleEvent("order.cancelled"),
    sampleEvent("order.refunded"),
    sampleEvent("customer.password_reset_requested"),
    sampleEvent("gift_certificate.issued"),
    ...shipments,
    // Last, since an order after it ends the wait for it.
    sampleEvent("checkout.started"),
  ].map(spoken);
}

describe.each([
  ["SQLite", freshSqliteLocation],
  ["PostgreSQL", freshPostgresLocation],
] as const)("mails in Klaviyo on %s", (_engine, freshLocation) => {
  async function start(languages: readonly string[]): Promise<Service> {
    const { location, remove } = await freshLocation();
    onTestFinished(remove);
    return startWholeService(location, {
      settings: { languageFrom: "site_language", languages, cartLink: "https://shop.se/cart/{selection}" },
      sandbox: { limits: "off" },
    });
  }

  it("an order of a Swedish customer becomes the Swedish mail, with prices in kronor", async () => {
    const service = await start(["en", "sv"]);
    await setUpMails(service, { metrics: ["Placed Order"] });
    const order = { ...sampleOrder, siteLanguage: "sv", currency: "SEK", conversionRate: "1" };
    await service.push([sampleEvent("order.placed", { order })]);
    await expect.poll(() => service.klaviyo.mails(), PATIENTLY).toHaveLength(1);
    const [mail] = service.klaviyo.mails();
    expect(mail).toMatchObject({ to: "jane.doe@ascaro-shop.com", language: "sv", subject: "Tack för din order 102" });
    expect(mail?.text).toMatch(/215,00\skr/);
    expect(mail?.html).toMatch(/215,00(\s|&nbsp;)kr/);
    expect(service.klaviyo.violations()).toEqual([]);
  });

  it("every mail in every language is sent, and none is skipped", async () => {
    const service = await start(EMAIL_LANGUAGES);
    await setUpMails(service, { metrics: EMAIL_METRICS });
    for (const language of EMAIL_LANGUAGES) {
      expect(await service.push(eventsIn(language))).toMatchObject({ status: 202 });
    }
    const expected = EMAIL_METRICS.length * EMAIL_LANGUAGES.length;
    const sent = () => {
      service.klaviyo.hurryFlows();
      return new Set(service.klaviyo.mails().map(({ messageName }) => messageName)).size;
    };
    await expect.poll(sent, { timeout: 60_000 }).toBe(expected);
    expect(service.klaviyo.skippedMails()).toEqual([]);
    expect(
      service.klaviyo.mails().every(({ html, text, subject }) => html !== "" && text !== "" && subject !== ""),
    ).toBe(true);
    expect(service.klaviyo.violations()).toEqual([]);
  }, 180_000);
});
