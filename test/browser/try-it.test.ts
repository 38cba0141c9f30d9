import { expect, test } from "vitest";
import { METRIC_NAMES } from "../../src/metrics/metric-event.ts";
import { PATIENTLY } from "../databases.ts";
import { inspectPage } from "./harness/inspect-page.ts";
import { openPageAsOwner } from "./harness/open-page.ts";
import { startWebService } from "./harness/start-web-service.ts";

test("a sample of every metric reaches Klaviyo while one looks on", async () => {
  const service = await startWebService();
  await service.addShop();
  const page = await openPageAsOwner(service, "/app/try");
  await page.getByRole("textbox", { name: "E-mail address" }).fill("eva@example.com");
  await page.getByRole("button", { name: "Send samples" }).click();
  await page.getByText("Klaviyo drops events for it without a word").waitFor();
  await page
    .getByRole("textbox", { name: "E-mail address" })
    .fill("Eva.Lindqvist-Bergstrom.of.Norrkoping@fjall-form.se");
  await page.getByRole("textbox", { name: "First name" }).fill("Eva");
  await inspectPage(page, "try-it");
  await page.getByRole("button", { name: "Send samples" }).click();
  await page
    .getByRole("heading", { name: "Samples for Eva.Lindqvist-Bergstrom.of.Norrkoping@fjall-form.se" })
    .waitFor();
  const rows = page
    .getByRole("list", { name: "Samples for Eva.Lindqvist-Bergstrom.of.Norrkoping@fjall-form.se" })
    .locator("> li");
  await expect
    .poll(() => rows.filter({ hasText: "Delivered" }).count(), PATIENTLY)
    .toBeGreaterThanOrEqual(METRIC_NAMES.length);
  await page.getByText(/^(\d+) of \1 settled$/).waitFor();
  await inspectPage(page, "try-it-sent");
  const received = service.klaviyo.events();
  expect(new Set(received.map(({ metric }) => metric))).toEqual(new Set(METRIC_NAMES));
  await page.getByRole("link", { name: "Show them in the activity" }).click();
  await page.getByRole("heading", { level: 1, name: "Activity" }).waitFor();
});

test("one metric alone", async () => {
  const service = await startWebService();
  await service.addShop();
  const page = await openPageAsOwner(service, "/app/try");
  await page.getByRole("textbox", { name: "E-mail address" }).fill("eva@fjall-form.se");
  await page.getByRole("checkbox", { name: "All metrics" }).uncheck();
  await page.getByText("Choose one metric at least.").waitFor();
  await page.getByRole("checkbox", { name: "Gift Certificate", exact: true }).check();
  await page.getByRole("button", { name: "Send samples" }).click();
  await page.getByText("1 of 1 settled").waitFor();
});

test("in a language of the shop's, so that the flow's mail in it is seen", async () => {
  const service = await startWebService();
  await service.addShop({ languages: ["sv", "de"] });
  const page = await openPageAsOwner(service, "/app/try");
  await page.getByRole("textbox", { name: "E-mail address" }).fill("eva@fjall-form.se");
  await page.getByRole("combobox", { name: "Language" }).selectOption("German");
  await page.getByRole("button", { name: "Send samples" }).click();
  await page.getByText(/^(\d+) of \1 settled$/).waitFor();
  await expect.poll(() => service.klaviyo.profiles().map(({ properties }) => properties.Language)).toEqual(["de"]);
});

test("samples of an inactive plugin go straight to Klaviyo, and the page says so", async () => {
  const service = await startWebService();
  await service.addShop();
  await service.admin("PATCH", "/plugins/shop", { version: 1, status: "inactive" });
  const page = await openPageAsOwner(service, "/app/try");
  await page.getByText("its samples go straight to Klaviyo").waitFor();
  await page.getByRole("textbox", { name: "E-mail address" }).fill("eva@fjall-form.se");
  await page.getByRole("button", { name: "Send samples" }).click();
  await page.getByText(`Klaviyo has taken ${METRIC_NAMES.length} samples.`).waitFor();
  await inspectPage(page, "try-it-straight");
  await expect.poll(() => service.klaviyo.events().length).toBe(METRIC_NAMES.length);
});

test.each(["/app/try", "/app/emails", "/app/emails/klaviyo", "/app/activity"])(
  "without a plugin %s leads to its setup",
  async (path) => {
    const page = await openPageAsOwner(await startWebService(), path);
    await page.getByRole("link", { name: "Set up the first plugin" }).click();
    await page.getByRole("heading", { level: 1, name: "Set up a plugin" }).waitFor();
  },
);
