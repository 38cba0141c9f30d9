import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import type { PlacedEntry } from "../file-entry.ts";
import { eventsOfOrder } from "../order-events.ts";
import { NEEDED_COLUMNS } from "./csv-columns.ts";
import { readCsv } from "./csv-entries.ts";

const BEGIN = { offset: 0, line: 0 };

async function fileOf(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "centra-klaviyo-csv-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "orders.csv");
  await writeFile(path, text);
  return path;
}

async function readAll(path: string, from = BEGIN): Promise<PlacedEntry[]> {
  const entries: PlacedEntry[] = [];
  for await (const entry of readCsv(path, from)) entries.push(entry);
  return entries;
}

const ORDER = {
  order_number: "102",
  created_at: "2022-09-14T09:26:53+02:00",
  email: "Jane@shop.se",
  currency: "SEK",
  grand_total: "200.00",
  tax_amount: "40.00",
};
const LINE = {
  line_product_id: "1-1",
  line_product_name: "Jeans",
  line_quantity: "2",
  line_unit_price: "100.00",
  line_unit_original_price: "100.00",
  line_total: "200.00",
  line_tax_amount: "40.00",
  line_tax_percent: "25",
};
type Cells = Readonly<Record<string, string>>;

function textOf(rows: readonly Cells[], more: readonly string[] = []): string {
  const names = [...NEEDED_COLUMNS, ...more];
  return [names, ...rows.map((row) => names.map((name) => `"${(row[name] ?? "").replaceAll('"', '""')}"`))]
    .map((cells, index) => `${cells.join(",")}${index % 3 === 1 ? "\r\n" : "\n"}`)
    .join("");
}

/** What is wrong with the only order of the rows; its events' types when nothing is. */
async function judge(rows: readonly Cells[], more: readonly string[] = []) {
  const [placed] = await readAll(await fileOf(textOf(rows, more)));
  if (placed === undefined) throw new Error("no order");
  if (placed.entry.kind === "broken") return placed.entry.problem;
  if (placed.entry.kind !== "order") throw new Error(`it is ${placed.entry.kind}`);
  const made = eventsOfOrder(placed.entry, placed.line);
  return made.ok ? made.events.map(({ type }) => type) : made.problem;
}

