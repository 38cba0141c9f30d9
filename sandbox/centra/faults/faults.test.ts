import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { CentraSandbox } from "../server.ts";
import { callGraphql, query } from "../testing/graphql-client.ts";
import { startWithShop } from "../testing/sandbox-with-shop.ts";

const started: CentraSandbox[] = [];
afterEach(() => Promise.all(started.splice(0).map((sandbox) => sandbox.close())));

async function start() {
  const { sandbox } = await startWithShop(5);
  started.push(sandbox);
  return sandbox;
}

async function control(sandbox: CentraSandbox, route: string, body: unknown, method = "POST") {
  const answer = await fetch(`${sandbox.url}/__sandbox/${route}`, { method, body: JSON.stringify(body) });
  return { status: answer.status, json: z.looseObject({}).parse(await answer.json()) };
}

const ORDERS = "{ orders { number status } }";

function post(sandbox: CentraSandbox, text: string, signal?: AbortSignal) {
  return fetch(`${sandbox.url}/graphql`, {
    method: "POST",
    headers: { authorization: `Bearer ${sandbox.token}` },
    body: JSON.stringify({ query: text }),
    ...(signal === undefined ? {} : { signal }),
  });
}

describe("faults", () => {
  it.each([
    [500, "json", true],
    [503, "html", false],
    [502, "empty", false],
    [200, "truncated", false],
  ] as const)("gives %i with %s in place of the usual answer, once", async (status, body, isJson) => {
    const sandbox = await start();
    await control(sandbox, "faults", { times: 1, action: { status, body } });
    const answer = await post(sandbox, ORDERS);
    expect(answer.status).toBe(status);
    const parse = async () => JSON.parse(await answer.text());
    await (isJson ? expect(parse()).resolves.toHaveProperty("errors") : expect(parse()).rejects.toThrow());
    expect((await callGraphql(sandbox, ORDERS)).data).toMatchObject({ orders: expect.any(Array) });
  });

  it("names a moment when it answers 429, or what it is told to name", async () => {
    const sandbox = await start();
    sandbox.addFault({ times: 1, action: { status: 429 } });
    sandbox.addFault({ times: 1, action: { status: 429, retryAfter: "soon" } });
    expect(Number((await callGraphql(sandbox, ORDERS)).headers.get("retry-after"))).toBeGreaterThan(1e9);
    expect((await callGraphql(sandbox, ORDERS)).headers.get("retry-after")).toBe("soon");
  });

  it("never answers, or resets the connection", async () => {
    const sandbox = await start();
    sandbox.addFault({ times: 1, action: { reset: "after-body" } });
    await expect(post(sandbox, ORDERS)).rejects.toThrow();
    sandbox.addFault({ times: 1, action: { timeout: true } });
    const ended = new AbortController();
    const waiting = post(sandbox, ORDERS, ended.signal);
    await expect.poll(() => sandbox.counts().requests["POST /query/orders"]).toMatchObject({ timeout: 1 });
    ended.abort();
    await expect(waiting).rejects.toThrow();
  });

  it("strikes only what it matches", async () => {
    const sandbox = await start();
    sandbox.addFault({ match: { field: "shipments" }, action: { status: 500 } });
    sandbox.addFault({ match: { kind: "mutation" }, action: { status: 500 } });
    expect((await callGraphql(sandbox, ORDERS)).status).toBe(200);
    expect((await callGraphql(sandbox, "{ shipments { id } }")).status).toBe(500);
  });

  it("processes a request whose answer is lost, when told to", async () => {
    const sandbox = await start();
    await callGraphql(
      sandbox,
      "mutation { setEventListeners(input: [{objectType: Order}]) { userErrors { message } } }",
    );
    const [order] = sandbox.instance.orders.values();
    sandbox.instance.announce({
      objectType: "Order",
      changeType: "UPDATED",
      reference: order?.number ?? 0,
      storeId: 1,
      marketId: 1,
      at: 0,
    });
    const [event] = sandbox.unconfirmedEvents("Klaviyo");
    sandbox.addFault({ match: { field: "confirmEvents" }, action: { reset: "after-body", accept: true } });
    await expect(
      post(sandbox, `mutation { confirmEvents(input: {eventsIds: [${event?.id}]}) { userErrors { message } } }`),
    ).rejects.toThrow();
    expect(sandbox.unconfirmedEvents("Klaviyo")).toEqual([]);
  });

  it("refuses what it cannot break", async () => {
    const sandbox = await start();
    expect(() => sandbox.addFault({ action: { fields: { "Order.nonsense": "null" } } })).toThrow("Order.nonsense");
    expect(() => sandbox.damageObject({ type: "Shipment", key: 1, fields: { nonsense: 1 } })).toThrow("nonsense");
    expect(sandbox.faults()).toEqual([]);
  });

  it("answers in part: fields that fail, are null, or need a permission that is gone", async () => {
    const sandbox = await start();
    const text = "{ orders { number market { name } totals { quantity } shippingAddress { city } } }";
    const fields = { "Order.market": "error", "DirectToConsumerOrder.totals": "null" } as const;
    sandbox.addFault({ times: 1, action: { fields, withoutPermissions: ["Order.shippingAddress:read"] } });
    const answer = await callGraphql(sandbox, text);
    expect(answer.data).toMatchObject({ orders: Array(5).fill({ market: null, totals: null, shippingAddress: null }) });
    expect(new Set(answer.errors?.map(({ extensions }) => extensions.category))).toEqual(
      new Set(["internal", "authorization"]),
    );
    expect((await callGraphql(sandbox, text)).errors).toBeUndefined();
  });
});

