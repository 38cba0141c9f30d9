import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { ClientOptions, PushError } from "../../client/index.d.mts";
// biome-ignore lint/correctness/useImportExtensions: the rule takes the declarations for the module
import { createClient } from "../../client/index.mjs";
import {
  sampleAddress,
  sampleCheckout,
  sampleCustomer,
  sampleGiftCertificate,
  sampleLine,
  sampleOrder,
  sampleShipment,
} from "../../src/commerce/samples.ts";
import { type DoorStep, startDoor } from "./door.ts";
import { startShopService } from "./shop-service.ts";

const refund = { id: "385", amount: "215.00" };
const link = "https://ascaro-shop.com/password-reset?token=5d41402abc4b2a76b9719d911017c592";
const EVERY_CALL = {
  orderPlaced: [{ order: sampleOrder }, ["Ordered Product", "Placed Order"]],
  orderConfirmed: [{ order: sampleOrder }, ["Confirmed Order"]],
  orderCancelled: [{ order: sampleOrder, reason: "Too small" }, ["Cancelled Order"]],
  orderRefunded: [{ order: sampleOrder, refund }, ["Refunded Order"]],
  shipmentUpdated: [{ order: sampleOrder, shipment: sampleShipment }, ["Shipped", "Shipping Update"]],
  checkoutStarted: [{ checkout: sampleCheckout }, ["Started Checkout"]],
  customerCreated: [{ customer: sampleCustomer, address: sampleAddress }, ["Created Account"]],
  passwordResetRequested: [{ customer: sampleCustomer, link }, ["Reset Password"]],
  giftCertificateIssued: [{ giftCertificate: sampleGiftCertificate, customer: sampleCustomer }, ["Gift Certificate"]],
} as const;

/** A clock that waits no time and remembers how long it would have. */
function drivenClock() {
  let now = Date.UTC(2026, 2, 14);
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    wait: async (ms: number) => {
      waits.push(ms);
      now += ms;
    },
  };
}

async function openShop(script: readonly DoorStep[] = [], options: Partial<ClientOptions> = {}) {
  const service = await startShopService();
  const door = await startDoor(service.url, script);
  const clock = drivenClock();
  const base = { url: door.url, plugin: "shop", key: service.key, clock, random: () => 0.5 };
  return { ...service, door, clock, client: createClient({ ...base, ...options }) };
}

/** The error of a push that must fail. */
async function failureOf(push: Promise<unknown>): Promise<PushError> {
  return push.then(
    () => expect.unreachable("the push was taken"),
    (error) => error,
  );
}

describe("each kind of event", () => {
  test.for(Object.entries(EVERY_CALL))("%s", async ([name, [data, metrics]]) => {
    const { client, outboxed } = await openShop();
    const call = Reflect.get(client, name);
    const first = await call(data);
    const again = await call(structuredClone(data));
    expect([first.status, again]).toEqual(["accepted", { id: first.id, status: "duplicate" }]);
    expect((await outboxed()).map(({ metric }) => metric).toSorted()).toEqual(metrics);
  });

  test("an id tells neither an address nor a link", async () => {
    const { client } = await openShop();
    const reset = await client.event("customer.password_reset_requested", { customer: sampleCustomer, link });
    const created = await client.event("customer.created", { customer: { email: "Jane@Ascaro-Shop.com" } });
    for (const { id } of [reset, created]) expect(id).toMatch(/^[a-z]+(-[a-z]+)?-[0-9a-f]{64}(-created)?$/);
  });

  test("another customer with the same link, and another link of the same customer, are other requests", async () => {
    const { client } = await openShop();
    const reset = (email: string, token: string) =>
      client.event("customer.password_reset_requested", { customer: { email }, link: `https://a.se/${token}` });
    const events = await Promise.all([reset("a@a.se", "1"), reset("b@a.se", "1"), reset("a@a.se", "2")]);
    const again = await reset("A@a.se", "1");
    expect(new Set(events.map(({ id }) => id)).size).toBe(3);
    expect(again.id).toBe(events[0].id);
  });

  test("ids stay within what the service takes, and apart", async () => {
    const { client } = await openShop();
    const number = fc.string({ minLength: 1, maxLength: 100, unit: "grapheme" });
    const eventOf = (order: string, id: string) =>
      client.event("order.refunded", { order: { ...sampleOrder, number: order }, refund: { ...refund, id } });
    await fc.assert(
      fc.asyncProperty(number, number, number, async (order, one, other) => {
        const [first, second] = await Promise.all([eventOf(order, one), eventOf(order, other)]);
        expect(first.id.length).toBeLessThanOrEqual(200);
        expect(first.id === second.id).toBe(one === other);
      }),
    );
  });

  test("the longest numbers that the service takes give ids that it takes", async () => {
    const { client } = await openShop();
    const order = { ...sampleOrder, number: "9".repeat(100) };
    const numbers = ["1", "2"].map((last) => "9".repeat(99) + last);
    const results = await Promise.all([
      ...numbers.map((id) => client.orderRefunded({ order, refund: { ...refund, id, ordinal: Number(id.at(-1)) } })),
      ...numbers.map((end) =>
        client.shipmentUpdated({ order, shipment: { ...sampleShipment, number: "8".repeat(100) + end } }),
      ),
    ]);
    expect(results.map(({ status }) => status)).toEqual(Array(4).fill("accepted"));
    expect(new Set(results.map(({ id }) => id)).size).toBe(4);
  });

  test("time, id and source can be given", async () => {
    const { client } = await openShop();
    const own = { id: "visit-1", time: new Date(0), source: "/shops/other" };
    expect(await client.event("checkout.started", { checkout: sampleCheckout }, own)).toMatchObject({
      ...own,
      time: "1970-01-01T00:00:00.000Z",
    });
  });

  test("what the data say of the time is taken, else it is now", async () => {
    const { client, clock } = await openShop();
    const order = { ...sampleOrder, createdAt: "2026-01-02T03:04:05+01:00" };
    const placed = await client.event("order.placed", { order });
    const cancelled = await client.event("order.cancelled", { order });
    const delivered = await client.event("shipment.updated", {
      order,
      shipment: { ...sampleShipment, status: "delivered" },
    });
    const now = new Date(clock.now()).toISOString();
    expect([placed.time, cancelled.time, delivered.time]).toEqual(["2026-01-02T03:04:05+01:00", now, now]);
  });
});

