import type { Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { startKlaviyoSandbox } from "../../sandbox/klaviyo/server.ts";
import { callApi, TEST_ACCOUNT } from "../../sandbox/klaviyo/testing/api-client.ts";
import { eventBody } from "../../sandbox/klaviyo/testing/bodies.ts";
import { flowBody, templateBody } from "../../sandbox/klaviyo/testing/flow-bodies.ts";
import { openChromium } from "./harness/chromium.ts";
import { inspectPage } from "./harness/inspect-page.ts";

const ATTACK = `<script>document.title = "taken"</script><img src="x" onerror="document.title = 'taken'">`;

/** The sandbox with a live flow that has sent a mail, and a page of it. */
async function openView({ note = ATTACK, firstName = ATTACK } = {}): Promise<Page> {
  const account = { ...TEST_ACCOUNT, organizationName: "Fjäll & Form", timezone: "Europe/Stockholm" };
  const sandbox = await startKlaviyoSandbox({ accounts: [account], limits: "off", ingestionDelayMs: 0 });
  const send = (uniqueId: string, changes: Record<string, unknown>, profile: Record<string, unknown>) =>
    callApi(sandbox, "POST", "/api/events", eventBody({ unique_id: uniqueId, time: null, ...changes }, profile));
  await send("seed", { backfill: true }, { email: "seed@shop.se" });
  const html = `<html lang="sv"><title>Hej</title><h1>Tack {{ first_name }}</h1>{{ event.Note|safe }}</html>`;
  const template = (await callApi(sandbox, "POST", "/api/templates", templateBody({ html }))).one().id;
  const metric = (await callApi(sandbox, "GET", "/api/metrics")).many().data[0]?.id ?? "";
  const flow = await callApi(sandbox, "POST", "/api/flows", flowBody({ metric, sv: template, en: template }));
  sandbox.changeFlow({ flow: flow.one().id, status: "live" });
  const anna = { email: "anna@shop.se", first_name: firstName, properties: { Language: "sv" } };
  await send("1001", { properties: { OrderId: "1001", Note: note, BillingAddress: { City: "Malmö" } } }, anna);
  const context = await (await openChromium()).newContext({ baseURL: sandbox.url, locale: "en-GB" });
  onTestFinished(async () => {
    await context.close();
    await sandbox.close();
  });
  context.setDefaultTimeout(60_000);
  return context.newPage();
}

test("the sandbox's own view is read with and without eyes, in light, dark and on a phone", async () => {
  const page = await openView();
  await page.goto("/");
  await page.getByText("Details").first().click();
  await page.getByText("BillingAddress").waitFor();
  await inspectPage(page, "sandbox-activity");
  for (const [link, name] of [
    ["Profiles", "sandbox-profiles"],
    ["Metrics", "sandbox-metrics"],
    ["Flows", "sandbox-flows"],
  ] as const) {
    await page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: link }).click();
    await inspectPage(page, name);
  }
  await page.getByRole("link", { name: "Order placed" }).click();
  await inspectPage(page, "sandbox-flow");
  await page.getByRole("button", { name: "Back to draft" }).click();
  await page.getByRole("button", { name: "Set live" }).waitFor();
});

test("a single mail, too", async () => {
  const page = await openView({ note: "Till snart", firstName: "Anna" });
  await page.goto("/mails");
  await page.getByRole("link", { name: "1001" }).click();
  await page.frameLocator("iframe").first().getByText("Till snart").waitFor();
  await inspectPage(page, "sandbox-mail", { leftOut: "iframe" });
  const titles = await page
    .locator("iframe")
    .evaluateAll((frames) => frames.map((frame) => frame.getAttribute("title")));
  expect(titles).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/\w/)]);
  expect(new Set(titles).size).toBe(2);
});

test("a mail is shown as the customer gets it, and no script of it runs", async () => {
  const page = await openView();
  await page.goto("/mails");
  await inspectPage(page, "sandbox-mails");
  await page.getByRole("link", { name: "1001" }).click();
  const mail = page.frameLocator("iframe").first();
  await mail.getByRole("heading", { name: /^Tack/ }).waitFor();
  expect(await page.title()).not.toBe("taken");
  expect(page.frames().map((frame) => frame.name())).toHaveLength(3);
});
