import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SandboxOptions } from "../options.ts";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../server.ts";
import { callApi, TEST_ACCOUNT } from "../testing/api-client.ts";
import { anna, bulkBody, bulkGroup, eventAttributes, eventBody, metricNamed } from "../testing/bodies.ts";
import { createDrivenClock, type DrivenClock } from "../testing/driven-clock.ts";

let clock: DrivenClock;
let sandbox: KlaviyoSandbox;

async function start(options: SandboxOptions = {}): Promise<void> {
  await sandbox?.close();
  clock = createDrivenClock();
  sandbox = await startKlaviyoSandbox({
    accounts: [TEST_ACCOUNT],
    limits: "off",
    ingestionDelayMs: 0,
    clock,
    ...options,
  });
}

async function send(changes: Record<string, unknown> = {}, profile: Record<string, unknown> = anna): Promise<number> {
  return (await callApi(sandbox, "POST", "/api/events", eventBody(changes, profile))).status;
}

const sendBulk = async (groups: readonly unknown[]) =>
  (await callApi(sandbox, "POST", "/api/event-bulk-create-jobs", bulkBody(groups))).status;

beforeEach(() => start());
afterEach(() => sandbox.close());

describe("ingestion", () => {
  it("makes an event visible only after the delay", async () => {
    await start({ ingestionDelayMs: 1_500 });
    expect(await send()).toBe(202);
    clock.advance(1_499);
    expect((await callApi(sandbox, "GET", "/api/events")).many().data).toEqual([]);
    expect(sandbox.counts().accounts.TST001).toMatchObject({ accepted: 1, waiting: 1, recorded: 0 });
    clock.advance(1);
    expect((await callApi(sandbox, "GET", "/api/events")).many().data).toHaveLength(1);
    expect(sandbox.counts().accounts.TST001).toMatchObject({ accepted: 1, waiting: 0, recorded: 1 });
  });

  it("drops events of test domains after the 202, and says why", async () => {
    expect(await send({}, { email: "Someone@Example.com" })).toBe(202);
    expect(sandbox.events()).toEqual([]);
    expect(sandbox.dropped()).toEqual([
      expect.objectContaining({ reason: "test_domain", email: "Someone@Example.com" }),
    ]);
  });

  it("drops an event whose profile id is unknown or another's", async () => {
    await send();
    await send({ unique_id: "2" }, { email: "bo@shop.se" });
    const bo = sandbox.profiles({ email: "bo@shop.se" })[0]?.id;
    const body = eventBody({ unique_id: "3" });
    const withId = (id: string | undefined) => ({
      data: {
        ...body.data,
        attributes: { ...body.data.attributes, profile: { data: { type: "profile", id, attributes: anna } } },
      },
    });
    for (const id of [bo, "01UNKNOWN"])
      expect((await callApi(sandbox, "POST", "/api/events", withId(id))).status).toBe(202);
    expect(sandbox.dropped().map((event) => event.reason)).toEqual(["profile_mismatch", "profile_mismatch"]);
  });

  it("keeps numbers alone with retention counts, and still knows duplicates", async () => {
    await start({ retention: "counts" });
    await send();
    await send({ value: 200 }, { email: "ANNA@shop.se" });
    await send({ metric: metricNamed("Shipped") });
    expect(sandbox.counts().accounts.TST001).toMatchObject({
      accepted: 3,
      recorded: 2,
      dropped: { duplicate: 1 },
      byMetric: { "Placed Order": 1, Shipped: 1 },
    });
    expect([sandbox.events(), sandbox.profiles(), sandbox.requests(), sandbox.attempts()]).toEqual([[], [], [], []]);
  });
});

