import sparticuz from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";
import { afterAll } from "vitest";

let browser: Promise<Browser> | null = null;

/** The real Chromium, one for each test file, started when a test first asks for it. */
export function openChromium(): Promise<Browser> {
  browser ??= launch();
  return browser;
}

afterAll(async () => {
  await (await browser)?.close();
  browser = null;
});

async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: [...sparticuz.args.filter((argument) => !WEAKENING.test(argument)), "--no-sandbox"],
    headless: true,
  });
}

/** What the package sets for servers that render foreign pages, and what would hide a mistake here. */
const WEAKENING = /disable-web-security|allow-running-insecure-content|single-process|no-zygote|disable-site-isolation/;
