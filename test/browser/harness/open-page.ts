import type { BrowserContext, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import type { Role } from "../../../src/users/role.ts";
import { openChromium } from "./chromium.ts";
import { signInAs } from "./sign-in-as.ts";
import type { WebService } from "./start-web-service.ts";

export const DESKTOP = { width: 1_280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** A page has so long, also on a machine that has much else to do. */
const PATIENCE_MS = 60_000;

/** Said by Chromium whenever an answer is an error, or none comes since the test has cut the line; the tests look at the page instead. */
const ANSWERED_WITH_AN_ERROR =
  /Failed to load resource: (the server responded with a status of|net::ERR_INTERNET_DISCONNECTED)/;

/**
 * A browser of its own, without any session. When the test ends, nothing may have been asked of another site, and neither
 * a script nor the page's security policy may have complained.
 */
export async function openPage(service: WebService, path = "/app", cookie?: string): Promise<Page> {
  const browser = await openChromium();
  const context = await browser.newContext({
    viewport: DESKTOP,
    locale: "en-GB",
    timezoneId: "Europe/Stockholm",
    reducedMotion: "reduce",
    baseURL: service.url,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const complaints = listenForComplaints(context, service.url);
  onTestFinished(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });
  const [name = "", value = ""] = cookie?.split("=") ?? [];
  if (cookie !== undefined)
    await context.addCookies([{ name, value, url: service.url, httpOnly: true, sameSite: "Strict" }]);
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

/** Opened by a new user of the role, who is signed in. */
export async function openPageAs(service: WebService, role: Role, path = "/app"): Promise<Page> {
  const { cookie } = await signInAs(service, role);
  return openPage(service, path, cookie);
}

/** Opened with all rights. */
export function openPageAsOwner(service: WebService, path = "/app"): Promise<Page> {
  return openPageAs(service, "owner", path);
}

function listenForComplaints(context: BrowserContext, url: string): string[] {
  const complaints: string[] = [];
  context.on("request", (request) => {
    if (!request.url().startsWith(url)) complaints.push(`asked for ${request.url()}`);
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  context.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !ANSWERED_WITH_AN_ERROR.test(text)) complaints.push(text);
  });
  return complaints;
}