describe("what is refused", () => {
  test("a single event rejects, with its faults", async () => {
    const { client, outboxed } = await openShop();
    const error = await failureOf(client.orderPlaced({ order: { ...sampleOrder, currency: "euro" } }));
    expect(error).toMatchObject({ name: "PushError", code: "events_invalid", status: 422, retryable: false });
    expect(error.faults).toEqual([{ pointer: "/data/order/currency", detail: expect.stringContaining("ISO 4217") }]);
    expect(await outboxed()).toEqual([]);
  });

  test("data without what an id is made of is refused by the service, not by chance", async () => {
    const { client } = await openShop();
    const error = await failureOf(Reflect.apply(client.orderPlaced, null, [{}]));
    expect(error).toMatchObject({ code: "events_invalid", faults: [{ pointer: "/data/order" }] });
  });

  test.each<[string, object, object, string]>([
    ["a date that is none", {}, { time: new Date("yesterday") }, "/time"],
    ["what JSON has no number for", { id: 5n }, {}, ""],
  ])("%s rejects as what the service refuses does, and is not sent", async (_what, customer, options, pointer) => {
    const { client, door } = await openShop();
    const push = client.customerCreated({ customer: { ...sampleCustomer, ...customer } }, options);
    const error = await failureOf(push);
    expect(error).toMatchObject({ name: "PushError", code: "events_invalid", retryable: false, faults: [{ pointer }] });
    expect(door.seen).toHaveLength(0);
  });

  test("in a batch each event has its result", async () => {
    const { client } = await openShop();
    const good = await client.event("order.placed", { order: sampleOrder });
    const bad = await client.event("order.confirmed", { order: { ...sampleOrder, lines: [] } });
    const answer = await client.push([good, bad, good]);
    const allBad = await client.push([bad]);
    expect(answer.results.map(({ status }) => status)).toEqual(["accepted", "refused", "duplicate"]);
    expect(answer.counts).toEqual({ accepted: 1, duplicate: 1, held: 0, skipped: 0, refused: 1 });
    expect(allBad.results).toMatchObject([
      { id: bad.id, status: "refused", faults: [{ pointer: "/data/order/lines" }] },
    ]);
  });

  test.each([
    ["a wrong key", { key: "ck_shop_wrong" }, { status: 401, code: "key_refused" }],
    ["an unknown plugin", { plugin: "nowhere" }, { status: 404, code: "plugin_not_found" }],
  ])("%s is told once, without a retry", async (_what, options, expected) => {
    const { client, door } = await openShop([], options);
    const error = await failureOf(client.checkoutStarted({ checkout: sampleCheckout }));
    expect(error).toMatchObject({ ...expected, retryable: false });
    expect(door.seen).toHaveLength(1);
  });
});

