import { expect, onTestFinished, test } from "vitest";
import { DEMO_ACCOUNT } from "../../sandbox/klaviyo/options.ts";
import { demoBeside } from "../../src/demo/demo-beside.ts";
import { METRIC_NAMES } from "../../src/metrics/metric-event.ts";
import { inspectPage } from "./harness/inspect-page.ts";
import { openPageAsOwner } from "./harness/open-page.ts";
import { startWebService } from "./harness/start-web-service.ts";

/** Several pages are looked at. */
const LONG = 180_000;
const KEY = DEMO_ACCOUNT.privateKeys[0]?.key ?? "";

test(
  "an empty installation leads from Klaviyo over Centra and sample data to going live",
  async () => {
    const service = await startWebService();
    const page = await openPageAsOwner(service, "/app/plugins");
    await page.getByRole("link", { name: "Set up the first plugin" }).click();
    await page.getByRole("heading", { level: 1, name: "Set up a plugin" }).waitFor();
    await page.getByText("npm run demo").waitFor();
    await inspectPage(page, "setup");

    await page.getByLabel("API private key", { exact: true }).fill(KEY);
    await page.getByRole("button", { name: "Test the connection to Klaviyo" }).click();
    await page
      .getByText(/^The keys work/)
      .first()
      .waitFor();
    await page.getByRole("textbox", { name: "Plugin name" }).fill("Fjäll & Form");
    expect(await page.getByLabel("API key", { exact: true }).inputValue()).toBe(DEMO_ACCOUNT.id);
    await page.getByRole("button", { name: "Save and go on" }).click();

    await page.getByLabel("Address of the Integration API").fill(service.centra.url);
    await page.getByLabel("Token", { exact: true }).fill(service.centra.token);
    await page.getByRole("button", { name: "Connect", exact: true }).click();

    await page.getByText(/answers and takes the token/).waitFor();
    await inspectPage(page, "setup-test");
    await page.getByRole("button", { name: "Go on" }).click();

    await page.getByLabel("E-mail address of the sample customer").fill("jane@example.com");
    await page.getByRole("button", { name: "Send one sample of every metric" }).click();
    await page.getByText(/is at a domain for examples/).waitFor();
    await page.getByLabel("E-mail address of the sample customer").fill("jane@fjallform.com");
    await page.getByRole("button", { name: "Send one sample of every metric" }).click();
    await page.getByText(`Klaviyo has taken ${METRIC_NAMES.length} samples.`).waitFor();
    await page.getByRole("button", { name: "Go on" }).click();

    expect(await service.admin("GET", "/plugins/fjall-form")).toMatchObject({ status: "inactive" });
    await page.getByRole("button", { name: "Go live", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Fjäll & Form" }).waitFor();
    expect(await service.admin("GET", "/plugins/fjall-form")).toMatchObject({ status: "active" });
  },
  LONG,
);

test(
  "a shop of another kind gets a push key, and can go on with the setup later",
  async () => {
    const service = await startWebService();
    await service.admin("POST", "/plugins", { name: "Outlet", privateKey: KEY, status: "inactive" });
    const page = await openPageAsOwner(service, "/app/plugins");
    await page.getByRole("link", { name: "Finish setting up" }).click();
    await page.getByLabel("From your own systems").check();
    await page.getByRole("button", { name: "Make a push key" }).click();
    await page
      .getByText(/^ck_outlet_/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("Events can be pushed with the plugin's key.").waitFor();
  },
  LONG,
);

test(
  "the demo shop is started at a button, and entered as its own owner",
  async () => {
    const demo = demoBeside();
    onTestFinished(() => demo.stop());
    const page = await openPageAsOwner(await startWebService({}, { startDemo: demo.start }), "/app/setup");
    await page.getByRole("button", { name: "Explore with the demo shop" }).click();
    const link = page.getByRole("link", { name: "Open the demo shop" });
    const address = new URL((await link.getAttribute("href")) ?? "");
    const password = (await page.locator("code").last().textContent()) ?? "";
    await page.getByText("Sign in there as anna@fjallform.com with this password:").waitFor();
    const signedIn = await fetch(new URL("/v1/session", address), {
      method: "POST",
      headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
      body: JSON.stringify({ email: "anna@fjallform.com", password }),
    });
    expect(address.hostname).toBe("localhost");
    expect(signedIn.status).toBe(200);
    await inspectPage(page, "setup-demo");
  },
  LONG,
);
