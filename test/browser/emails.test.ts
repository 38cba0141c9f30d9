import type { FrameLocator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { sampleEvent, sampleOrder } from "../../src/commerce/samples.ts";
import { inspectPage } from "./harness/inspect-page.ts";
import { openPageAsOwner } from "./harness/open-page.ts";
import { startWebService } from "./harness/start-web-service.ts";

const SWEDISH = "/app/emails?metric=Placed+Order&language=sv";

function mailIn(page: Page): FrameLocator {
  return page.frameLocator('iframe[title^="The mail"]');
}

/** Of the element of the mail that has this text and nothing else. */
async function colorOf(page: Page, text: string): Promise<unknown> {
  const frame = page.frames().find((one) => one.url().includes("mail-frame"));
  return frame?.evaluate(
    `getComputedStyle([...document.body.querySelectorAll("*")].find((one) => one.textContent.trim() === ${JSON.stringify(text)} && one.children.length === 0)).color`,
  );
}

test("a mail is seen as a customer gets it: in kronor, on desktop and phone, light and dark, and as plain text", async () => {
  const service = await startWebService();
  await service.addShop();
  const page = await openPageAsOwner(service, SWEDISH);
  await page.getByRole("heading", { name: "Tack för din order 102" }).waitFor();
  await mailIn(page).getByText("324,50 kr").first().waitFor();
  await inspectPage(page, "emails");
  await page.getByText("Phone", { exact: true }).click();
  await expect.poll(async () => (await page.locator("iframe").boundingBox())?.width).toBe(375);
  const headingColor = () => colorOf(page, "Tack för din order");
  await expect.poll(headingColor).toBe("rgb(26, 26, 26)");
  await page.getByText("Read on dark").click();
  await expect.poll(headingColor).toBe("rgb(242, 242, 242)");
  await inspectPage(page, "emails-on-phone-dark");
  await page.getByText("Plain text", { exact: true }).click();
  await page.getByText("Delsumma: 329,50 kr").waitFor();
  await page.getByLabel("Metric").selectOption("Started Checkout");
  await page.getByText("Marketing: only for those who agreed to it").waitFor();
  expect(page.url()).toContain("metric=Started+Checkout");
});

test("words are tried at once, refused where they cannot be, saved, and taken back", async () => {
  const service = await startWebService();
  await service.addShop();
  const page = await openPageAsOwner(service, SWEDISH);
  const subject = page.getByLabel("Placed order: subject", { exact: true });
  await subject.fill("Hej {kund}");
  await page.getByText("{kund} is no placeholder.").first().waitFor();
  await subject.fill("Hurra, {order}!");
  await page.getByRole("heading", { name: "Hurra, 102!" }).waitFor();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The texts are saved.").waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Hurra, 102!" }).waitFor();
  await page.getByRole("button", { name: "Take the standard text back for Placed order: subject" }).click();
  await page.getByRole("heading", { name: "Tack för din order 102" }).waitFor();
});

test("words that are not saved are asked about, and a template stays, when another language is looked at", async () => {
  const service = await startWebService();
  await service.addShop();
  const page = await openPageAsOwner(service, SWEDISH);
  await page.getByLabel("Placed order: subject", { exact: true }).fill("Hurra, {order}!");
  await page.getByLabel("Language").selectOption("German");
  await page
    .getByRole("dialog", { name: "There are unsaved changes" })
    .getByRole("button", { name: "Stay here" })
    .click();
  await page.getByRole("heading", { name: "Hurra, 102!" }).waitFor();
  await page.getByLabel("Language").selectOption("German");
  await page.getByRole("button", { name: "Leave without saving" }).click();
  await page.getByRole("heading", { name: /^Danke/ }).waitFor();

  await page.getByRole("tab", { name: "Own template" }).click();
  await page.getByLabel("Subject line").fill("Order {{ event.OrderId }}");
  await page.getByLabel("HTML", { exact: true }).fill("{{ event.$value }}");
  await page.getByText(/^Error: HTML, line 1, column/).waitFor();
  await page.getByText(/^Line 1, column \d+: /).waitFor();
  await page.getByLabel("Language").selectOption("French");
  await page.getByRole("tab", { name: "Own template" }).click();
  expect(await page.getByLabel("Subject line").inputValue()).toBe("Order {{ event.OrderId }}");
});