describe("when something is in the way", () => {
  test.each<[string, DoorStep]>([
    ["a reset connection", "reset"],
    ["a lost answer", "reset after the service"],
    ["half an answer", "half an answer"],
    [
      "a proxy's error page",
      { status: 502, headers: { "content-type": "text/html" }, body: "<html>Bad gateway</html>" },
    ],
    ["an empty 500", { status: 500 }],
    ["429", { status: 429 }],
    ["408", { status: 408 }],
  ])("%s: it is sent again, and counts once", async (_what, step) => {
    const { client, door, outboxed, clock } = await openShop([step, step]);
    const result = await client.checkoutStarted({ checkout: sampleCheckout });
    expect(result.status).toBe(step === "reset after the service" ? "duplicate" : "accepted");
    expect(door.seen.map(({ body }) => body)).toEqual(Array(3).fill(door.seen[0]?.body));
    expect(clock.waits).toEqual([187.5, 375]);
    expect(await outboxed()).toHaveLength(1);
  });

  test("no answer in time", async () => {
    const { client, clock } = await openShop(["never answer"], { timeoutMs: 300, giveUpAfterMs: 0 });
    const error = await failureOf(client.checkoutStarted({ checkout: sampleCheckout }));
    expect(error).toMatchObject({ code: "timed_out", retryable: true, status: null });
    expect(clock.waits).toEqual([]);
  });

  test.each([
    ["seconds", "7", 7_000],
    ["a date", new Date(Date.UTC(2026, 2, 14, 0, 0, 9)).toUTCString(), 9_000],
  ])("Retry-After in %s is obeyed, never undercut", async (_form, retryAfter, ms) => {
    const { client, clock } = await openShop([{ status: 503, headers: { "retry-after": retryAfter } }]);
    await client.checkoutStarted({ checkout: sampleCheckout });
    expect(clock.waits).toEqual([ms + 125]);
  });

  test("it gives up when it would take too long, and says that it may be tried again", async () => {
    const { client, clock, door } = await openShop([{ status: 503, headers: { "retry-after": "3600" } }]);
    const error = await failureOf(client.checkoutStarted({ checkout: sampleCheckout }));
    expect(error).toMatchObject({ retryable: true, status: 503, retryAfterMs: 3_600_000 });
    expect([clock.waits, door.seen.length]).toEqual([[], 1]);
  });

  test("delays grow to eight seconds, until half a minute is over", async () => {
    const { client, clock } = await openShop(Array(20).fill({ status: 500 }));
    await failureOf(client.checkoutStarted({ checkout: sampleCheckout }));
    expect(clock.waits).toEqual([187.5, 375, 750, 1_500, 3_000, 6_000, 6_000, 6_000, 6_000]);
  });

  test("no service at all", async () => {
    const { client } = await openShop([], { url: "http://127.0.0.1:9", giveUpAfterMs: 0 });
    const error = await failureOf(client.checkoutStarted({ checkout: sampleCheckout }));
    expect(error).toMatchObject({ code: "connection_failed", retryable: true });
    expect(error.message).toContain("http://127.0.0.1:9");
  });

  test.each<[string, DoorStep]>([
    ["a redirection", { status: 301, headers: { location: "https://elsewhere.example/" } }],
    ["a page", { status: 200, headers: { "content-type": "text/html" }, body: "<html>Welcome</html>" }],
    ["an answer to something else", { status: 202, body: '{"ok":true}' }],
    ["a proxy's refusal", { status: 403, body: "Forbidden" }],
  ])("%s is no answer of the push API", async (_what, step) => {
    const { client, door } = await openShop([step]);
    const error = await failureOf(client.checkoutStarted({ checkout: sampleCheckout }));
    expect(error).toMatchObject({ code: "unexpected_answer", retryable: false });
    expect(door.seen).toHaveLength(1);
  });

  test("a push that is aborted ends with the reason, also between attempts", async () => {
    const abort = new AbortController();
    const { client, door } = await openShop([{ status: 500 }], {
      clock: {
        now: () => 0,
        wait: async (_ms, signal) => {
          abort.abort(new Error("the visitor left"));
          signal?.throwIfAborted();
        },
      },
    });
    const push = client.checkoutStarted({ checkout: sampleCheckout }, { signal: abort.signal });
    expect((await failureOf(push)).message).toBe("the visitor left");
    expect(door.seen).toHaveLength(1);
  });

  test("the real clock waits, and stops waiting when it is told to", async () => {
    const { url, key } = await startShopService();
    const door = await startDoor(url, [{ status: 500 }, { status: 503, headers: { "retry-after": "20" } }]);
    const client = createClient({ url: door.url, plugin: "shop", key });
    const abort = new AbortController();
    const push = client.checkoutStarted({ checkout: sampleCheckout }, { signal: abort.signal });
    await expect.poll(() => door.seen.length).toBe(2);
    abort.abort(new Error("shutting down"));
    expect((await failureOf(push)).message).toBe("shutting down");
  });
});

