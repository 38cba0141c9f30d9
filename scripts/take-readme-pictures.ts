/** `node scripts/take-readme-pictures.ts`: the README's pictures of the web app, taken anew after a day in the demo's shop. */
import { resolve } from "node:path";
import sparticuz from "@sparticuz/chromium";
import { chromium } from "playwright-core";
import { startDemoService } from "../src/demo/demo-service.ts";
import { playShopDay } from "../src/demo/run-demo.ts";
import { buildWhenStale } from "../web/build-when-stale.ts";

const FOLDER = resolve(import.meta.dirname, "../test/screenshots");

await buildWhenStale();
const service = await startDemoService();
const browser = await chromium.launch({ executablePath: await sparticuz.executablePath(), args: ["--no-sandbox"] });
try {
  await playShopDay(service, { step() {}, progress() {}, remark() {}, setUp() {} });
  const page = await browser.newPage({
    ...{ baseURL: service.url, viewport: { width: 1_280, height: 900 }, reducedMotion: "reduce" },
    ...{ locale: "en-GB", timezoneId: "Europe/Stockholm" },
  });
  await page.goto("/app/sign-in");
  await page.getByLabel("E-mail address").fill(service.owner.email);
  await page.getByLabel("Password").first().fill(service.owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("All is well").waitFor();
  await page.locator(".recharts-bar-rectangle path").last().waitFor();
  await page.screenshot({ path: resolve(FOLDER, "readme-overview.png") });
  await page.getByRole("link", { name: "Activity" }).click();
  await page.getByRole("list", { name: "Events, newest first" }).waitFor();
  await page.mouse.move(640, 230);
  await page.screenshot({ path: resolve(FOLDER, "readme-activity.png") });
} finally {
  await browser.close();
  await service.stop();
}
