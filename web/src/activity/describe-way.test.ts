import { expect, test } from "vitest";
import { describeWay } from "./describe-way.ts";

type Way = Parameters<typeof describeWay>[0];

const event = (given: Partial<Way>): Way => ({
  ...{ id: 1, pluginId: "shop", lane: "live", metric: "Placed Order", uniqueId: "102", state: "pending", attempts: 0 },
  ...{ dueAt: 9_000, occurredAt: 0, receivedAt: 1_000, settledAt: null, email: "eva@fjall-form.se", name: null },
  ...{ orderNumber: "102", commerceType: "order.placed", commerceSource: "/shops/se", commerceId: "placed-102" },
  ...{ reason: null, failure: null, failedAttempts: [] },
  ...given,
});
const failure = (at: number) => ({
  code: "klaviyo_unavailable",
  status: 503,
  detail: "Busy",
  request: "POST /api/events",
  at,
});
const keysOf = (given: Partial<Way>) => describeWay(event(given)).map(({ key }) => key);
const endOf = (given: Partial<Way>) => describeWay(event(given)).at(-1);

test("it begins with where it came from and what it became", () => {
  const [received, mapped] = describeWay(event({}));
  expect(received?.text).toContain("order.placed");
  expect(received?.text).toContain("/shops/se");
  expect(mapped?.text).toContain("102");
  expect(keysOf({})).toEqual(["received", "mapped", "end"]);
});

test("attempts that failed are shown each once, also the last one beyond those that are kept", () => {
  const kept = [1, 2].map((attempt) => ({ attempt, ...failure(attempt * 1_000) }));
  expect(keysOf({ attempts: 2, failedAttempts: kept, failure: failure(2_000) })).toEqual([
    "received",
    "mapped",
    "attempt 1000",
    "attempt 2000",
    "end",
  ]);
  const later = describeWay(event({ attempts: 9, failedAttempts: kept, failure: failure(8_000) }));
  expect(later.map(({ key }) => key)).toEqual([
    "received",
    "mapped",
    "attempt 1000",
    "attempt 2000",
    "gap",
    "attempt 8000",
    "end",
  ]);
  expect(later[4]?.text).toContain("6");
  expect(later[5]).toMatchObject({ text: expect.stringContaining("9"), quote: "Busy" });
});

test.each<[Partial<Way>, object]>([
  [
    { state: "delivered", attempts: 2, settledAt: 1_340 },
    { tone: "good", text: expect.stringContaining("340 ms") },
  ],
  [{ state: "dead", attempts: 1, settledAt: 5 }, { tone: "bad" }],
  [
    { state: "skipped", reason: { code: "x", message: "It is off." } },
    { tone: "plain", quote: "It is off." },
  ],
  [{ attempts: 0 }, { tone: "waiting", at: null }],
  [{ attempts: 3 }, { tone: "waiting", at: 9_000 }],
])("it ends with how the event stands: %j", (given, expected) => {
  expect(endOf(given)).toMatchObject(expected);
});
