import { expect, test } from "vitest";
import { inspectPage } from "./harness/inspect-page.ts";
import { openPage, openPageAsOwner, PHONE } from "./harness/open-page.ts";
import { startWebService } from "./harness/start-web-service.ts";

test("the address of the service leads a browser to the web app", async () => {
  const service = await startWebService();
  await service.addShop();
  const page = await openPageAsOwner(service, "/");
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/app");
  expect(await page.title()).toBe("Overview · Klaviyo plugin for Centra");
});

test("an address that leads nowhere says so", async () => {
  const page = await openPageAsOwner(await startWebService(), "/app/nowhere");
  await page.getByRole("heading", { name: "There is no such page" }).waitFor();
  await inspectPage(page, "not-found");
  await page.goto("/app/plugins/nowhere");
  await page.getByRole("heading", { level: 1, name: "No such plugin" }).waitFor();
  await page.getByText('There is no plugin "nowhere".').waitFor();
});

test("the keyboard reaches the content first, and shortcuts are listed", async () => {
  const page = await openPageAsOwner(await startWebService(), "/app/plugins");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("Tab");
  await expect.poll(() => page.evaluate("document.activeElement.textContent")).toBe("Skip to the content");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate("document.activeElement.id")).toBe("content");
  await page.keyboard.press("Control+/");
  await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
  await inspectPage(page, "shortcuts");
});

test("colours follow the system until somebody chooses, and the choice stays", async () => {
  const page = await openPageAsOwner(await startWebService());
  const scheme = () => page.evaluate("document.documentElement.dataset.mantineColorScheme");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(scheme).toBe("dark");
  await page.getByRole("button", { name: "Colours" }).click();
  await page.getByRole("menuitemradio", { name: "Light" }).click();
  await expect.poll(scheme).toBe("light");
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await expect.poll(scheme).toBe("light");
});

test("on a phone the list of pages opens and closes", async () => {
  const page = await openPageAsOwner(await startWebService());
  await page.setViewportSize(PHONE);
  await page.getByRole("button", { name: "Open the list of pages" }).click();
  await page.getByRole("link", { name: "Overview" }).waitFor();
  await page.getByRole("button", { name: "Close the list of pages" }).click();
});

test("the page forbids what it does not need", async () => {
  const service = await startWebService();
  await openPage(service);
  const answer = await fetch(`${service.url}/app/anything`);
  const policy = answer.headers.get("content-security-policy") ?? "";
  const text = await answer.text();
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe");
  expect(text).not.toMatch(/<script>|<style|\sstyle=|\son\w+=|https?:\/\//);
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
});
