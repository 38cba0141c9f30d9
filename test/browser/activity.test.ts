import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { sampleEvent, sampleOrder } from "../../src/commerce/samples.ts";
import { PATIENTLY } from "../databases.ts";
import { until } from "../until.ts";
import { inspectPage } from "./harness/inspect-page.ts";
import { openPageAs, openPageAsOwner } from "./harness/open-page.ts";
import { FROM_OWN_PAGE } from "./harness/sign-in-as.ts";
import { startWebService, type WebService } from "./harness/start-web-service.ts";

const EVIL = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";

const refusal = { status: 400, code: "invalid", detail: EVIL, pointer: "/data/attributes/properties" };

interface Placed {
  readonly number: string;
  readonly email?: string;
  readonly firstName?: string;
  readonly productName?: string;
  readonly currency?: string;
}

function orderPlaced({ number, email = "eva@fjall-form.se", firstName = "Eva", ...more }: Placed) {
  const { baseCurrency: _base, conversionRate: _rate, ...order } = sampleOrder;
  const [line] = order.lines;
  const customer = { ...order.customer, email, firstName, lastName: "Berg" };
  const lines = line === undefined ? [] : [{ ...line, productName: more.productName ?? line.productName }];
  const currency = more.currency ?? "SEK";
  return sampleEvent(
    "order.placed",
    { order: { ...order, number, customer, lines, currency } },
    { id: `placed-${number}` },
  );
}

async function waitUntilSettled(service: WebService): Promise<void> {
  await until("nothing waits any more", async () => {
    const { events } = (await service.admin("GET", "/events?state=pending")) as { events: unknown[] };
    return events.length === 0;
  });
}

/** The place of the row that has the focus, from 0. */
const FOCUSED_ROW = '[...document.querySelectorAll("ul > li")].indexOf(document.activeElement.closest("ul > li"))';

const rows = (page: Page) => page.getByRole("list", { name: "Events, newest first" }).locator("> li");

test("events appear as they happen, and what becomes of them", async () => {
  const service = await startWebService();
  const key = await service.addShop({ timeZone: "Asia/Tokyo" });
  const page = await openPageAsOwner(service, "/app/activity");
  await page.getByText("Nothing has happened yet").waitFor();
  await page.getByText("Live", { exact: true }).waitFor();
  await inspectPage(page, "activity-empty");
  await service.push(key, [orderPlaced({ number: "1" })]);
  await rows(page).filter({ hasText: "Placed Order" }).filter({ hasText: "Delivered" }).waitFor();
  await rows(page).filter({ hasText: "Ordered Product" }).filter({ hasText: "Delivered" }).waitFor();
  const [placed] = await rows(page).filter({ hasText: "Placed Order" }).allInnerTexts();
  expect(placed).toContain("Eva Berg");
  expect(placed).toContain("eva@fjall-form.se");
  // 09:26:53 in Stockholm.
  expect(placed).toContain("14 Mar at 5:26 pm");
});

test("an event unfolds every property in alphabetical order, and its way", async () => {
  const service = await startWebService();
  await service.push(await service.addShop(), [orderPlaced({ number: "64" })]);
  await waitUntilSettled(service);
  const page = await openPageAsOwner(service, "/app/activity?metric=Placed+Order");
  await page.getByRole("button", { name: "Details: Placed Order, Eva Berg" }).click();
  await page.getByText("Placed Order Value:").waitFor();
  const names = await page.getByRole("region", { name: "Properties" }).getByRole("term").allInnerTexts();
  expect(names.length).toBeGreaterThan(10);
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, "en")));
  const way = await page.getByRole("region", { name: "Its way" }).textContent();
  expect(way).toContain("Received: order.placed from /shops/ascaro (placed-64)");
  expect(way).toContain("Klaviyo accepted it (202) at attempt 1");
  await inspectPage(page, "activity-details");
  await page.getByRole("button", { name: "Collapse: Placed Order, Eva Berg" }).click();
  await expect.poll(() => page.getByText("Placed Order Value:").count(), PATIENTLY).toBe(0);
});

