import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { z } from "zod";
import { sampleEvent, sampleOrder } from "../../src/commerce/samples.ts";
import { inspectPage } from "./harness/inspect-page.ts";
import { openPageAsOwner } from "./harness/open-page.ts";
import { startWebService, type WebService } from "./harness/start-web-service.ts";

/** A page with many fields takes axe its time. */
const LONG = 180_000;

const settingsSchema = z.looseObject({ name: z.string(), settings: z.record(z.string(), z.unknown()) });

async function openSettings(prepare: (service: WebService) => Promise<unknown> = async () => {}) {
  const service = await startWebService();
  const key = await service.addShop({ cartLink: "https://fjallform.com/abandoned-cart/{selection}" });
  await prepare(service);
  const page = await openPageAsOwner(service, "/app/plugins/shop");
  await page.getByRole("textbox", { name: "Plugin name" }).waitFor();
  const saved = async () => settingsSchema.parse(await service.admin("GET", "/plugins/shop"));
  return { service, key, page, saved };
}

const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true }).click();
const isSaved = (page: Page) => page.getByText("The settings are saved.").first().waitFor();

test(
  "the list shows each plugin at a glance and leads to its settings",
  async () => {
    const service = await startWebService();
    await service.addShop();
    await service.admin("POST", "/plugins", { id: "outlet", name: "Outlet", status: "inactive" });
    const page = await openPageAsOwner(service, "/app/plugins");
    const shop = page.getByRole("row", { name: /Fjäll & Form/ });
    await shop.waitFor();
    await expect.poll(() => shop.textContent()).toMatch(/Active.*Works.*nothing waits.*not connected/);
    await expect
      .poll(() => page.getByRole("row", { name: /Outlet/ }).textContent())
      .toMatch(/Finish setting up.*Inactive/);
    await inspectPage(page, "plugins");
    await page.getByRole("link", { name: "Fjäll & Form" }).click();
    await page.getByRole("heading", { level: 1, name: "Fjäll & Form" }).waitFor();
  },
  LONG,
);

test(
  "every field of the form is there, with its hint, and is saved by Ctrl+S",
  async () => {
    const { page, saved } = await openSettings();
    for (const label of ["Status", "Plugin", "API key", "API private key", "Base currency", "Language selected from"])
      expect(await page.getByLabel(label, { exact: true }).first().isVisible(), label).toBe(true);
    for (const text of [
      "Currency used as a default currency in Klaviyo account. This currency will be used in all reports across the account.",
      "without variant",
      "Use {selection} as a placeholder for selection id. E.g. https://example.com/abandoned-cart/{selection}",
      "Transfer historical data to Klaviyo according to setup",
      "Transfer historical data starting from",
      "Synchronisation status",
      "Restrict pricelists",
      "Restrict markets",
      "Restrict countries",
    ])
      expect(await page.getByText(text, { exact: true }).first().isVisible(), text).toBe(true);
    await inspectPage(page, "settings");

    await page.getByRole("textbox", { name: "Plugin name" }).fill("Fjäll & Form Norden");
    await page.getByRole("radiogroup", { name: "Use short product name" }).getByLabel("Yes").check();
    await page.getByLabel("Base currency").first().click();
    await page.getByLabel("Base currency").first().fill("norwegian");
    await page.getByRole("option", { name: "NOK – Norwegian Krone" }).click();
    const countries = page.getByRole("group", { name: "Restrict countries" });
    await countries.getByLabel("Norway").check();
    await countries.getByLabel("Sweden").check();
    expect(await countries.getByLabel("ALL", { exact: true }).isChecked()).toBe(false);
    await page.getByRole("switch", { name: "Ordered Product" }).click();
    await page.getByRole("button", { name: "More settings" }).click();
    await page.getByLabel("Languages of the shop").first().fill("NO");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+s");
    await isSaved(page);

    expect(await saved()).toMatchObject({
      name: "Fjäll & Form Norden",
      settings: {
        shortProductName: true,
        baseCurrency: "NOK",
        restrictCountries: ["NO", "SE"],
        disabledMetrics: ["Ordered Product"],
        languages: ["no"],
      },
    });
    await page.getByRole("heading", { level: 1, name: "Fjäll & Form Norden" }).waitFor();
  },
  LONG,
);

