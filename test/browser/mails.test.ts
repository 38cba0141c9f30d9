import type { Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { EMAIL_METRICS } from "../../src/emails/templates/email-metrics.ts";
import { EMAIL_LANGUAGES, type EmailLanguage } from "../../src/emails/texts/texts.ts";
import type { Branding } from "../../src/plugins/branding.ts";
import { renderMail } from "../emails/render-mail.ts";
import { commerceEventFor, metricEventFor, sampleBranding, sampleOrderFor } from "../emails/sample-shop.ts";
import { openChromium } from "./harness/chromium.ts";
import { inspectPage } from "./harness/inspect-page.ts";

/** The narrowest phone that is still about. */
const NARROW = { width: 320, height: 640 };

const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="500"><rect width="400" height="500" fill="#c9b8a8"/></svg>`;

/** A page that shows mails, with a stand-in for every picture. */
async function openMailPage(): Promise<Page> {
  const context = await (await openChromium()).newContext();
  onTestFinished(() => context.close());
  await context.route(/^https?:/, (route) => route.fulfill({ contentType: "image/svg+xml", body: PICTURE }));
  return context.newPage();
}

function htmlOf(metric: (typeof EMAIL_METRICS)[number], language: EmailLanguage, branding: Branding): string {
  const event = metricEventFor(metric, commerceEventFor(metric, sampleOrderFor(language)));
  return renderMail(metric, language, event, branding).html;
}

test.each(EMAIL_METRICS)("%s can be read by everyone, in light, in dark and on a phone", async (metric) => {
  const page = await openMailPage();
  await page.setContent(htmlOf(metric, "en", sampleBranding));
  await inspectPage(page, `mail-${metric.toLowerCase().replaceAll(" ", "-")}`);
});

test("so can the mails of a shop with a logo and colours of its own", async () => {
  const page = await openMailPage();
  const branding = {
    ...sampleBranding,
    logoUrl: "https://fjallform.com/logo.svg",
    logoDarkUrl: "https://fjallform.com/logo-on-dark.svg",
    accentColor: "#ffd400",
    backgroundColor: "#dfe8e4",
    textColor: "#5a5f2b",
  };
  await page.setContent(htmlOf("Shipped", "en", branding));
  await inspectPage(page, "mail-branded");
});

test("the longest names and numbers break their lines on the narrowest phone", async () => {
  const page = await openMailPage();
  await page.setViewportSize(NARROW);
  const order = sampleOrderFor("de");
  const long = "Donaudampfschifffahrtskapitänsmützenabzeichen".repeat(4);
  const lines = order.lines.map((line) => ({ ...line, productName: long, variantName: long, size: long }));
  const address = { ...order.shippingAddress, lastName: long, address1: long, city: long };
  const event = commerceEventFor("Placed Order", { ...order, lines, shippingAddress: address, paymentMethod: long });
  await page.setContent(renderMail("Placed Order", "de", metricEventFor("Placed Order", event)).html);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(NARROW.width);
});

test.each(EMAIL_LANGUAGES)("in %s nothing is wider than the narrowest phone", async (language) => {
  const page = await openMailPage();
  await page.setViewportSize(NARROW);
  for (const metric of EMAIL_METRICS) {
    await page.setContent(htmlOf(metric, language, sampleBranding));
    const width = await page.evaluate("document.documentElement.scrollWidth");
    expect(width, metric).toBeLessThanOrEqual(NARROW.width);
  }
});
