import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../server.ts";
import { callApi, TEST_ACCOUNT } from "../testing/api-client.ts";
import {
  anna,
  bulkBody,
  bulkGroup,
  eventAttributes,
  eventBody,
  metricNamed,
  nested,
  profileBody,
} from "../testing/bodies.ts";
import { createDrivenClock } from "../testing/driven-clock.ts";

let sandbox: KlaviyoSandbox;

beforeAll(async () => {
  sandbox = await startKlaviyoSandbox({
    accounts: [TEST_ACCOUNT],
    limits: "off",
    ingestionDelayMs: 0,
    clock: createDrivenClock(Date.UTC(2026, 6, 20)),
  });
});
afterAll(() => sandbox.close());

interface BadBody {
  readonly name: string;
  readonly body: unknown;
  readonly pointers: readonly string[];
}

const manyProperties = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, 1]));
const properties = "/data/attributes/properties";
const profile = "/data/attributes/profile/data/attributes";

describe("Create Event refuses, with a pointer", () => {
  const cases: readonly BadBody[] = [
    { name: "no data", body: {}, pointers: ["/data"] },
    { name: "a list", body: [], pointers: [""] },
    { name: "another type", body: { data: { ...eventBody().data, type: "events" } }, pointers: ["/data/type"] },
    { name: "an unknown field", body: eventBody({ customer: 1 }), pointers: ["/data/attributes/customer"] },
    { name: "an unknown field with a slash", body: eventBody({ "a/b": 1 }), pointers: ["/data/attributes/a~1b"] },
    { name: "an id beside the attributes", body: { data: { ...eventBody().data, id: "1" } }, pointers: ["/data/id"] },
    { name: "no metric", body: eventBody({ metric: undefined }), pointers: ["/data/attributes/metric"] },
    { name: "no properties", body: eventBody({ properties: undefined }), pointers: [properties] },
    { name: "properties that are a list", body: eventBody({ properties: [] }), pointers: [properties] },
    {
      name: "a metric name of 128 characters",
      body: eventBody({ metric: metricNamed("m".repeat(128)) }),
      pointers: ["/data/attributes/metric/data/attributes/name"],
    },
    { name: "a value as text", body: eventBody({ value: "100.00" }), pointers: ["/data/attributes/value"] },
    {
      name: "a currency that does not exist",
      body: eventBody({ value_currency: "KRONOR" }),
      pointers: ["/data/attributes/value_currency"],
    },
    { name: "an empty unique_id", body: eventBody({ unique_id: "" }), pointers: ["/data/attributes/unique_id"] },
    {
      name: "a unique_id of 256 characters",
      body: eventBody({ unique_id: "i".repeat(256) }),
      pointers: ["/data/attributes/unique_id"],
    },
    {
      name: "a unique_id that is a number",
      body: eventBody({ unique_id: 1001 }),
      pointers: ["/data/attributes/unique_id"],
    },
    { name: "a time as a number", body: eventBody({ time: 1_782_892_800 }), pointers: ["/data/attributes/time"] },
    {
      name: "a time that is none",
      body: eventBody({ time: "2026-13-01T00:00:00Z" }),
      pointers: ["/data/attributes/time"],
    },
    {
      name: "a time before 2000",
      body: eventBody({ time: "1999-12-31T23:59:59Z" }),
      pointers: ["/data/attributes/time"],
    },
    {
      name: "a time in more than a year",
      body: eventBody({ time: "2027-08-01T00:00:00Z" }),
      pointers: ["/data/attributes/time"],
    },
    { name: "401 properties", body: eventBody({ properties: manyProperties(401) }), pointers: [properties] },
    {
      name: "a text over 100 KB",
      body: eventBody({ properties: { a: "x".repeat(100_001) } }),
      pointers: [`${properties}/a`],
    },
    {
      name: "a text over 100 KB in UTF-8",
      body: eventBody({ properties: { a: { b: ["å".repeat(50_001)] } } }),
      pointers: [`${properties}/a/b/0`],
    },
    {
      name: "a list of 4,001 items",
      body: eventBody({ properties: { Items: Array(4_001).fill(0) } }),
      pointers: [`${properties}/Items`],
    },
    {
      name: "11 levels",
      body: eventBody({ properties: nested(11) }),
      pointers: [`${properties}${"/inner".repeat(10)}`],
    },
    {
      name: "an integer beyond 64 bits",
      body: JSON.stringify(eventBody({ properties: { n: 1 } })).replace('"n":1', '"n":9223372036854775808'),
      pointers: [`${properties}/n`],
    },
    { name: "no identifier", body: eventBody({}, { first_name: "Anna" }), pointers: [profile] },
    {
      name: "an e-mail address of 100 characters",
      body: eventBody({}, { email: `${"a".repeat(92)}@shop.se` }),
      pointers: [`${profile}/email`],
    },
    { name: "no e-mail address", body: eventBody({}, { email: "anna" }), pointers: [`${profile}/email`] },
    {
      name: "an invalid phone number alone",
      body: eventBody({}, { phone_number: "0701234567" }),
      pointers: [`${profile}/phone_number`],
    },
    {
      name: "an unknown profile field",
      body: eventBody({}, { ...anna, lastname: "A" }),
      pointers: [`${profile}/lastname`],
    },
    {
      name: "an unknown location field",
      body: eventBody({}, { ...anna, location: { postcode: "1" } }),
      pointers: [`${profile}/location/postcode`],
    },
    {
      name: "a profile over 95 KB",
      body: eventBody({}, { ...anna, properties: { a: "x".repeat(60_000), b: "x".repeat(36_000) } }),
      pointers: [profile],
    },
    {
      name: "meta beside the attributes of the profile",
      body: {
        data: {
          type: "event",
          attributes: { ...eventAttributes(), profile: { data: { type: "profile", attributes: anna, meta: {} } } },
        },
      },
      pointers: ["/data/attributes/profile/data/meta"],
    },
    {
      name: "several faults at once",
      body: eventBody({ value: "1", unique_id: "" }),
      pointers: ["/data/attributes/value", "/data/attributes/unique_id"],
    },
  ];

  it.each(cases)("$name", async ({ body, pointers }) => {
    const before = sandbox.counts().accounts.TST001?.accepted;
    const answer = await callApi(sandbox, "POST", "/api/events", body);
    expect(answer.status).toBe(400);
    expect(answer.errors().map((error) => error.source.pointer)).toEqual(pointers);
    expect(new Set(answer.errors().map((error) => error.code))).toEqual(new Set(["invalid"]));
    expect(sandbox.counts().accounts.TST001?.accepted).toBe(before);
  });

  it("words an unknown and a missing field as Klaviyo does", async () => {
    const unknown = await callApi(sandbox, "POST", "/api/events", eventBody({}, { ...anna, lastname: "A" }));
    expect(unknown.errors()[0]?.detail).toBe("'lastname' is not a valid field for the resource 'profile'.");
    const missing = await callApi(sandbox, "POST", "/api/events", eventBody({ metric: undefined }));
    expect(missing.errors()[0]?.detail).toBe("'metric' is a required field for the resource 'event'.");
  });
});