test(
  "what cannot be saved is told at its field, and nothing is saved",
  async () => {
    const { page, saved } = await openSettings();
    await page.getByRole("textbox", { name: "Plugin name" }).fill(" ");
    await page.getByRole("textbox", { name: "Cart link" }).fill("https://fjallform.com/cart");
    await page.getByRole("button", { name: "More settings" }).click();
    await page.getByRole("button", { name: "Add a rate" }).click();
    await page.getByPlaceholder("Currency").click();
    await page.getByRole("option", { name: /^USD/ }).click();
    await page.getByLabel("USD: Rate in SEK").fill("ten");
    await page.getByRole("button", { name: "More settings" }).click();
    await save(page);
    await page.getByText("Plugin name is empty.").waitFor();
    await page.getByText("Cart link lacks the placeholder {selection}.").waitFor();
    await page.getByText(/USD is not a positive decimal number/).waitFor();
    expect(await page.getByRole("textbox", { name: "Cart link" }).getAttribute("aria-invalid")).toBe("true");
    await expect.poll(() => page.evaluate("document.activeElement.value")).toBe(" ");
    await inspectPage(page, "settings-faults");
    expect((await saved()).name).toBe("Fjäll & Form");
  },
  LONG,
);

test(
  "the keys are tested as they stand in the form, and the private key never comes back",
  async () => {
    const { page } = await openSettings();
    expect(await page.content()).not.toContain("pk_");
    await page.getByRole("button", { name: "Test the connection to Klaviyo" }).click();
    await page
      .getByText(/^The keys work/)
      .first()
      .waitFor();
    await page.getByLabel("API private key", { exact: true }).fill("pk_of_somebody_else");
    await page.getByRole("button", { name: "Test the connection to Klaviyo" }).click();
    await page.getByText("Klaviyo does not know the private key.").waitFor();
    await page.getByLabel("API private key", { exact: true }).fill("no key");
    await page.getByRole("button", { name: "Test the connection to Klaviyo" }).click();
    await page.getByText("API private key is not a private API key: Klaviyo's begin with pk_.").waitFor();
  },
  LONG,
);

test(
  "a change says what it will do, on an order that has just come",
  async () => {
    const { service, key, page } = await openSettings();
    const lines = sampleOrder.lines.map((line) => ({ ...line, productName: "Sarek Anorak", variantName: "Moss" }));
    await service.push(key, sampleEvent("order.placed", { order: { ...sampleOrder, lines } }));
    await page.getByRole("radiogroup", { name: "Use short product name" }).getByLabel("Yes").check();
    await page.getByText("Mails of new orders will say “Sarek Anorak” where they said “Sarek Anorak Moss”.").waitFor();
    await page.getByRole("switch", { name: "Gift Certificate" }).click();
    await page.getByText("Gift Certificate will no longer be sent, and flows on it no longer start.").waitFor();
    await page.getByText(/on the newest event of this kind/).waitFor();
    await inspectPage(page, "settings-preview");
    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByRole("heading", { name: "What this change does" }).waitFor({ state: "detached" });
  },
  LONG,
);

test(
  "two people who edit at once are asked field by field, and neither loses a change",
  async () => {
    const { service, page, saved } = await openSettings();
    await service.admin("PATCH", "/plugins/shop", {
      version: 1,
      name: "Theirs",
      settings: { imageSize: "large", timeZone: "Europe/Oslo" },
    });
    await page.getByRole("textbox", { name: "Plugin name" }).fill("Mine");
    await page.getByRole("textbox", { name: "Product image size" }).fill("small");
    await page.getByRole("radiogroup", { name: "Use short product name" }).getByLabel("Yes").check();
    await save(page);
    const dialog = page.getByRole("dialog", { name: "Somebody else has changed this plugin meanwhile" });
    await dialog.getByText("Time zone: Europe/Oslo").waitFor();
    await inspectPage(page, "settings-merge");
    await dialog.getByLabel("Theirs: large").check();
    expect(await dialog.getByRole("button", { name: "Save both" }).isDisabled()).toBe(true);
    await dialog.getByLabel("Yours: Mine").check();
    await dialog.getByRole("button", { name: "Save both" }).click();
    await isSaved(page);
    expect(await saved()).toMatchObject({
      name: "Mine",
      settings: { imageSize: "large", timeZone: "Europe/Oslo", shortProductName: true },
    });
  },
  LONG,
);

test(
  "unsaved changes are guarded, within the app and on the way out",
  async () => {
    const { page } = await openSettings();
    await page.getByRole("textbox", { name: "Plugin name" }).fill("Other");
    await page.getByRole("link", { name: "Overview" }).click();
    const dialog = page.getByRole("dialog", { name: "There are unsaved changes" });
    await dialog.getByRole("button", { name: "Stay here" }).click();
    expect(await page.getByRole("textbox", { name: "Plugin name" }).inputValue()).toBe("Other");
    const asked = new Promise<string>((resolve) =>
      page.once("dialog", (native) => {
        resolve(native.type());
        void native.dismiss();
      }),
    );
    await page.close({ runBeforeUnload: true });
    expect(await asked).toBe("beforeunload");
    await page.getByRole("link", { name: "Overview" }).click();
    await dialog.getByRole("button", { name: "Leave without saving" }).click();
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  },
  LONG,
);