describe("many events", () => {
  async function resets(client: Awaited<ReturnType<typeof openShop>>["client"], count: number) {
    const build = (index: number) =>
      client.event(
        "customer.password_reset_requested",
        { customer: { email: `c${index}@a-shop.com` }, link },
        { id: `r${index}` },
      );
    return Promise.all(Array.from({ length: count }, (_, index) => build(index)));
  }

  test("go in requests of 1,000, in order, in the lane that is named", async () => {
    const { client, door, outboxed } = await openShop();
    const events = await resets(client, 2_001);
    const answer = await client.push(events, { lane: "history" });
    expect(answer.results.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    expect(answer.counts.accepted).toBe(2_001);
    expect(door.seen.map(({ body, path }) => [JSON.parse(body).length, path])).toEqual([
      [1_000, "/v1/plugins/shop/events?lane=history"],
      [1_000, "/v1/plugins/shop/events?lane=history"],
      [1, "/v1/plugins/shop/events?lane=history"],
    ]);
    expect(await outboxed()).toHaveLength(2_001);
  });

  test("too large for one request go in several", async () => {
    const { client, door } = await openShop();
    const reason = "å".repeat(2_000);
    const lines = Array.from({ length: 2_500 }, (_, index) => ({ ...sampleLine, id: String(index) }));
    const orderOf = (number: number) => ({ ...sampleOrder, number: String(number), lines });
    const events = await Promise.all(
      Array.from({ length: 12 }, (_, index) => client.event("order.cancelled", { order: orderOf(index), reason })),
    );
    const { counts } = await client.push(events);
    expect(counts.accepted).toBe(12);
    expect(door.seen.length).toBeGreaterThan(1);
    for (const { body } of door.seen) expect(Buffer.byteLength(body)).toBeLessThan(10_000_000);
  });

  test("none need no request", async () => {
    const { client, door } = await openShop();
    expect((await client.push([])).results).toEqual([]);
    expect(door.seen).toEqual([]);
  });

  test("a failure half-way says what was taken before", async () => {
    const { client, outboxed } = await openShop(["let through", { status: 500 }], { giveUpAfterMs: 0 });
    const error = await failureOf(client.push(await resets(client, 1_500)));
    expect(error).toMatchObject({ status: 500, retryable: true });
    expect(error.results.map(({ status }) => status)).toEqual(Array(1_000).fill("accepted"));
    expect(await outboxed()).toHaveLength(1_000);
  });
});

describe("options", () => {
  const good = { url: "https://klaviyo.example.com", plugin: "shop", key: "ck_shop_1" };

  test.each([
    ["no key", { key: undefined }, /`key`/],
    ["an empty key", { key: "" }, /`key`/],
    ["a key with a line break", { key: "ck_secret\n" }, /`key`/],
    ["no plugin", { plugin: "" }, /`plugin`/],
    ["no address", { url: "" }, /`url`/],
    ["another protocol", { url: "ftp://a.se" }, /`url`/],
    ["a password in the address", { url: "https://u:secret@a.se" }, /`url`/],
  ])("%s", (_what, wrong, message) => {
    const create = () => Reflect.apply(createClient, null, [{ ...good, ...wrong }]);
    expect(create).toThrow(
      expect.objectContaining({ code: "options_invalid", message: expect.stringMatching(message) }),
    );
    expect(create).toThrow(expect.objectContaining({ message: expect.not.stringContaining("secret") }));
  });

  test.each([
    ["a page", "window", { document: {} }],
    ["a worker of a page", "importScripts", () => {}],
    ["an app", "navigator", { product: "ReactNative" }],
  ])("%s is refused, since everybody could read the key", (_what, name, value) => {
    vi.stubGlobal(name, value);
    try {
      expect(() => createClient(good)).toThrow(expect.objectContaining({ code: "browser_refused" }));
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test("an address with a path, and a fetch of one's own", async () => {
    const seen: string[] = [];
    const fetch: typeof globalThis.fetch = async (input) => {
      seen.push(String(input));
      return Response.json({ id: "1", status: "accepted" }, { status: 202 });
    };
    const client = createClient({ ...good, url: "https://a.se/klaviyo/", plugin: "my shop", fetch });
    await client.checkoutStarted({ checkout: sampleCheckout });
    expect(seen).toEqual(["https://a.se/klaviyo/v1/plugins/my%20shop/events"]);
  });
});
