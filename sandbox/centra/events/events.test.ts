import { afterEach, expect, it } from "vitest";
import { z } from "zod";
import { systemClock } from "../../../src/clock.ts";
import { deleteOrder } from "../instance/instance.ts";
import { cancelOrder, setOnHold } from "../instance/order-operations.ts";
import type { CentraSandboxOptions } from "../options.ts";
import { type CentraSandbox, startCentraSandbox } from "../server.ts";
import { createShop } from "../simulator/create-shop.ts";
import { callGraphql, query } from "../testing/graphql-client.ts";
import { SHOP_STARTS_AT } from "../testing/sandbox-with-shop.ts";

const started: CentraSandbox[] = [];
afterEach(() => Promise.all(started.splice(0).map((sandbox) => sandbox.close())));

async function start(options: CentraSandboxOptions = {}) {
  const sandbox = await startCentraSandbox({ plan: "off", ...options });
  started.push(sandbox);
  return sandbox;
}

function shopIn(sandbox: CentraSandbox) {
  return createShop({ seed: 11, instance: sandbox.instance, clock: systemClock, startsAt: SHOP_STARTS_AT });
}

const eventsShape = z.object({
  events: z.array(
    z.object({
      id: z.int(),
      objectType: z.string(),
      changeType: z.string(),
      objectReference: z.int(),
      object: z.object({ __typename: z.string(), status: z.string().optional() }).nullable(),
    }),
  ),
});

function fetchEvents(sandbox: CentraSandbox, limit = 200, where = "{}", token = sandbox.token) {
  return query(
    { url: sandbox.url, token },
    eventsShape,
    `{ events(where: ${where}, limit: ${limit}) { id objectType changeType objectReference object { __typename
      ... on DirectToConsumerOrder { status } } } }`,
  ).then(({ events }) => events);
}

function listen(sandbox: CentraSandbox, input: string, token = sandbox.token) {
  return callGraphql(
    { url: sandbox.url, token },
    `mutation { setEventListeners(input: ${input}) { eventListeners { objectType changeTypes } userErrors { message } } }`,
  );
}

function confirm(sandbox: CentraSandbox, ids: readonly number[]) {
  return callGraphql(
    sandbox,
    "mutation confirm($ids: [Int!]!) { confirmEvents(input: {eventsIds: $ids}) { userErrors { message } userWarnings { message } } }",
    { ids },
  );
}

it("tells only what changed after a listener was set, oldest first, again and again until it is confirmed", async () => {
  const sandbox = await start();
  await shopIn(sandbox).run({ orders: 2 });
  await listen(sandbox, "[{objectType: Order}]");
  expect(await fetchEvents(sandbox)).toEqual([]);
  await shopIn(sandbox).run({ orders: 3 });
  const all = await fetchEvents(sandbox);
  expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).sort((one, other) => one - other));
  expect(all[0]).toMatchObject({ objectType: "Order", changeType: "CREATED" });
  expect(await fetchEvents(sandbox, 2)).toEqual(all.slice(0, 2));
  const [first, second] = all;
  await confirm(sandbox, [second?.id ?? 0]);
  expect((await fetchEvents(sandbox, 2)).map(({ id }) => id)).toEqual([first?.id, all[2]?.id]);
  await confirm(
    sandbox,
    all.map(({ id }) => id),
  );
  expect(await fetchEvents(sandbox)).toEqual([]);
  expect((await confirm(sandbox, [first?.id ?? 0])).data).toMatchObject({ confirmEvents: { userErrors: [] } });
});

it("shows the object as it is now, and nothing where it is gone", async () => {
  const sandbox = await start();
  await listen(sandbox, "[{objectType: Order}]");
  const shop = shopIn(sandbox);
  shop.invite(1);
  while (sandbox.instance.orders.size === 0) shop.step();
  const [number = 0] = sandbox.instance.orders.keys();
  const [created] = await fetchEvents(sandbox, 1);
  expect(created).toMatchObject({ changeType: "CREATED", objectReference: number });
  cancelOrder(sandbox.instance, number, "Sold out", shop.now());
  expect((await fetchEvents(sandbox, 1))[0]?.object?.status).toBe("CANCELLED");
  deleteOrder(sandbox.instance, number);
  expect((await fetchEvents(sandbox, 1))[0]?.object).toBeNull();
});

it("says COMPLETED, and not UPDATED too, when an order, a shipment or a return is complete", async () => {
  const sandbox = await start();
  await listen(sandbox, "[{objectType: Order}, {objectType: Shipment}, {objectType: Return}]");
  await shopIn(sandbox).run({ orders: 30 });
  const { instance } = sandbox;
  const completed = async (type: string) =>
    (await fetchEvents(sandbox, 200, `{objectType: [${type}], changeType: [COMPLETED]}`)).map(
      ({ objectReference }) => objectReference,
    );
  const shipped = [...instance.orders.values()].filter(({ status }) => status === "SHIPPED");
  expect(new Set(await completed("Order"))).toEqual(new Set(shipped.map(({ number }) => number)));
  expect(await completed("Shipment")).toHaveLength(instance.shipments.size);
  expect(await completed("Return")).toHaveLength(instance.returns.size);
});

