import { expect, test } from "vitest";
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
    await page.getByText(ATTACK).first().waitFor();
    await page.getByRole("tab", { name: "Settings" }).click();
    await page.getByRole("group", { name: "Restrict markets" }).getByLabel(ATTACK).check();
    await page.getByRole("group", { name: "Restrict countries" }).getByLabel(ATTACK).check();
    expect(await page.title()).toContain("Fjäll & Form");
  },
  LONG,
);
