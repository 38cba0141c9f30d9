import { afterEach, expect, test } from "vitest";
import { deleteOrder } from "../../sandbox/centra/instance/instance.ts";
import { cancelOrder } from "../../sandbox/centra/instance/order-operations.ts";
import { expectedHistory } from "../../sandbox/centra/simulator/expected-history.ts";
import { PERMISSIONS } from "../../src/centra/doctor/permissions.ts";
import { expectedLines, type PastOfShop, type PastOptions, readAll, startPastOfShop } from "./past-of-shop.ts";

let past: PastOfShop | null = null;
afterEach(async () => {
  await past?.close();
  past = null;
});

async function start(options: PastOptions): Promise<PastOfShop> {
  past = await startPastOfShop(options);
  return past;
}

/** Midnight in Stockholm, in summer. */
const SINCE = Date.parse("2022-09-01T00:00:00+02:00");

test.each([
  ["accounts alone", { includeGuests: false }],
  ["guests, too", { includeGuests: true }],
])(
  "a shop's past is told as it was: %s",
  async (_name, { includeGuests }) => {
    const own = await start({ orders: 250, seed: 71 });
    const pages = await readAll(await own.open({ since: SINCE, includeGuests }));
    const expected = expectedHistory(own.shop.journal, { since: SINCE, includeGuests });
    expect(own.metricsOf(pages.flatMap(({ events }) => events)).toSorted()).toEqual(expectedLines(expected));
    expect(expected.length).toBeGreaterThan(200);
    expect(expectedHistory(own.shop.journal, { since: 0, includeGuests }).length).toBeGreaterThan(expected.length);
    expect(pages.flatMap(({ problems }) => problems)).toEqual([]);
    const done = {
      customers: pages.reduce((sum, { customers }) => sum + customers, 0),
      orders: pages.reduce((sum, { orders }) => sum + orders, 0),
    };
    expect(pages.at(-1)?.totals).toEqual(done);
    expect(done.customers).toBe(
      [...own.sandbox.instance.customers.values()].filter(
        ({ isRegistered, createdAt }) => isRegistered && createdAt >= SINCE,
      ).length,
    );
  },
  60_000,
);

test("a customer's orders come in order of time, and only the newest says who the customer is", async () => {
  const own = await start({ orders: 150, seed: 72, percentReturning: 80 });
  const pages = await readAll(await own.open({ since: 0, includeGuests: false }));
  const events = pages.flatMap((page) => page.events);
  const newest = new Set(pages.flatMap((page) => [...(page.newest ?? [])]));
  const byCustomer = Map.groupBy(events, ({ data }) => ("order" in data ? data.order.customer.id : ""));
  expect(Math.max(...byCustomer.values().map((ofCustomer) => ofCustomer.length))).toBeGreaterThan(5);
  for (const ofCustomer of byCustomer.values()) {
    const times = ofCustomer.map(({ time }) => Date.parse(time));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const numbers = ofCustomer.map(({ subject }) => Number(subject));
    const ofNewest = ofCustomer.filter(({ id }) => newest.has(id)).map(({ subject }) => Number(subject));
    expect(new Set(ofNewest)).toEqual(new Set([Math.max(...numbers)]));
  }
}, 60_000);

test("the day begins at midnight in the shop's zone, to the second", async () => {
  const own = await start({ orders: 60, seed: 73 });
  const [early, exact, late] = own.sandbox.instance.customers.values().filter(({ isRegistered }) => isRegistered);
  const at = new Map([
    [early?.id, SINCE - 1_000],
    [exact?.id, SINCE],
    [late?.id, SINCE + 1_000],
  ]);
  for (const [id, customer] of own.sandbox.instance.customers)
    own.sandbox.instance.customers.set(id, { ...customer, createdAt: at.get(id) ?? 0 });
  const pages = await readAll(await own.open({ since: SINCE, includeGuests: false }));
  expect(pages.reduce((sum, { customers }) => sum + customers, 0)).toBe(2);
  expect(pages.findLast(({ currentDate }) => currentDate !== null)?.currentDate).toBe("2022-09-01");
}, 60_000);

test.each([
  [450, 4],
  [128, 1],
])(
  "many accounts of one second, and a customer with %i orders, are spread over pages",
  async (many, pagesOfBusy) => {
    const own = await start({ orders: 700, seed: 74, percentReturning: 45, percentGuests: 0 });
    const { customers, orders, ofCustomer } = own.sandbox.instance;
    const [first] = customers.values().filter(({ isRegistered }) => isRegistered);
    const busy = first?.id ?? 0;
    const moved = [...orders.values()].slice(0, many);
    for (const order of moved) Object.assign(order, { customerId: busy });
    ofCustomer.clear();
    for (const order of orders.values())
      ofCustomer.set(order.customerId, [...(ofCustomer.get(order.customerId) ?? []), order]);
    for (const [id, customer] of customers) customers.set(id, { ...customer, createdAt: SINCE });
    expect(customers.size).toBeGreaterThan(300);

    const pages = await readAll(await own.open({ since: SINCE, includeGuests: false }));
    const placed = pages.flatMap(({ events }) => events).filter(({ type }) => type === "order.placed");
    const numbers = placed.map(({ subject }) => Number(subject));
    const expected = [...orders.values()].filter((one) => !one.isWaitingForPayment).map(({ number }) => number);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(expected);
    expect(pages.reduce((sum, page) => sum + page.customers, 0)).toBe(customers.size);
    const busyPages = pages.filter(({ events }) =>
      events.some(({ data }) => "order" in data && data.order.customer.id === String(busy)),
    );
    expect(busyPages.length).toBe(pagesOfBusy);
    const tellsWho = busyPages.filter(({ events, newest }) =>
      events.some(({ id, data }) => newest?.has(id) && "order" in data && data.order.customer.id === String(busy)),
    );
    expect(tellsWho).toEqual(busyPages.slice(-1));
  },
  120_000,
);

