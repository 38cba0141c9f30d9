import { expect, test } from "vitest";
import { DEMO_ACCOUNT } from "../../sandbox/klaviyo/options.ts";
import { sampleEvent, sampleOrder } from "../../src/commerce/samples.ts";
import { PATIENTLY } from "../databases.ts";
import { until } from "../until.ts";
import { inspectPage } from "./harness/inspect-page.ts";
import { openPageAs, openPageAsOwner } from "./harness/open-page.ts";
import { startWebService, type WebService } from "./harness/start-web-service.ts";

const { baseCurrency: _base, conversionRate: _rate, ...sekOrder } = { ...sampleOrder, currency: "SEK" };
const orderPlaced = (number: string, currency = "SEK") =>
  sampleEvent("order.placed", { order: { ...sekOrder, number, currency } }, { id: `placed-${number}` });

/** What the service tells of itself; workers tell every few seconds. */
async function untilOverview(service: WebService, what: string, holds: (text: string) => boolean): Promise<void> {
  await until(what, async () => holds(JSON.stringify(await service.admin("GET", "/overview"))));
}

test("an empty installation leads to its setup, and tells a viewer who does that", async () => {
  const service = await startWebService();
  const page = await openPageAsOwner(service);
  await page.getByRole("heading", { level: 1, name: "Set up a plugin" }).waitFor();
  const viewers = await openPageAs(service, "viewer");
  await viewers.getByText("Nothing is set up yet").waitFor();
  expect(await viewers.getByRole("link", { name: "Set up the first plugin" }).count()).toBe(0);
  await inspectPage(viewers, "overview-empty");
});

test("whoever hears nothing of the service is told so, and no longer that all is well", async () => {
  const service = await startWebService();
  await service.addShop();
  const page = await openPageAsOwner(service);
  await page.getByText("All is well").waitFor();
  await page.context().setOffline(true);
  await page.getByText("The service does not answer").waitFor();
  await page.getByText(/^What follows is from .*, and may be different now\.$/).waitFor();
  await expect.poll(() => page.getByText("All is well").count()).toBe(0);
  await inspectPage(page, "overview-offline");
  await page.context().setOffline(false);
  await page.getByText("All is well").waitFor();
});

test("all is well: queues, latency, quota, and events by the hour", async () => {
  const service = await startWebService();
  const key = await service.addShop();
  await service.push(
    key,
    ["1", "2", "3"].map((number) => orderPlaced(number)),
  );
  await service.push(key, [sampleEvent("customer.created", {})]);
  await untilOverview(service, "the worker has told", (text) => text.includes('"events":7,"p50Ms"'));
  const page = await openPageAsOwner(service);
  await page.getByText("All is well").waitFor();
  await page.getByRole("region", { name: "Waiting" }).getByText("Nothing waits").first().waitFor();
  const quota = page.getByRole("region", { name: "Klaviyo's quota in use" });
  await expect.poll(() => quota.textContent()).toMatch(/of \d[\d,]* this minute/);
  await page.locator(".recharts-bar").first().waitFor();
  await page.getByText("As a table").click();
  const table = page.getByRole("region", { name: "Events per hour" }).getByRole("table");
  await expect.poll(() => table.textContent()).toMatch(/Placed Order[\s\S]*7/);
  await inspectPage(page, "overview");
  await page.getByRole("combobox", { name: "Time" }).selectOption("Last 7 days");
  await page.locator(".recharts-bar").first().waitFor();
});

test("what stops events and what wants a look is named with the way to mend it", async () => {
  const service = await startWebService();
  const key = await service.addShop();
  service.klaviyo.addFault({
    match: { metric: "Ordered Product" },
    action: { status: 400, code: "invalid", detail: "No.", pointer: "/data/attributes/properties" },
  });
  await service.push(key, [orderPlaced("1"), orderPlaced("2", "USD")]);
  await untilOverview(service, "one is refused", (text) => text.includes("dead_letters"));
  service.klaviyo.changeKey({ key: DEMO_ACCOUNT.privateKeys[0]?.key ?? "", revoked: true });
  await service.push(key, [orderPlaced("3")]);
  await untilOverview(service, "the key is refused", (text) => text.includes("klaviyo_key_refused"));
  const page = await openPageAsOwner(service);
  await page.getByRole("alert").filter({ hasText: "Klaviyo refuses the private key." }).waitFor();
  await page.getByText("Klaviyo refused one event.").waitFor();
  await page.getByText("One event waits for a setting.").waitFor();
  await inspectPage(page, "overview-alarms");
  await page.getByRole("link", { name: "Show the refused events" }).click();
  await page.getByRole("heading", { level: 1, name: "Activity" }).waitFor();
  expect(new URL(page.url()).searchParams.get("state")).toBe("dead");
  await expect.poll(() => page.getByRole("button", { name: /^Details/ }).count(), PATIENTLY).toBe(1);
});