describe("orders in CSV", () => {
  test("rows become what an NDJSON file has", async () => {
    const path = await fileOf(
      textOf(
        [
          {
            ...{ ...ORDER, ...LINE, customer_created_at: "2022-09-01T10:00:00+02:00", billing_city: "Malmö" },
            ...{ discount_amount: "5.00", line_categories: "1:shop|7:sale: now", confirmed_at: ORDER.created_at },
          },
          { ...LINE, line_id: "b", refund_id: "r1", refund_amount: "7.00", refund_lines: "1:1|b:2" },
          { order_number: "102", refund_amount: "1.00" },
        ],
        [
          ...["customer_created_at", "billing_city", "discount_amount", "line_categories", "confirmed_at"],
          ...["line_id", "refund_id", "refund_amount", "refund_lines"],
        ],
      ),
    );
    const [placed, ...others] = await readAll(path);
    expect(others).toEqual([]);
    expect(placed).toMatchObject({
      line: 2,
      entry: {
        ...{ kind: "order", email: "jane@shop.se", number: "102", faults: [] },
        accountCreatedAt: Date.parse("2022-09-01T10:00:00+02:00"),
        line: {
          order: {
            billingAddress: { city: "Malmö" },
            discounts: [{ amount: "5.00" }],
            lines: [
              { id: "1", quantity: 2, taxPercent: 25, categories: { "1": "shop", "7": "sale: now" } },
              { id: "b" },
            ],
          },
          confirmedAt: ORDER.created_at,
          refunds: [
            {
              ...{ id: "r1", amount: "7.00" },
              lines: [
                { lineId: "1", quantity: 1 },
                { lineId: "b", quantity: 2 },
              ],
            },
            { id: "2", amount: "1.00" },
          ],
        },
      },
    });
  });

  test.each<[string, readonly Cells[], string, (readonly string[])?]>([
    ["an amount that is none", [{ ...ORDER, ...LINE, grand_total: "200,00" }], 'line 2, column "grand_total": '],
    [
      "a quantity that is none",
      [
        { ...ORDER, ...LINE },
        { ...LINE, line_quantity: "two" },
      ],
      'line 3, column "line_quantity": ',
    ],
    [
      "a cell that is missing",
      [{ ...ORDER, ...LINE, line_unit_price: "" }],
      'line 2, column "line_unit_price": "unitPrice" is missing.',
    ],
    ["a time without a zone", [{ ...ORDER, ...LINE, created_at: "2022-09-14 09:26" }], 'line 2, column "created_at": '],
    ["no e-mail address", [{ ...ORDER, ...LINE, email: "" }], 'line 2, column "email": is missing.'],
    ["no order number", [{ ...ORDER, ...LINE, order_number: "" }], 'line 2, column "order_number": is missing.'],
    ["no line", [ORDER], "line 2"],
    [
      "a later row that says otherwise",
      [
        { ...ORDER, ...LINE },
        { ...LINE, grand_total: "7.00" },
      ],
      'line 3, column "grand_total": The cell differs from that of the order\'s first row, on line 2.',
    ],
    [
      "a refund's time",
      [
        { ...ORDER, ...LINE },
        { refund_amount: "7.00", refunded_at: "soon" },
      ],
      'line 3, column "refunded_at": ',
      ["refund_amount", "refunded_at"],
    ],
    [
      "an account's time",
      [{ ...ORDER, ...LINE, customer_created_at: "2022-09-01" }],
      'line 2, column "customer_created_at": ',
      ["customer_created_at"],
    ],
    [
      "a confirmation's time",
      [{ ...ORDER, ...LINE, confirmed_at: "yes" }],
      'line 2, column "confirmed_at": ',
      ["confirmed_at"],
    ],
    [
      "another encoding",
      [{ ...ORDER, ...LINE, line_product_name: "Br\uFFFDd" }],
      'line 2, column "line_product_name": The text is not in UTF-8.',
    ],
  ])("%s is named by line and column", async (_what, rows, words, more) => {
    expect(await judge(rows, more)).toMatchObject({ code: "order_invalid", message: expect.stringContaining(words) });
  });

  test("what is right has no fault", async () => {
    const later = ["confirmed_at", "cancelled_at", "cancel_reason", "refund_amount", "refunded_at"];
    const at = ORDER.created_at;
    const whole = { ...ORDER, ...LINE, confirmed_at: at, cancelled_at: at, refund_amount: "7.00", refunded_at: at };
    expect(await judge([whole], later)).toEqual([
      "order.placed",
      "order.confirmed",
      "order.cancelled",
      "order.refunded",
    ]);
  });

  test.each([
    ["nothing", "", "it is empty"],
    ["a column that is not known", `${NEEDED_COLUMNS},Totl\n`, `column ${NEEDED_COLUMNS.length + 1}, "totl"`],
    ["a column twice", `${NEEDED_COLUMNS},Email\n`, '"email", is there already'],
    ["a column too few", `${NEEDED_COLUMNS.slice(1)}\n`, "the column order_number must be there"],
  ])("a first row that has %s is refused", async (_what, text, words) => {
    await expect(readAll(await fileOf(text))).rejects.toMatchObject({
      code: "export_file_header_invalid",
      message: expect.stringContaining(words),
    });
  });

  test("names of columns may be written as people do", async () => {
    const header = NEEDED_COLUMNS.map((name) => name.replaceAll("_", " ").toUpperCase()).join(";");
    expect(await readAll(await fileOf(`\uFEFF${header}\r\n`))).toEqual([]);
  });

  test("a quote that is not closed is named by the line of its row", async () => {
    const path = await fileOf(`${textOf([{ ...ORDER, ...LINE }])}"103,x\n104,y\n`);
    await expect(readAll(path)).rejects.toMatchObject({
      code: "export_file_broken",
      isRetryable: false,
      message: expect.stringMatching(/line 3: a quote is not closed/),
    });
  });

  test("reading goes on at every order's end as if it had not stopped, whatever the cells hold", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "å", "😀", '"', ",", "\n", "\r\n", " ", ";"), maxLength: 9 });
    const order = fc.array(cell, { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(order, { minLength: 1, maxLength: 6 }), async (orders) => {
        const rows = orders.flatMap((names, index) =>
          names.map((name, row) => ({
            ...(row === 0 ? { ...ORDER, order_number: String(index) } : {}),
            ...{ ...LINE, line_product_name: `x${name}` },
          })),
        );
        const path = await fileOf(textOf(rows));
        const whole = (await readAll(path)).map(({ entry, line, next }) => ({ line, next, value: whatIs(entry) }));
        expect(whole).toHaveLength(orders.length);
        for (const [index, { next }] of whole.entries()) {
          const rest = (await readAll(path, next)).map((one) => ({
            ...{ line: one.line, next: one.next, value: whatIs(one.entry) },
          }));
          expect(rest).toEqual(whole.slice(index + 1));
        }
      }),
      { numRuns: 30 },
    );
  });
});

function whatIs(entry: PlacedEntry["entry"]): unknown {
  return entry.kind === "order" ? entry.line : entry;
}