test("broken and deleted orders are listed, and their neighbours are told", async () => {
  const own = await start({ orders: 80, seed: 75, percentGuests: 0 });
  const [unusable = 0, incomplete = 0, gone = 0, unlisted = 0] = own.sandbox.instance.orders.keys();
  own.sandbox.damageObject({ type: "Order", key: unusable, fields: { lines: [] } });
  own.sandbox.damageObject({ type: "Order", key: incomplete, fields: { status: null } });
  own.sandbox.damageObject({ type: "Order", key: unlisted, fields: { createdAt: null } });
  const source = await own.open({ since: 0, includeGuests: false });
  let isDeleted = false;
  const { orders } = own.sandbox.instance;
  const original = orders.get.bind(orders);
  // It goes after the list was read, and before the order is.
  orders.get = (number) => {
    if (number === gone && !isDeleted) {
      isDeleted = true;
      deleteOrder(own.sandbox.instance, gone);
    }
    return original(number);
  };
  const pages = await readAll(source);
  const problems = pages.flatMap((page) => page.problems);
  expect(problems.map(({ code, reference }) => `${code} ${reference}`).toSorted()).toEqual([
    `order_gone order ${gone}`,
    `order_incomplete order ${incomplete}`,
    expect.stringMatching(/^order_unreadable the order after order \d+$/),
    `order_unusable order ${unusable}`,
  ]);
  const bad = [unusable, incomplete, gone, unlisted];
  const isOfOthers = (line: string) => bad.every((number) => !new RegExp(` ${number}[ -]`).test(line));
  const expected = expectedLines(expectedHistory(own.shop.journal, { since: 0 })).filter(isOfOthers);
  expect(own.metricsOf(pages.flatMap(({ events }) => events)).toSorted()).toEqual(expected);
}, 60_000);

test("Centra fails at random: everything is read all the same", async () => {
  const own = await start({ orders: 200, seed: 76 });
  const actions = [
    { status: 429, retryAfter: "1" },
    { status: 500 },
    { timeout: true as const },
    { reset: "mid-answer" as const },
    { body: "truncated" as const },
    { withoutPermissions: ["Order:read"] },
    { fields: { "DirectToConsumerOrder.totals": "error" as const } },
    { fields: { "DirectToConsumerReturn.totals": "error" as const } },
  ];
  for (const action of actions) own.sandbox.addFault({ match: { probability: 0.02 }, action });
  const source = await own.open({ since: SINCE, includeGuests: true });
  const patient = {
    ...source,
    async read(cursor: string | null, signal: AbortSignal) {
      for (;;) {
        const page = await source.read(cursor, signal).catch((error: { isRetryable?: boolean }) => {
          if (error.isRetryable !== true) throw error;
          return null;
        });
        if (page !== null) return page;
      }
    },
  };
  const pages = await readAll(patient);
  const expected = expectedLines(expectedHistory(own.shop.journal, { since: SINCE, includeGuests: true }));
  expect(own.metricsOf(pages.flatMap(({ events }) => events)).toSorted()).toEqual(expected);
  expect(pages.flatMap(({ problems }) => problems)).toEqual([]);
}, 120_000);

test("an order that changes while it is exported has the ids that it had, and what happened since", async () => {
  const own = await start({ orders: 60, seed: 77, percentGuests: 0 });
  const source = await own.open({ since: 0, includeGuests: false });
  const before = await readAll(source);
  const order = own.sandbox.instance.orders.values().find(({ status }) => status === "SHIPPED");
  const number = order?.number ?? 0;
  cancelOrder(own.sandbox.instance, number, "Too late", Date.parse("2022-12-01T00:00:00Z"));
  const after = await readAll(source);
  const idsOf = (pages: typeof before) => pages.flatMap(({ events }) => events.map(({ id }) => id));
  expect(idsOf(after).filter((id) => !idsOf(before).includes(id))).toEqual([`centra-order-${number}-cancelled`]);
  expect(idsOf(before).filter((id) => !idsOf(after).includes(id))).toEqual([]);
}, 60_000);

test.each(["Order.billingAddress:read", "Return:read", "Customer:read"])(
  "without %s nothing is left out silently: the export fails, and says what is missing",
  async (missing) => {
    const own = await start({ orders: 120, seed: 79 });
    const permissions = PERMISSIONS.flatMap(({ name }) => (name === missing ? [] : name));
    own.sandbox.changeToken({ token: own.sandbox.token, permissions });
    const source = await own.open({ since: 0, includeGuests: true });
    await expect(readAll(source)).rejects.toMatchObject({
      ...{ code: "centra_permission_missing", isRetryable: false },
      message: expect.stringContaining(missing),
    });
  },
  60_000,
);

test("a cursor that is none, a token that is refused and a connection that is gone are said", async () => {
  const own = await start({ orders: 5, seed: 78 });
  const source = await own.open({ since: 0, includeGuests: false });
  const signal = AbortSignal.timeout(30_000);
  await expect(source.read("nowhere", signal)).rejects.toMatchObject({ code: "cursor_unknown", isRetryable: false });
  own.sandbox.changeToken({ token: own.sandbox.token, expiresAt: 1 });
  await expect(source.read(null, signal)).rejects.toMatchObject({ code: "centra_token_refused", isRetryable: false });
}, 60_000);