test("a template of one's own is shown and checked, with a real event and its variables", async () => {
  const service = await startWebService();
  const key = await service.addShop();
  await service.push(key, sampleEvent("order.placed", { order: { ...sampleOrder, number: "7007" } }));
  const page = await openPageAsOwner(service, SWEDISH);
  const events = page.getByLabel("Shown with");
  await events.locator("option", { hasText: "7007" }).waitFor({ state: "attached" });
  const value = await events.locator("option", { hasText: "7007" }).first().getAttribute("value");
  await events.selectOption(value);
  await page.getByRole("heading", { name: "Tack för din order 7007" }).waitFor();
  await page.getByRole("tab", { name: "Own template" }).click();
  await page.getByLabel("Subject line").fill("Order {{ event.OrderId }}");
  await page
    .getByLabel("HTML", { exact: true })
    .fill("<h1>{{ event.OrderID }}</h1>\n<p>{{ event.GrossPaidPrice }} {{ event.Nope }}</p>");
  await page.getByRole("heading", { name: "Order 7007" }).waitFor();
  await page.getByRole("tab", { name: "Remarks (3)" }).click();
  await page.getByText("Did you mean OrderId?").waitFor();
  await page.getByText("Warning: HTML, line 2, column 7").waitFor();
  await inspectPage(page, "emails-own-template");
  await page.getByRole("tab", { name: "Variables (2 missing)" }).click();
  await page.getByText("event.Nope").waitFor();
  await inspectPage(page, "emails-variables");
});

test("nothing that an event or a template says runs, loads, leads away, or reaches the page", async () => {
  const service = await startWebService();
  const key = await service.addShop();
  const attack = `<script>parent.hurt=1</script><img src=x onerror="parent.hurt=1">`;
  const [line] = sampleOrder.lines;
  if (line === undefined) throw new Error("The sample has no line.");
  const order = { ...sampleOrder, lines: [{ ...line, productName: attack }] };
  await service.push(key, sampleEvent("order.placed", { order }));
  const page = await openPageAsOwner(service, `${SWEDISH}&event=1`);
  await mailIn(page).getByText("parent.hurt=1").first().waitFor();

  await page.getByRole("tab", { name: "Own template" }).click();
  const template = `${attack}{{ event.ItemNames.0|safe }}<p id="shown" onclick="parent.hurt=1" style="background:url(https://evil.test/a)">Shown</p>
    <style>@import "https://evil.test/b"; p { background: url('https://evil.test/c'); color: rgb(1, 2, 3) }</style>
    <link rel=stylesheet href="https://evil.test/d"><iframe src="https://evil.test/e"></iframe><meta http-equiv=refresh content="0;url=https://evil.test/f">
    <base href="https://evil.test/"><form action="https://evil.test/g"><button>Send</button></form><svg onload="parent.hurt=1"></svg>
    <a id="link" href="javascript:parent.hurt=1">Link</a><a id="away" href="https://evil.test/h">Away</a><img srcset="https://evil.test/i 1x" src="https://evil.test/j">`;
  await page.getByLabel("HTML", { exact: true }).fill(template.replaceAll("\n", " "));
  const mail = mailIn(page);
  await mail.locator("#shown").click();
  const frame = page.frames().find((one) => one.url().includes("mail-frame"));
  expect(await frame?.evaluate("getComputedStyle(document.querySelector('#shown')).color")).toBe("rgb(1, 2, 3)");
  await mail.locator("#link").click();
  await mail.locator("#away").click();
  await mail.locator("#shown").waitFor();
  expect(await page.evaluate("window.hurt")).toBeUndefined();
  expect(await mail.locator("script, iframe, form, base, link, [onclick], [onerror]").count()).toBe(0);
});

test("pictures are loaded only when somebody asks for them", async () => {
  const service = await startWebService();
  await service.addShop();
  const page = await openPageAsOwner(service, SWEDISH);
  const asked: string[] = [];
  await page.route("**/anorak.svg", async (route) => {
    asked.push(route.request().url());
    const headers = { "content-type": "image/svg+xml", "cross-origin-resource-policy": "cross-origin" };
    await route.fulfill({ headers, body: `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>` });
  });
  await page.getByRole("tab", { name: "Own template" }).click();
  await page
    .getByLabel("HTML", { exact: true })
    .fill(`<p>Picture:</p><img alt="Anorak" src="${service.url}/anorak.svg">`);
  await mailIn(page).getByText("Picture:").waitFor();
  expect(asked).toEqual([]);
  await page.getByRole("button", { name: "Load pictures" }).click();
  await expect.poll(() => asked).toEqual([`${service.url}/anorak.svg`]);
});