describe("de-duplication by profile, metric and unique_id", () => {
  it("keeps the first processed, whatever comes later and by which endpoint", async () => {
    await send({ value: 1 });
    await send({ value: 2 });
    await send({ value: 3 }, { email: "Anna@Shop.se" });
    expect(
      await sendBulk([bulkGroup([eventAttributes({ value: 4 }), eventAttributes({ unique_id: "1002", value: 5 })])]),
    ).toBe(202);
    expect(sandbox.events().map(({ uniqueId, value, via }) => [uniqueId, value, via])).toEqual([
      ["1001", 1, "single"],
      ["1002", 5, "bulk"],
    ]);
    expect(sandbox.dropped().map(({ reason, via }) => [reason, via])).toEqual([
      ["duplicate", "single"],
      ["duplicate", "single"],
      ["duplicate", "bulk"],
    ]);
  });

  it.each([
    { name: "another metric", changes: { metric: metricNamed("Shipped") }, profile: anna },
    { name: "a metric in another spelling", changes: { metric: metricNamed("placed order") }, profile: anna },
    { name: "another profile", changes: {}, profile: { email: "bo@shop.se" } },
    { name: "another id", changes: { unique_id: "1001-1" }, profile: anna },
  ])("$name is another event", async ({ changes, profile }) => {
    await send();
    await send(changes, profile);
    expect(sandbox.events()).toHaveLength(2);
  });

  it("takes the time in whole seconds where no unique_id is given", async () => {
    await send({ unique_id: null, time: "2026-07-01T10:00:00.100Z" });
    await send({ unique_id: null, time: "2026-07-01T10:00:00.900Z" });
    await send({ unique_id: null, time: "2026-07-01T10:00:01Z" });
    expect(sandbox.events().map((event) => event.uniqueId)).toEqual(["1782900000", "1782900001"]);
  });
});

describe("what an event carries", () => {
  it("is the request's time where it has none, and UTC where it has no offset", async () => {
    await send({ unique_id: "none", time: null });
    await send({ unique_id: "local", time: "2026-07-01T10:00:00" });
    expect(sandbox.events().map((event) => event.time)).toEqual([
      "2026-07-20T12:00:00.000Z",
      "2026-07-01T10:00:00.000Z",
    ]);
  });

  it("is the value 0 where the metric had a value before", async () => {
    await send({ unique_id: "1", value: null });
    await send({ unique_id: "2", value: 5 });
    await send({ unique_id: "3", value: null });
    expect(sandbox.events().map((event) => event.value)).toEqual([null, 5, 0]);
  });

  it("is its backfill mark, or that of its group", async () => {
    await send({ unique_id: "1", backfill: true });
    await sendBulk([
      bulkGroup([eventAttributes({ unique_id: "2" }), eventAttributes({ unique_id: "3", backfill: false })], anna, {
        backfill: true,
      }),
    ]);
    expect(sandbox.events().map((event) => event.backfill)).toEqual([true, true, false]);
  });

  it("names the properties that Klaviyo treats as never set", async () => {
    await send({ properties: { Zero: 0, Empty: "", Nothing: null, Text: "0", False: false } });
    expect(sandbox.events()[0]?.ignoredProperties).toEqual(["Zero", "Empty", "Nothing"]);
  });

  it("updates the profile: named fields change, absent ones stay", async () => {
    await send(
      { unique_id: "1" },
      { ...anna, first_name: "Anna", last_name: "Berg", location: { city: "Malmö" }, properties: { Language: "sv" } },
    );
    await send(
      { unique_id: "2" },
      { ...anna, last_name: "Ek", location: { country: "SE" }, properties: { Market: "Nordic" } },
    );
    expect(sandbox.profiles()).toEqual([
      expect.objectContaining({
        attributes: { email: "anna@shop.se", first_name: "Anna", last_name: "Ek" },
        location: { city: "Malmö", country: "SE" },
        properties: { Language: "sv", Market: "Nordic" },
      }),
    ]);
  });

  it("finds the profile by phone number or external id too, and never takes another's number", async () => {
    await send({ unique_id: "1" }, { ...anna, phone_number: "+46701234567", external_id: "c1" });
    await send({ unique_id: "2" }, { phone_number: "+46701234567" });
    await send({ unique_id: "3" }, { external_id: "c1" });
    await send({ unique_id: "4" }, { email: "bo@shop.se", phone_number: "+46701234567" });
    expect(sandbox.events({ email: "anna@shop.se" })).toHaveLength(3);
    expect(sandbox.profiles({ email: "bo@shop.se" })[0]?.attributes).toEqual({ email: "bo@shop.se" });
  });
});