test(
  "a plugin is saved as new, with its key, and deleted by typing its name",
  async () => {
    const { service, page } = await openSettings();
    await page.getByRole("textbox", { name: "Product image size" }).fill("large");
    await page.getByRole("button", { name: "Save as new" }).click();
    const copying = page.getByRole("dialog", { name: "Save as new" });
    expect(await copying.getByLabel("Name of the new plugin").inputValue()).toBe("Fjäll & Form (copy)");
    await copying.getByLabel("Name of the new plugin").fill("Outlet");
    await copying.getByRole("button", { name: "Save as new" }).click();
    await page.getByRole("heading", { level: 1, name: "Outlet" }).waitFor();
    expect(await service.admin("GET", "/plugins/outlet")).toMatchObject({
      hasPrivateKey: true,
      settings: { imageSize: "large" },
    });

    await page.getByRole("button", { name: "Delete" }).press("Enter");
    const deleting = page.getByRole("dialog", { name: "Delete Outlet?" });
    await deleting.waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.evaluate("document.activeElement.textContent")).toBe("Delete");
    await page.keyboard.press("Enter");
    expect(await deleting.getByRole("button", { name: "Delete for ever" }).isDisabled()).toBe(true);
    await deleting.getByRole("textbox").fill("Outlet");
    await deleting.getByRole("button", { name: "Delete for ever" }).click();
    await page.getByRole("heading", { level: 1, name: "Plugins" }).waitFor();
    await page.getByRole("link", { name: "Fjäll & Form" }).waitFor();
    await expect.poll(() => page.getByRole("link", { name: "Outlet" }).count()).toBe(0);
  },
  LONG,
);

test(
  "push keys are shown once, listed without their secret, and revoked",
  async () => {
    const { service, page } = await openSettings();
    await page.getByRole("tab", { name: "Push keys" }).click();
    await page.getByLabel("Who uses it").fill("checkout");
    await page.getByRole("button", { name: "Make a key" }).click();
    const dialog = page.getByRole("dialog", { name: "The key of checkout" });
    const secret = (await dialog.locator("code").textContent()) ?? "";
    expect(secret).toMatch(/^ck_shop_/);
    await service.push(secret, sampleEvent("order.placed"));
    await dialog.getByRole("button", { name: "I have copied it" }).click();
    await page.getByRole("cell", { name: "checkout", exact: true }).waitFor();
    expect(await page.content()).not.toContain(secret);
    await inspectPage(page, "push-keys");
    await page.getByRole("button", { name: "Revoke the key of checkout" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await page.getByText(/^revoked/).waitFor();
    await expect(service.push(secret, sampleEvent("order.placed"))).rejects.toThrow("401");
  },
  LONG,
);

const ATTACK = `<img src=x onerror="document.title='broken'"><script>document.title='broken'</script>`;

test(
  "nothing that comes from elsewhere is run: names, errors of Klaviyo",
  async () => {
    const { page } = await openSettings((one) =>
      one.admin("PATCH", "/plugins/shop", {
        version: 1,
        name: ATTACK,
        settings: { restrictMarkets: [ATTACK], imageSize: ATTACK.slice(0, 90) },
      }),
    );
    await page.getByRole("heading", { level: 1, name: ATTACK }).waitFor();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog").getByText(ATTACK).first().waitFor();
    await page.keyboard.press("Escape");
    await page.goto("/app/plugins");
    await page.getByRole("link", { name: ATTACK }).waitFor();
    expect(await page.title()).toBe("Plugins · Klaviyo plugin for Centra");
  },
  LONG,
);

test(
  "who changed what, and what a change does, is a click away",
  async () => {
    const { page } = await openSettings();
    await page.getByRole("radiogroup", { name: "Use short product name" }).getByLabel("Yes").check();
    await page.getByRole("button", { name: "What it does" }).click();
    await expect.poll(() => page.evaluate("document.activeElement.id")).toBe("preview");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText(/^Last changed by The owner, /).waitFor();
    await page.getByRole("link", { name: "All changes" }).click();
    await page.getByText("Use short product name: No → Yes").waitFor();
    await page.getByText("added the plugin").waitFor();
    await inspectPage(page, "plugin-changes");
  },
  LONG,
);