describe("schemas of other ages", () => {
  const typeShape = z.object({ __type: z.object({ fields: z.array(z.object({ name: z.string() })) }) });
  const fieldsOf = async (sandbox: CentraSandbox, type: string) =>
    (await query(sandbox, typeShape, `{ __type(name: "${type}") { fields { name } } }`)).__type.fields.map(
      ({ name }) => name,
    );

  it("hides a field from all that have it, and refuses a query that asks for it", async () => {
    const sandbox = await start();
    sandbox.changeSchema({ hidden: ["Order.isWaitingForPayment", "Query.events"] });
    expect(await fieldsOf(sandbox, "DirectToConsumerOrder")).not.toContain("isWaitingForPayment");
    expect(await fieldsOf(sandbox, "Query")).not.toContain("events");
    const answer = await callGraphql(sandbox, "{ orders { number isWaitingForPayment } }");
    expect(answer.data).toBeUndefined();
    expect(answer.errors?.[0]?.message).toContain('Cannot query field "isWaitingForPayment" on type "Order"');
    sandbox.changeSchema({});
    expect(await fieldsOf(sandbox, "Query")).toContain("events");
  });

  it("says which field it cannot hide", async () => {
    const sandbox = await start();
    expect(() => sandbox.changeSchema({ hidden: ["Order.nonsense"] })).toThrow("Order.nonsense");
    const answer = await control(sandbox, "schema", { hidden: ["everything"] });
    expect(answer.status).toBe(400);
  });

  it("answers with values that nobody knows", async () => {
    const sandbox = await start();
    const [number = 0] = sandbox.instance.orders.keys();
    await control(sandbox, "schema", { enumValues: { OrderStatus: ["QUARANTINED"] } });
    await control(sandbox, "damage", { type: "Order", key: number, fields: { status: "QUARANTINED" } });
    const answer = await callGraphql(sandbox, `{ orders(where: {number: ${number}}) { status } }`);
    expect(answer.data).toEqual({ orders: [{ status: "QUARANTINED" }] });
  });
});

it("shows damaged objects: no customer, no product, an absurd price", async () => {
  const sandbox = await start();
  const [order] = sandbox.instance.orders.values();
  const [line] = order?.lines ?? [];
  const absurd = {
    value: 1e300,
    formattedValue: "∞",
    conversionRate: 0,
    currency: { id: 3, code: "SEK", name: "SEK" },
  };
  sandbox.damageObject({ type: "Order", key: order?.number ?? 0, fields: { customer: null, shippingAddress: null } });
  sandbox.damageObject({ type: "OrderLine", key: line?.id ?? 0, fields: { product: null, unitPrice: absurd } });
  const answer = await callGraphql(
    sandbox,
    `{ orders(where: {number: ${order?.number}}) { shippingAddress { city } lines(includeFullyCancelled: true) { product { id } unitPrice { value } }
      ... on DirectToConsumerOrder { customer { id } } } }`,
  );
  expect(answer.errors).toBeUndefined();
  expect(answer.data).toMatchObject({
    orders: [
      {
        customer: null,
        shippingAddress: null,
        lines: expect.arrayContaining([{ product: null, unitPrice: { value: 1e300 } }]),
      },
    ],
  });
});

it.each([
  ["GET", "state", undefined, 200],
  ["GET", "buckets", undefined, 200],
  ["GET", "events", undefined, 200],
  ["GET", "webhooks", undefined, 200],
  ["GET", "requests", undefined, 200],
  ["GET", "faults", undefined, 200],
  ["DELETE", "faults", undefined, 200],
  ["DELETE", "webhook", undefined, 200],
  ["POST", "event-system", { mode: "silent" }, 200],
  ["POST", "event-system", { mode: "broken" }, 400],
  ["POST", "tokens", { token: "nobody" }, 400],
  ["POST", "other-traffic", { requests: 5 }, 200],
  ["POST", "media", { product: 101 }, 200],
  ["POST", "media", { product: 1 }, 400],
  ["POST", "webhook", { url: "http://127.0.0.1:9/x", secret: "s" }, 200],
  ["GET", "nothing", undefined, 404],
])("%s /__sandbox/%s with %j answers %i", async (method, route, body, status) => {
  const sandbox = await start();
  const answer = await fetch(`${sandbox.url}/__sandbox/${route}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.status).toBe(status);
});