it("adds listeners to those there are, and takes away with them what is queued", async () => {
  const sandbox = await start();
  await listen(sandbox, "[{objectType: Order, changeTypes: [CREATED]}]");
  const added = await listen(sandbox, "[{objectType: Order, changeTypes: [COMPLETED]}, {objectType: Return}]");
  expect(added.data).toMatchObject({
    setEventListeners: {
      eventListeners: [{ objectType: "Order", changeTypes: ["CREATED", "COMPLETED"] }, { objectType: "Return" }],
    },
  });
  await shopIn(sandbox).run({ orders: 5 });
  const ofOrders = await fetchEvents(sandbox, 200, "{objectType: [Order]}");
  const types = new Set(ofOrders.map(({ changeType }) => changeType));
  expect(types.has("CREATED")).toBe(true);
  expect(types.has("UPDATED")).toBe(false);
  await callGraphql(
    sandbox,
    "mutation { unsetEventListeners(input: [{objectType: Order, changeTypes: [CREATED]}]) { userErrors { message } } }",
  );
  const left = await fetchEvents(sandbox, 200, "{objectType: [Order]}");
  expect(new Set(left.map(({ changeType }) => changeType))).toEqual(new Set(["COMPLETED"]));
});

it("keeps one queue for an integration, whichever of its tokens asks", async () => {
  const tokens = [
    { token: "a", integration: "Klaviyo", permissions: "all" },
    { token: "b", integration: "Klaviyo", permissions: "all" },
    { token: "c", integration: "Other", permissions: "all" },
  ] as const;
  const sandbox = await start({ tokens });
  await listen(sandbox, "[{objectType: Order}]", "a");
  await listen(sandbox, "[{objectType: Order}]", "c");
  await shopIn(sandbox).run({ orders: 2 });
  const mine = await fetchEvents(sandbox, 200, "{}", "a");
  expect(mine.length).toBeGreaterThan(0);
  await callGraphql(
    { url: sandbox.url, token: "b" },
    "mutation confirm($ids: [Int!]!) { confirmEvents(input: {eventsIds: $ids}) { userErrors { message } } }",
    { ids: mine.map(({ id }) => id) },
  );
  expect(await fetchEvents(sandbox, 200, "{}", "a")).toEqual([]);
  expect((await fetchEvents(sandbox, 200, "{}", "c")).length).toBe(mine.length);
});

it("refuses, or has nothing to tell, where the event system is off", async () => {
  const sandbox = await start({ eventSystem: "refused" });
  expect((await listen(sandbox, "[{objectType: Order}]")).errors?.[0]?.message).toBe("Events system is not enabled.");
  sandbox.setEventSystem({ mode: "silent" });
  expect((await listen(sandbox, "[{objectType: Order}]")).errors).toBeUndefined();
  await shopIn(sandbox).run({ orders: 2 });
  expect(await fetchEvents(sandbox)).toEqual([]);
  sandbox.setEventSystem({ mode: "on" });
  const [number = 0] = sandbox.instance.orders.keys();
  setOnHold(sandbox.instance, number, true, SHOP_STARTS_AT);
  expect(await fetchEvents(sandbox)).toHaveLength(1);
});

it("says DEPENDENT_DATA_CHANGED of a product, its variants and displays when its pictures are replaced", async () => {
  const sandbox = await start();
  await listen(sandbox, "[{objectType: Product}, {objectType: ProductVariant}, {objectType: Display}]");
  const pictures = () =>
    query(
      sandbox,
      z.object({ product: z.object({ media: z.array(z.object({ source: z.object({ url: z.url() }) })) }) }),
      '{ product(id: 101) { media { source(sizeName: "full") { url } } } }',
    );
  const before = await pictures();
  sandbox.replaceMedia({ product: 101 });
  expect(await pictures()).not.toEqual(before);
  const events = await fetchEvents(sandbox);
  expect(new Set(events.map(({ changeType }) => changeType))).toEqual(new Set(["DEPENDENT_DATA_CHANGED"]));
  expect(events.map(({ objectType, object }) => [objectType, object?.__typename])).toEqual([
    ["Product", "Product"],
    ["ProductVariant", "ProductVariant"],
    ["Display", "Display"],
    ["ProductVariant", "ProductVariant"],
    ["Display", "Display"],
  ]);
});

it("needs a right of its own for each kind of object", async () => {
  const permissions = ["Event:read", "Event:write"];
  const sandbox = await start({ tokens: [{ token: "t", integration: "K", permissions }] });
  await listen(sandbox, "[{objectType: Order}]");
  await shopIn(sandbox).run({ orders: 1 });
  const answer = await callGraphql(sandbox, "{ events(limit: 1) { id object { __typename } } }");
  expect(answer.errors?.[0]?.message).toBe("You need Order:read permission to access object.");
  expect(answer.data).toMatchObject({ events: [{ object: null }] });
  expect((await callGraphql(sandbox, "{ events(limit: 201) { id } }")).errors?.[0]?.message).toBe(
    "Limit must be in range 1 - 200",
  );
});
