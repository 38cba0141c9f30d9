import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { systemClock } from "../../src/clock.ts";
import { type CentraSandbox, startCentraSandbox } from "./server.ts";
import { createShop } from "./simulator/create-shop.ts";
import { callGraphql, query } from "./testing/graphql-client.ts";
import { startWithShop } from "./testing/sandbox-with-shop.ts";

/** The answers have the shape of the samples in Centra's documentation, field by field. */
let sandbox: CentraSandbox;

beforeAll(async () => {
  ({ sandbox } = await startWithShop(60));
});
afterAll(() => sandbox.close());

const OFFSET_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/;
const currency = z.strictObject({ id: z.int(), code: z.string().length(3) });
const money = z.strictObject({ value: z.number(), currency, conversionRate: z.number() });
const MONEY = "{ value currency { id code } conversionRate }";
const ADDRESS = `{ firstName lastName address1 address2 city zipCode stateOrProvince cellPhoneNumber phoneNumber faxNumber email
  companyName attention vatNumber country { id name } state { id } }`;
const text = z.string();
const optional = z.string().nullable();
const address = z.strictObject({
  firstName: text,
  lastName: text,
  address1: text,
  address2: optional,
  city: text,
  zipCode: text,
  stateOrProvince: optional,
  cellPhoneNumber: optional,
  phoneNumber: optional,
  faxNumber: optional,
  email: text,
  companyName: optional,
  attention: optional,
  vatNumber: optional,
  country: z.strictObject({ id: z.int(), name: text }),
  state: z.strictObject({ id: z.int() }).nullable(),
});

it("an order (examples, DTC: update basic fields)", async () => {
  const line = z.strictObject({
    id: z.int(),
    product: z.strictObject({ name: text }),
    quantity: z.int(),
    taxPercent: z.number(),
    unitPrice: money,
    hasAnyDiscount: z.boolean(),
    unitOriginalPrice: money,
    lineValue: money,
  });
  const order = z.strictObject({
    id: z.string().regex(/^[0-9a-f]{32}$/),
    number: z.int(),
    status: z.enum(["PENDING", "CONFIRMED", "PROCESSING", "SHIPPED", "CANCELLED", "ARCHIVED"]),
    isOnHold: z.boolean(),
    lines: z.array(line),
    discountsApplied: z.array(z.strictObject({ value: money, date: z.string().regex(OFFSET_TIME) })),
    shippingAddress: address,
    customer: z.strictObject({ email: text, firstName: text, lastName: text }),
  });
  const shape = z.strictObject({ orders: z.array(order).length(60) });
  await query(
    sandbox,
    shape,
    `{ orders(limit: 200) { id number status isOnHold
      lines { id product { name } quantity taxPercent unitPrice ${MONEY} hasAnyDiscount unitOriginalPrice ${MONEY} lineValue ${MONEY} }
      discountsApplied { value ${MONEY} date }
      shippingAddress ${ADDRESS}
      ... on DirectToConsumerOrder { customer { email firstName lastName } } } }`,
  );
});

it("a completed shipment (examples, DTC: completeShipment)", async () => {
  const shipment = z.strictObject({
    id: z.int(),
    number: z.string().regex(/^\d+-\d+$/),
    createdAt: z.string().regex(OFFSET_TIME),
    isGoodToGo: z.boolean(),
    isShipped: z.literal(true),
    isPaid: z.boolean(),
    paidAt: z.string().regex(OFFSET_TIME).nullable(),
    additionalMessage: optional,
    shippedAt: z.string().regex(OFFSET_TIME),
    numberOfPackages: z.int(),
    trackingNumber: optional,
    internalShippingCost: z.strictObject({ value: z.number() }),
    grandTotal: z.strictObject({ value: z.number() }),
    carrierInformation: z.strictObject({ carrierName: text, serviceName: text }).nullable(),
    discountsApplied: z.array(z.unknown()),
    lines: z.array(
      z.strictObject({
        id: z.int(),
        quantity: z.int(),
        lineValue: z.strictObject({ formattedValue: z.string().regex(/^\d+(\.\d+)? [A-Z]{3}$/) }),
      }),
    ),
    shipmentPlugin: z.null(),
  });
  const { shipments } = await query(
    sandbox,
    z.strictObject({ shipments: z.array(shipment) }),
    `{ shipments(where: {isShipped: true}, limit: 200) { id number createdAt isGoodToGo isShipped isPaid paidAt additionalMessage shippedAt
      numberOfPackages trackingNumber internalShippingCost { value } grandTotal { value } carrierInformation { carrierName serviceName }
      discountsApplied { date } lines { id quantity lineValue { formattedValue } } shipmentPlugin { id } } }`,
  );
  expect(shipments.length).toBeGreaterThan(40);
});

it("the values of a payment entry (a refund is negative)", async () => {
  const entry = z.strictObject({
    status: z.literal("SUCCESS"),
    value: z.strictObject({ value: z.number().negative(), currency: z.strictObject({ code: text }) }),
    paramsJSON: z.string(),
  });
  const { orderPaymentHistory } = await query(
    sandbox,
    z.strictObject({ orderPaymentHistory: z.array(entry).min(1) }),
    "{ orderPaymentHistory(where: {entryType: [REFUND]}) { status value { value currency { code } } paramsJSON } }",
  );
  expect(JSON.parse(orderPaymentHistory[0]?.paramsJSON ?? "")).toEqual({ success: true, isRequest: false, raw: null });
});

