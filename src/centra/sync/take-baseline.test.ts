import { expect, test } from "vitest";
import type { GraphqlError } from "../api/outcome.ts";
import { completeConnection } from "../connection/parse-connection.ts";
import { CentraFailure } from "./failure.ts";
import { markBaseline } from "./take-baseline.ts";

const connection = {
  ...{ pluginId: "shop", apiUrl: "https://shop.centra.com/graphql", hasWebhookSecret: false },
  settings: completeConnection(),
  ...{ createdAt: 0, updatedAt: 0 },
};
const WHOLE = {
  byNumber: [{ number: 1001 }],
  byChange: [{ updatedAt: "2026-06-01T10:00:00+02:00" }],
  customers: [{ id: 7 }],
  vouchers: [{ id: 9 }],
};

function mark(data: Readonly<Record<string, unknown>>, errors: readonly GraphqlError[] = []) {
  return markBaseline({ connection, ask: async () => ({ data, errors }) });
}

const without = (alias: keyof typeof WHOLE) =>
  Object.fromEntries(Object.entries(WHOLE).filter(([key]) => key !== alias));
const errorAt = (alias: string, message = "Internal server error") => [
  { message, path: [alias], category: "internal" },
];

test("what is newest is the end of the past", async () => {
  expect(await mark(WHOLE)).toEqual({
    of: "https://shop.centra.com/graphql",
    orderNumber: 1001,
    orderChangedAt: "2026-06-01T10:00:00+02:00",
    customerId: 7,
    voucherId: 9,
    nextPage: 1,
  });
});

test("a shop in which nothing has happened has no past", async () => {
  expect(await mark({ byNumber: [], byChange: [], customers: [], vouchers: [] })).toMatchObject({
    ...{ orderNumber: null, orderChangedAt: null, customerId: null, voucherId: null },
  });
});

test.each<[string, Record<string, unknown>, GraphqlError[]]>([
  ["the newest order is left out", { ...WHOLE, byNumber: null }, errorAt("byNumber")],
  ["the newest order is left out without a word", { ...WHOLE, byNumber: null }, []],
  ["the instance does not sort orders by number", without("byNumber"), []],
  ["an order has no number", { ...WHOLE, byNumber: [{ number: null }] }, []],
  ["the newest change has no time", { ...WHOLE, byChange: [{ updatedAt: null }] }, []],
  ["the list has a hole", { ...WHOLE, byChange: [null] }, errorAt("byChange")],
  [
    "customers may not be read",
    { ...WHOLE, customers: null },
    errorAt("customers", "You need Customer:read permission to access customers."),
  ],
  [
    "vouchers may not be read",
    { ...WHOLE, vouchers: null },
    errorAt("vouchers", "You need Voucher:read permission to access vouchers."),
  ],
  ["vouchers are an empty list with an error", { ...WHOLE, vouchers: [] }, errorAt("vouchers")],
])("the past is not marked when %s: it would be told as if it happened now", async (_name, data, errors) => {
  await expect(mark(data, errors)).rejects.toBeInstanceOf(CentraFailure);
});

test("an instance without vouchers has none to tell of", async () => {
  expect(await mark(without("vouchers"))).toMatchObject({ voucherId: null, orderNumber: 1001 });
});
