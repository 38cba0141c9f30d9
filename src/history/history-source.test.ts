import { expect, test } from "vitest";
import { listSource } from "../../test/history/list-source.ts";
import { samplePlugin } from "../../test/history/sample-plugin.ts";
import { type HistoryPage, HistorySourceError } from "../commerce/history-source.ts";
import { sampleEvent } from "../commerce/samples.ts";

const shop = ["2022-08-31", "2022-09-01", "2022-09-02"].map((date, index) => ({
  createdAt: `${date}T00:00:00Z`,
  orders: 1,
  events: [sampleEvent("order.placed", {}, { id: `placed-${index}` })],
}));
const signal = AbortSignal.timeout(10_000);

test("a source gives what it has counted, page by page, the same at a cursor read again", async () => {
  const source = await listSource(shop, { pageSize: 1 })(samplePlugin, {
    since: Date.parse("2022-09-01T00:00:00Z"),
    includeGuests: false,
  });
  const pages: HistoryPage[] = [];
  for (let cursor: string | null = null; source !== null; ) {
    const page: HistoryPage = await source.read(cursor, signal);
    expect(await source.read(cursor, signal)).toEqual(page);
    pages.push(page);
    cursor = page.next;
    if (cursor === null) break;
  }
  expect(pages.flatMap(({ events }) => events.map(({ id }) => id))).toEqual(["placed-1", "placed-2"]);
  expect(await source?.count(signal)).toEqual({ customers: 2, orders: 2 });
  await expect(source?.read("nowhere", signal)).rejects.toBeInstanceOf(HistorySourceError);
});
