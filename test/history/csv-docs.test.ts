import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { COLUMNS, NEEDED_COLUMNS } from "../../src/history/file/csv/csv-columns.ts";
import { readCsv } from "../../src/history/file/csv/csv-entries.ts";
import { eventsOfOrder } from "../../src/history/file/order-events.ts";

const text = await readFile(join(import.meta.dirname, "../../docs/export.md"), "utf8");
const ADDRESSES =
  /^(billing|shipping)_(first_name|last_name|company|address\d|city|region|region_code|country|country_code|zip|phone|email)$/;

test("the CSV file in docs/export.md is one", async () => {
  const [, example = ""] = /```csv\n(.*?)```/s.exec(text) ?? [];
  const folder = await mkdtemp(join(tmpdir(), "centra-klaviyo-docs-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "orders.csv");
  await writeFile(path, example);
  const types: string[][] = [];
  for await (const { entry, line } of readCsv(path, { offset: 0, line: 0 })) {
    if (entry.kind !== "order") throw new Error(JSON.stringify(entry));
    const made = eventsOfOrder(entry, line);
    if (!made.ok) throw new Error(made.problem.message);
    types.push(made.events.map(({ type }) => type));
  }
  expect(types).toEqual([["order.placed", "order.confirmed", "order.refunded"], ["order.placed"]]);
});

test("docs/export.md names every column, those in bold that must be there", () => {
  for (const name of COLUMNS.keys()) if (!ADDRESSES.test(name)) expect(text).toContain(`\`${name}\``);
  const bold = [...text.matchAll(/\*\*`([a-z_]+)`\*\*/g)].map(([, name]) => name);
  expect(bold.toSorted()).toEqual([...NEEDED_COLUMNS].toSorted());
});