it("a sandbox that trusts properties still checks everything around them", async () => {
  const trusting = await startKlaviyoSandbox({ accounts: [TEST_ACCOUNT], checkProperties: false });
  const post = async (changes: Record<string, unknown>) =>
    (await callApi(trusting, "POST", "/api/events", eventBody(changes))).status;
  expect(await post({ properties: nested(11) })).toBe(202);
  expect(await post({ properties: [] })).toBe(400);
  expect(await post({ value: "1" })).toBe(400);
  await trusting.close();
});

describe("Create Event takes", () => {
  it.each([
    {
      name: "what is exactly at the limits",
      changes: {
        unique_id: "i".repeat(255),
        metric: metricNamed("m".repeat(127)),
        properties: {
          ...manyProperties(396),
          text: "x".repeat(100_000),
          list: Array(4_000).fill(0),
          tree: nested(9),
          int: Number.MIN_SAFE_INTEGER,
        },
        time: "2000-01-01T00:00:00Z",
      },
    },
    {
      name: "nulls where they are allowed",
      changes: { time: null, value: null, value_currency: null, unique_id: null, backfill: null },
    },
    { name: "a date without a time", changes: { time: "2026-07-01" } },
  ])("$name", async ({ changes }) => {
    expect((await callApi(sandbox, "POST", "/api/events", eventBody(changes))).status).toBe(202);
  });

  it("an event whose invalid phone number it ignores, and says so", async () => {
    const person = { email: "phone@shop.se", phone_number: "0701234567" };
    const answer = await callApi(sandbox, "POST", "/api/events", eventBody({ unique_id: "phone" }, person));
    expect([answer.status, answer.headers.get("x-klaviyo-partial-failure")]).toEqual([202, "phone_number"]);
    expect(sandbox.profiles({ email: "phone@shop.se" })[0]?.attributes.phone_number).toBeUndefined();
  });
});

