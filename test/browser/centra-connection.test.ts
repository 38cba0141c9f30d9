import { expect, test } from "vitest";
import { inspectPage } from "./harness/inspect-page.ts";
import { openPageAsOwner } from "./harness/open-page.ts";
import { startWebService, type WebService } from "./harness/start-web-service.ts";

/** A page with many fields takes axe its time. */
const LONG = 180_000;

/** What a market, a price list or an answer of Centra may be called. */
const ATTACK = `<img src=x onerror="document.title='broken'"><script>document.title='broken'</script>`;

async function openCentra(service: WebService) {
  await service.addShop();
  const page = await openPageAsOwner(service, "/app/plugins/shop?section=centra");
  await page.getByRole("heading", { name: "Connection to Centra" }).waitFor();
  return page;
}

test(
  "Centra is connected and examined, its names fill the settings, and it is disconnected",
  async () => {
    const service = await startWebService();
    const page = await openCentra(service);
    await page.getByLabel("Address of the Integration API").fill(service.centra.url);
    await page.getByLabel("Token", { exact: true }).fill(service.centra.token);
    await page.getByRole("button", { name: "Connect and examine" }).click();
    await page.getByText(/answers and takes the token/).waitFor();
    await page.getByText("Reading: what happens in the shop from now on is told.").waitFor();
    await inspectPage(page, "centra");
    expect(await page.content()).not.toContain(service.centra.token);

    await page.getByRole("tab", { name: "Settings" }).click();
    const markets = page.getByRole("group", { name: "Restrict markets" });
    await markets.getByRole("checkbox").nth(1).check();
    expect(await markets.getByLabel("ALL", { exact: true }).isChecked()).toBe(false);
    await page.getByRole("group", { name: "Restrict countries" }).getByLabel("Sweden").check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("The settings are saved.").first().waitFor();
    expect(await service.admin("GET", "/plugins/shop")).toMatchObject({
      settings: { restrictMarkets: [expect.stringMatching(/^\d+$/)], restrictCountries: ["SE"] },
    });

    await page.getByRole("tab", { name: "Centra" }).click();
    await page.getByRole("button", { name: "Disconnect" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
    await page.getByRole("button", { name: "Connect and examine" }).waitFor();
  },
  LONG,
);

test(
  "what is wrong with a connection is told at its field, or in Centra's own words",
  async () => {
    const service = await startWebService();
    const page = await openCentra(service);
    await page.getByLabel("Address of the Integration API").fill("http://shop.centra.com");
    await page.getByLabel("Token", { exact: true }).fill("token");
    await page.getByRole("button", { name: "Connect and examine" }).click();
    await page.getByText(/Address of the Integration API must begin with https/).waitFor();
    await page.getByLabel("Address of the Integration API").fill(service.centra.url);
    await page.getByRole("button", { name: "Connect and examine" }).click();
    await page.getByText("The connection does not work yet").waitFor();
    await page.getByText(/Centra refuses the token/).waitFor();
  },
  LONG,
);

test(
  "names and findings that come from Centra are shown as text",
  async () => {
    const service = await startWebService();
    const page = await openCentra(service);
    await service.admin("PUT", "/plugins/shop/centra", { apiUrl: service.centra.url, token: service.centra.token });
    const named = [{ value: "1", name: ATTACK }];
    await page.route("**/centra/options", (route) =>
      route.fulfill({
        json: Object.fromEntries(
          ["stores", "markets", "pricelists", "countries", "languages", "currencies", "imageSizes"].map((of) => [
            of,
            named,
          ]),
        ),
      }),
    );
    await page.route("**/centra/doctor", (route) =>
      route.fulfill({
        json: {
          ok: false,
          findings: [{ code: "x", level: "error", message: ATTACK, whatToDo: ATTACK }],
          limits: [],
          tokenExpiresAt: null,
          queue: { waiting: 0, oldestSeenAt: null },
        },
      }),
    );
    await page.reload();
    await page.getByRole("button", { name: "Examine the connection" }).click();
    await page.getByText(ATTACK).filter({ visible: true }).first().waitFor();
    await page.getByRole("tab", { name: "Settings" }).click();
    await page.getByRole("group", { name: "Restrict markets" }).getByLabel(ATTACK).check();
    await page.getByRole("group", { name: "Restrict countries" }).getByLabel(ATTACK).check();
    expect(await page.title()).toContain("Fjäll & Form");
  },
  LONG,
);