test("the address holds the search, by customer, order, metric, state and time", async () => {
  const service = await startWebService();
  const key = await service.addShop();
  await service.push(key, [orderPlaced({ number: "1" }), orderPlaced({ number: "2", email: "ida@fjall-form.se" })]);
  await waitUntilSettled(service);
  const page = await openPageAsOwner(service, "/app/activity");
  await expect.poll(() => rows(page).count(), PATIENTLY).toBe(4);
  const term = page.getByRole("searchbox", { name: "E-mail or order number" });
  await term.fill("Ida@fjall-form.se");
  await term.press("Enter");
  await expect.poll(() => rows(page).count(), PATIENTLY).toBe(2);
  expect(new URL(page.url()).searchParams.get("email")).toBe("Ida@fjall-form.se");
  await page.getByRole("combobox", { name: "Metric" }).selectOption("Placed Order");
  await expect.poll(() => rows(page).count(), PATIENTLY).toBe(1);
  await page.reload();
  await expect.poll(() => rows(page).count(), PATIENTLY).toBe(1);
  await page.goBack();
  await expect.poll(() => rows(page).count(), PATIENTLY).toBe(2);
  await page.getByRole("button", { name: "Show everything" }).click();
  await expect.poll(() => rows(page).count(), PATIENTLY).toBe(4);
  await page.goto("/app/activity?order=1&state=delivered&last=1h");
  await expect.poll(() => rows(page).count(), PATIENTLY).toBe(2);
  await page.goto("/app/activity?order=1&until=2020-01-01T00:00:00Z");
  await page.getByText("No event matches").waitFor();
});

test("the keyboard walks the feed", async () => {
  const service = await startWebService();
  await service.push(await service.addShop(), [orderPlaced({ number: "1" }), orderPlaced({ number: "2" })]);
  await waitUntilSettled(service);
  const page = await openPageAsOwner(service, "/app/activity?metric=Placed+Order");
  await expect.poll(() => rows(page).count(), PATIENTLY).toBe(2);
  const focused = () => page.evaluate("document.activeElement.getAttribute('aria-label')");
  await rows(page).nth(0).getByRole("button").focus();
  await page.keyboard.press("j");
  await expect.poll(() => page.evaluate(FOCUSED_ROW)).toBe(1);
  await page.keyboard.press("Enter");
  await expect.poll(focused).toContain("Collapse");
  await page.keyboard.press("k");
  await expect.poll(focused).toContain("Details");
  await page.keyboard.press("/");
  await expect.poll(() => page.evaluate("document.activeElement.type")).toBe("search");
});

test("a refused event says why, and is sent again, one or all", async () => {
  const service = await startWebService();
  const key = await service.addShop();
  service.klaviyo.addFault({ match: { metric: "Placed Order" }, times: 2, action: refusal });
  await service.push(key, [orderPlaced({ number: "1" }), orderPlaced({ number: "2" })]);
  await waitUntilSettled(service);
  const page = await openPageAsOwner(service, "/app/activity?state=dead");
  await expect.poll(() => rows(page).count(), PATIENTLY).toBe(2);
  await rows(page).nth(0).getByRole("button").click();
  await page.getByText("Klaviyo refused this event").waitFor();
  expect(await page.getByRole("listitem").filter({ hasText: EVIL }).count()).toBeGreaterThan(0);
  await inspectPage(page, "activity-refused");
  await page.getByRole("button", { name: "Send again" }).click();
  await expect.poll(() => rows(page).count(), PATIENTLY).toBe(1);
  await page.getByRole("button", { name: "Send all again …" }).click();
  await page.getByText("one event is about to be sent").waitFor();
  await inspectPage(page, "activity-replay");
  await page.getByRole("button", { name: "Send them" }).click();
  await page.getByText("One event is on its way again.").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await page.getByText("No event matches").waitFor();
  expect(await page.title()).not.toBe("owned");
});