describe("Bulk Create Events refuses, with a pointer", () => {
  const root = "/data/attributes/events-bulk-create/data";
  const good = (uniqueId: string) => eventAttributes({ unique_id: uniqueId });
  const cases: readonly BadBody[] = [
    { name: "no events", body: bulkBody([]), pointers: [root] },
    {
      name: "the second profile's e-mail address",
      body: bulkBody([bulkGroup([good("1")]), bulkGroup([good("1")], { email: "bad" })]),
      pointers: [`${root}/1/attributes/profile/data/attributes/email`],
    },
    {
      name: "a profile without an identifier",
      body: bulkBody([bulkGroup([good("1")], { first_name: "Anna" })]),
      pointers: [`${root}/0/attributes/profile/data/attributes`],
    },
    {
      name: "one event among others",
      body: bulkBody([bulkGroup([good("1"), { ...good("2"), value: "1.00" }, good("3")])]),
      pointers: [`${root}/0/attributes/events/data/1/attributes/value`],
    },
    {
      name: "the profile inside an event",
      body: bulkBody([bulkGroup([{ ...good("1"), profile: {} }])]),
      pointers: [`${root}/0/attributes/events/data/0/attributes/profile`],
    },
    {
      name: "meta inside the attributes of the profile",
      body: bulkBody([bulkGroup([good("1")], { ...anna, meta: {} })]),
      pointers: [`${root}/0/attributes/profile/data/attributes/meta`],
    },
    {
      name: "an id twice for one profile and metric, in two groups and two spellings of the address",
      body: bulkBody([bulkGroup([good("1")]), bulkGroup([good("2"), good("1")], { email: "Anna@Shop.SE" })]),
      pointers: [`${root}/1/attributes/events/data/1/attributes/unique_id`],
    },
    {
      name: "1,001 events",
      body: bulkBody([
        bulkGroup(Array.from({ length: 600 }, (_, index) => good(`a${index}`))),
        bulkGroup(Array.from({ length: 401 }, (_, index) => good(`b${index}`))),
      ]),
      pointers: [root],
    },
  ];

  it.each(cases)("$name, and takes none", async ({ body, pointers }) => {
    const before = sandbox.counts().accounts.TST001?.accepted;
    const answer = await callApi(sandbox, "POST", "/api/event-bulk-create-jobs", body);
    expect(answer.status).toBe(400);
    expect(answer.errors().map((error) => error.source.pointer)).toEqual(pointers);
    expect(sandbox.counts().accounts.TST001?.accepted).toBe(before);
  });
});

describe("the profile endpoints refuse, with a pointer", () => {
  it.each([
    { path: "/api/profiles", method: "POST", body: profileBody({}), pointer: "/data/attributes" },
    {
      path: "/api/profiles",
      method: "POST",
      body: profileBody({ ...anna, anonymous_id: "a" }),
      pointer: "/data/attributes/anonymous_id",
    },
    { path: "/api/profiles", method: "POST", body: profileBody(anna, { meta: {} }), pointer: "/data/meta" },
    {
      path: "/api/profile-import",
      method: "POST",
      body: profileBody({ ...anna, consent: true }),
      pointer: "/data/attributes/consent",
    },
    { path: "/api/profiles/01X", method: "PATCH", body: profileBody(anna), pointer: "/data/id" },
    {
      path: "/api/lists",
      method: "POST",
      body: { data: { type: "list", attributes: {} } },
      pointer: "/data/attributes/name",
    },
    {
      path: "/api/lists",
      method: "POST",
      body: { data: { type: "list", attributes: { name: "L", opt_in_process: "none" } } },
      pointer: "/data/attributes/opt_in_process",
    },
  ])("$method $path $pointer", async ({ path, method, body, pointer }) => {
    const answer = await callApi(sandbox, method, path, body);
    expect(answer.status).toBe(400);
    expect(answer.errors().map((error) => error.source.pointer)).toEqual([pointer]);
  });
});
