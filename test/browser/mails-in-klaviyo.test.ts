import { expect, test } from "vitest";
import { inspectPage } from "./harness/inspect-page.ts";
import { openPageAs } from "./harness/open-page.ts";
import { startWebService } from "./harness/start-web-service.ts";

test("an editor looks at the flows, has them made, and sees that nothing is left to do", async () => {
  const service = await startWebService();
  await service.addShop();
  const page = await openPageAs(service, "editor", "/app/emails/klaviyo");
  await page.getByRole("combobox", { name: "Languages" }).focus();
  await page.keyboard.type("Engl");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.type("swed");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await inspectPage(page, "mails-in-klaviyo-languages");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Show what would be done" }).click();
  const flow = page.getByRole("region", { name: /Placed Order$/ });
  await flow.getByText("Language equals sv.").waitFor({ timeout: 60_000 });
  await inspectPage(page, "mails-in-klaviyo-plan");
  await page.getByRole("button", { name: /^Do it: \d+ steps$/ }).click();
  await page.getByText("All was made.").waitFor({ timeout: 120_000 });
  await page.mouse.move(0, 0);
  await inspectPage(page, "mails-in-klaviyo-made");
  expect(service.klaviyo.flows().every(({ status }) => status === "draft")).toBe(true);
  await page.getByRole("button", { name: "Show what would be done" }).click();
  await page.getByText("Nothing is to be done: all is there as it should be.").waitFor({ timeout: 60_000 });
}, 300_000);

test("a viewer looks, and cannot make anything", async () => {
  const service = await startWebService();
  await service.addShop();
  const page = await openPageAs(service, "viewer", "/app/emails/klaviyo");
  await page.getByRole("button", { name: "Show what would be done" }).click();
  await page.getByText("What would be done").waitFor({ timeout: 60_000 });
  expect(await page.getByRole("button", { name: /^Do it/ }).count()).toBe(0);
}, 120_000);
