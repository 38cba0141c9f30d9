import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import { DEMO_ACCOUNT } from "../../sandbox/klaviyo/options.ts";
import { csvOfShop } from "../history/csv-of-shop.ts";
import { makeShop } from "../history/make-shop.ts";
import { inspectPage } from "./harness/inspect-page.ts";
import { openPageAs, openPageAsOwner } from "./harness/open-page.ts";
import { startWebService, type WebService } from "./harness/start-web-service.ts";

const CUSTOMERS = 60;
/** The form around them is looked at by the settings' own tests. */
const PANEL = { within: "section[aria-label='Historical export']" };
const DIALOG = { within: "[role=dialog]" };

/**
 * Klaviyo refuses the key, so everything waits and the export is not over. Answers what a person does about it, after which everything goes at
 * once: of a Klaviyo that is away each event would have to wait for its next attempt.
 */
function refuseTheKey(service: WebService): () => Promise<void> {
  const key = DEMO_ACCOUNT.privateKeys[0]?.key ?? "";
  service.klaviyo.changeKey({ key, revoked: true });
  return async () => {
    service.klaviyo.changeKey({ key, revoked: false });
    const { version } = z.looseObject({ version: z.number() }).parse(await service.admin("GET", "/plugins/shop"));
    await service.admin("PATCH", "/plugins/shop", { version, privateKey: key });
  };
}

async function startExport(service: WebService): Promise<void> {
  const { file } = z
    .object({ file: z.string() })
    .loose()
    .parse(await service.admin("POST", "/plugins/shop/export/files"));
  const lines = makeShop(CUSTOMERS, { first: "2022-09-01T00:00:00Z" }).flatMap((customer) => customer.lines);
  const bytes = Buffer.from(["this is no order", ...lines].map((line) => `${line}\n`).join(""));
  for (let offset = 0; offset < bytes.length; offset += 8_000_000) {
    const answer = await fetch(`${service.url}/v1/admin/plugins/shop/export/files/${file}?offset=${offset}`, {
      method: "PUT",
      headers: { authorization: `Bearer ${service.app.localToken}`, "content-type": "application/octet-stream" },
      body: bytes.subarray(offset, offset + 8_000_000),
    });
    expect(answer.status).toBe(200);
  }
  await service.admin("POST", "/plugins/shop/export/start", { from: "2022-09-01", file });
}

test("while an export is pending its fields are plain text, and it is paused, resumed and finished from there", async () => {
  const service = await startWebService();
  await service.addShop();
  const mendTheKey = refuseTheKey(service);
  const page = await openPageAsOwner(service, "/app/plugins/shop");
  const panel = page.getByRole("region", { name: "Historical export" });
  const question = "Transfer historical data to Klaviyo according to setup";
  await page.getByRole("radiogroup", { name: question }).waitFor();
  expect(await panel.getByRole("button", { name: "Start now" }).isDisabled()).toBe(true);
  await inspectPage(page, "export-not-synchronised", PANEL);

  await startExport(service);
  await page.reload();
  await panel.getByRole("button", { name: "Pause" }).waitFor();
  await page.getByText("1 Sept 2022").waitFor();
  expect(await page.getByRole("radiogroup", { name: question }).count()).toBe(0);
  await panel.getByText("on their way").waitFor();
  await inspectPage(page, "export-pending", PANEL);
  await panel.getByRole("button", { name: "Pause" }).click();
  await page.getByText("is paused").waitFor();
  await panel.getByRole("button", { name: "Go on" }).click();
  await panel.getByRole("button", { name: "Pause" }).waitFor();

  await mendTheKey();
  await page.getByText("Customers registered on and after 2022-09-01 have been synchronized").first().waitFor();
  await page.getByRole("radiogroup", { name: question }).waitFor();
  await inspectPage(page, "export-synchronised", PANEL);
  await panel.getByRole("button", { name: "Report" }).click();
  const report = page.getByRole("dialog", { name: "Report" });
  await report.getByRole("row", { name: /Ordered Product EUR/ }).waitFor();
  await inspectPage(page, "export-report", DIALOG);
  await report.getByRole("button", { name: "Read a sample back from Klaviyo" }).click();
  await report.getByText(/^(\d+) of \1 events that were read back are as they were sent/).waitFor();
  const download = page.waitForEvent("download");
  await report.getByRole("link", { name: "Download as CSV" }).click();
  expect((await download).suggestedFilename()).toBe("export-shop-2022-09-01.csv");
  await report.getByRole("button", { name: "Close" }).click();
  await panel.getByRole("button", { name: "1 problem" }).click();
  await page.getByRole("dialog", { name: "What could not be exported" }).getByText("line 1").waitFor();
});