it("rate limits (API rate limits, example)", async () => {
  const limit = z.strictObject({
    type: z.enum(["REQUEST_COUNT", "QUERY_COMPLEXITY", "MUTATION_COUNT"]),
    intervalSeconds: z.enum(["TEN_SECONDS", "ONE_HOUR"]),
    quota: z.int(),
    usedQuota: z.int(),
    remainingQuota: z.int(),
  });
  const answer = await callGraphql(sandbox, "{ rateLimits { type intervalSeconds quota usedQuota remainingQuota } }");
  z.strictObject({ rateLimits: z.array(limit).length(6) }).parse(answer.data);
  expect(answer.extensions?.complexity).toBe(10);
});

it("attributes, as the ERP guide shows those of a customer", async () => {
  const attribute = z.strictObject({
    type: z.strictObject({ name: text, isMapped: z.boolean() }),
    description: text,
    objectType: z.literal("Order"),
    elements: z.array(z.strictObject({ key: text, description: text, kind: text, value: text })).min(1),
  });
  const { orders } = await query(
    sandbox,
    z.strictObject({ orders: z.array(z.strictObject({ attributes: z.array(attribute) })) }),
    `{ orders(limit: 200) { attributes { type { name isMapped } description objectType elements { key description kind value } } } }`,
  );
  expect(orders.some(({ attributes }) => attributes.length > 0)).toBe(true);
});

it("events, as their schema is published", async () => {
  const own = await startCentraSandbox({ plan: "off" });
  const listen =
    "mutation { setEventListeners(input: [{objectType: Order}, {objectType: Customer}]) { userErrors { message } } }";
  await callGraphql(own, listen);
  const shop = createShop({ seed: 2, instance: own.instance, clock: systemClock });
  await shop.run({ orders: 3 });
  const event = z.strictObject({
    id: z.int(),
    objectType: z.enum(["Order", "Customer"]),
    changeType: z.enum(["CREATED", "UPDATED", "COMPLETED"]),
    objectReference: z.int(),
    createdAt: z.string().regex(OFFSET_TIME),
    store: z.strictObject({ id: z.int() }),
    market: z.strictObject({ id: z.int() }),
    object: z.union([
      z.strictObject({ __typename: z.literal("DirectToConsumerOrder"), orderId: text, number: z.int() }),
      z.strictObject({ __typename: z.literal("Customer"), id: z.int() }),
    ]),
  });
  const { events } = await query(
    own,
    z.strictObject({ events: z.array(event).min(10) }),
    `{ events(where: {objectType: [Order, Customer]}, limit: 200) { id objectType changeType objectReference createdAt store { id } market { id }
      object { __typename ... on Order { orderId: id number } ... on Customer { id } } } }`,
  );
  await own.close();
  for (const { object, objectReference } of events) {
    expect("number" in object ? object.number : object.id).toBe(objectReference);
  }
});

it("translations (PIM guide)", async () => {
  const shape = z.strictObject({
    products: z.array(
      z.strictObject({
        translations: z.array(
          z.strictObject({
            language: z.strictObject({ languageCode: text, countryCode: text }),
            fields: z.array(z.strictObject({ field: text, value: optional })),
          }),
        ),
      }),
    ),
  });
  await query(
    sandbox,
    shape,
    "{ products { translations { language { languageCode countryCode } fields { field value } } } }",
  );
});

it("answers the suggested queries of the guides: by number, in pages of a connection, by a range of dates", async () => {
  const byNumber = await query(
    sandbox,
    z.object({ orders: z.array(z.object({ number: z.int() })).length(1) }),
    "{ orders(where: {number: 1014}) { number status isOnHold } }",
  );
  expect(byNumber.orders[0]?.number).toBe(1014);

  const page = z.object({
    orderConnection: z.object({
      totalCount: z.int(),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string() }),
      edges: z.array(z.object({ node: z.object({ number: z.int() }) })),
    }),
  });
  const text = `query page($after: String) { orderConnection(first: 25, after: $after, sort: [number_ASC]) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { number } } } }`;
  const numbers: number[] = [];
  for (let after: string | null = null; ; ) {
    const { orderConnection }: z.output<typeof page> = await query(sandbox, page, text, { after });
    numbers.push(...orderConnection.edges.map((edge) => edge.node.number));
    if (!orderConnection.pageInfo.hasNextPage) break;
    after = orderConnection.pageInfo.endCursor;
  }
  expect(numbers).toEqual(Array.from({ length: 60 }, (_, index) => 1_001 + index));

  const dated = await query(
    sandbox,
    z.object({ orders: z.array(z.object({ createdAt: z.string() })).min(1) }),
    `query dated($from: DateTimeTz, $to: DateTimeTz) { orders(where: {createdAt: {from: $from, to: $to}}, limit: 200) {
      createdAt(format: "Y-m-d H:i:s") } }`,
    { from: "2026-06-01 10:00:00", to: "2026-06-01T10:15:00+02:00" },
  );
  for (const { createdAt } of dated.orders) expect(createdAt).toMatch(/^2026-06-01 10:(0\d|1[0-5]):\d\d$/);
});