test("what was left out is sent after all, and what is held goes when its setting is there", async () => {
  const service = await startWebService();
  const key = await service.addShop({ disabledMetrics: ["Placed Order"] });
  await service.push(key, [orderPlaced({ number: "1" }), orderPlaced({ number: "2", currency: "USD" })]);
  const page = await openPageAsOwner(service, "/app/activity?state=skipped");
  await rows(page).nth(0).getByRole("button").click();
  await page.getByText("This event was left out").waitFor();
  await inspectPage(page, "activity-left-out");
  await page.getByRole("button", { name: "Send after all", exact: true }).click();
  await page.getByText("No event matches").waitFor();
  await page.getByRole("combobox", { name: "State" }).selectOption("Held");
  await page.getByText("USD", { exact: false }).first().waitFor();
  await inspectPage(page, "activity-held");
  const release = page.getByRole("button", { name: "Try those of Fjäll & Form now" });
  await release.click();
  await page.getByText("None could go").waitFor();
  const { version } = (await service.admin("GET", "/plugins/shop")) as { version: number };
  await service.admin("PATCH", "/plugins/shop", { version, settings: { exchangeRates: { USD: "10.5" } } });
  await page.goto("/app/activity?order=2");
  await expect.poll(() => rows(page).count(), PATIENTLY).toBe(2);
});

test("nothing that comes from a shop runs", async () => {
  const service = await startWebService();
  const key = await service.addShop();
  await service.push(key, [orderPlaced({ number: EVIL, firstName: EVIL, productName: EVIL })]);
  await waitUntilSettled(service);
  const page = await openPageAsOwner(service, `/app/activity?metric=Placed+Order&order=${encodeURIComponent(EVIL)}`);
  await rows(page).filter({ hasText: EVIL }).getByRole("button").click();
  await page.getByText("Placed Order Value:").waitFor();
  expect(await page.title()).toBe("Activity · Klaviyo plugin for Centra");
  expect(await page.locator("main img, main script").count()).toBe(0);
});

test("a credential is masked", async () => {
  const service = await startWebService();
  const key = await service.addShop();
  const link = "https://ascaro-shop.com/password-reset?c=very-secret";
  await service.push(key, [sampleEvent("customer.password_reset_requested", { link })]);
  const page = await openPageAsOwner(service, "/app/activity");
  await rows(page).nth(0).getByRole("button").click();
  await page.getByRole("region", { name: "Properties" }).waitFor();
  expect(await page.content()).not.toContain("very-secret");
});

test("a viewer sees why, and is offered nothing that only editors may do", async () => {
  const service = await startWebService();
  const key = await service.addShop({ disabledMetrics: ["Placed Order"] });
  await service.push(key, [orderPlaced({ number: "1" }), orderPlaced({ number: "2", currency: "USD" })]);
  const page = await openPageAs(service, "viewer", "/app/activity?state=skipped");
  await rows(page).nth(0).getByRole("button").click();
  await page.getByText("This event was left out").waitFor();
  expect(await page.getByRole("button", { name: /Send/ }).count()).toBe(0);
  expect(await page.getByRole("link", { name: "Try it" }).count()).toBe(0);
  await page.getByRole("combobox", { name: "State" }).selectOption("Held");
  await page.getByText("No rate is known").waitFor();
  expect(await page.getByRole("button", { name: /^Try those/ }).count()).toBe(0);
  const refused = await page.evaluate(
    `Promise.all(["events/replay", "held/release", "plugins/shop/samples"].map((path) =>
      fetch("/v1/admin/" + path, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" })
        .then(({ status }) => status)))`,
  );
  expect(refused).toEqual([403, 403, 403]);
});

test("the stream ends with the session, and leads to the sign-in", async () => {
  const service = await startWebService();
  await service.addShop();
  const page = await openPageAsOwner(service, "/app/activity");
  await page.getByText("Live", { exact: true }).waitFor();
  const answer = await page.request.delete("/v1/session", { headers: FROM_OWN_PAGE });
  expect(answer.status()).toBe(204);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
});