test("a CSV file is counted and exported from the page; one that is wrong is refused, and nothing of it stays", async () => {
  const service = await startWebService();
  await service.addShop();
  const { version } = z.looseObject({ version: z.number() }).parse(await service.admin("GET", "/plugins/shop"));
  await service.admin("PATCH", "/plugins/shop", { version, settings: { transferHistoricalDataFrom: "2022-09-01" } });
  const shop = makeShop(CUSTOMERS, { first: "2022-09-01T00:00:00Z" });
  const { header, orders } = csvOfShop(shop);
  const csv = (lines: readonly string[]) => ({
    ...{ name: "orders.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) },
  });
  const page = await openPageAsOwner(service, "/app/plugins/shop");
  const panel = page.getByRole("region", { name: "Historical export" });
  const choose = async (file: ReturnType<typeof csv>) => {
    const opening = page.waitForEvent("filechooser");
    await panel.getByRole("button", { name: "From a file instead of the shop" }).click();
    await (await opening).setFiles(file);
  };
  await choose(csv(["order_number,total", ...orders]));
  await panel.getByRole("button", { name: "Start now" }).click();
  await panel.getByText('column 2, "total", is none that is known').waitFor();
  await inspectPage(page, "export-file-refused", PANEL);
  expect(await readdir(service.exportsFolder).catch(() => [])).toEqual([]);

  await choose(csv([header, ...orders.slice(1), (orders[0] ?? "").replace("SEK", "Kronor")]));
  await panel.getByRole("button", { name: "Count first" }).click();
  const trial = page.getByRole("dialog", { name: "What an export would send" });
  await trial.getByText("Some of it").waitFor();
  await trial.getByText(/column "base_currency"/).waitFor();
  await trial.locator("summary").first().click();
  await inspectPage(page, "export-counted", DIALOG);
  await trial.getByRole("button", { name: "Close" }).click();

  await choose(csv([header, ...orders]));
  await panel.getByRole("button", { name: "Start now" }).click();
  await page.getByText("Customers registered on and after 2022-09-01 have been synchronized").first().waitFor();
  const placed = service.klaviyo.events().filter(({ metric }) => metric === "Placed Order");
  expect(placed).toHaveLength(orders.length);
});

test("an export is cancelled after a question; a viewer can only look", async () => {
  const service = await startWebService();
  await service.addShop();
  refuseTheKey(service);
  await startExport(service);
  const viewer = await openPageAs(service, "viewer", "/app/plugins/shop");
  await viewer.getByRole("region", { name: "Historical export" }).getByRole("button", { name: "Report" }).waitFor();
  expect(await viewer.getByRole("button", { name: "Pause" }).count()).toBe(0);

  const page = await openPageAsOwner(service, "/app/plugins/shop");
  const panel = page.getByRole("region", { name: "Historical export" });
  await panel.getByRole("button", { name: "Cancel the export" }).click();
  const question = page.getByRole("dialog", { name: "Cancel the export?" });
  await inspectPage(page, "export-cancel", DIALOG);
  await question.getByRole("button", { name: "Cancel the export" }).click();
  await page.getByText("was cancelled after").waitFor();
  await panel.getByRole("button", { name: "Start now" }).waitFor();
});

test("choosing yes without a date, with one in the future, or without a shop, says what is missing and starts nothing", async () => {
  const service = await startWebService();
  await service.addShop();
  const page = await openPageAsOwner(service, "/app/plugins/shop");
  const group = page.getByRole("radiogroup", { name: "Transfer historical data to Klaviyo according to setup" });
  await group.getByRole("radio", { name: "Yes" }).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page
    .getByText(/choose the date/)
    .first()
    .waitFor();
  const date = page.getByLabel("Transfer historical data starting from");
  await date.fill("2999-01-01");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText(/is in the future.+ or an earlier date/).waitFor();
  await date.fill("2022-09-01");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page
    .getByText(/not connected to its shop/)
    .first()
    .waitFor();
  const status = z.looseObject({ status: z.string() }).parse(await service.admin("GET", "/plugins/shop/export"));
  expect(status.status).toBe("not_synchronised");
});
