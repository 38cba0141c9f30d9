import { expect, test } from "vitest";
import { startKlaviyoSandbox } from "../../../sandbox/klaviyo/server.ts";
import { createLedger, type ExpectedEvent } from "./ledger.ts";
import type { AdminEvent } from "./service-api.ts";
import { takeStock } from "./take-stock.ts";

type Recorded = Parameters<typeof takeStock>[0]["recorded"];

const ACCOUNT = "SHOP01";
const KEY = "pk_0123456789abcdef0123456789abcdef01";
const failure = { code: "klaviyo_rejected", status: 400, detail: "No." };

const expected = (uniqueId: string, email = "anna@shop.se"): ExpectedEvent => {
  return { account: ACCOUNT, metric: "Placed Order", uniqueId, email };
};
const deadLetter = (uniqueId: string, reason: AdminEvent["failure"] = failure): AdminEvent => {
  const rest = { id: 1, pluginId: "shop", metric: "Placed Order", attempts: 1, dueAt: 0, email: "anna@shop.se" };
  return { ...rest, uniqueId, state: "dead", failure: reason };
};

/** Events as a real sandbox records them, in the given order. */
async function record(...events: readonly ExpectedEvent[]): Promise<Recorded> {
  const account = { id: ACCOUNT, privateKeys: [{ key: KEY, scopes: "all" as const }] };
  const sandbox = await startKlaviyoSandbox({ accounts: [account], ingestionDelayMs: 0 });
  for (const { metric, uniqueId, email } of events) {
    const profile = { data: { type: "profile", attributes: { email } } };
    const named = { data: { type: "metric", attributes: { name: metric } } };
    const attributes = { properties: {}, unique_id: uniqueId, metric: named, profile };
    const answer = await fetch(`${sandbox.url}/api/events`, {
      method: "POST",
      headers: { authorization: `Klaviyo-API-Key ${KEY}`, revision: "2026-07-15", "content-type": "application/json" },
      body: JSON.stringify({ data: { type: "event", attributes } }),
    });
    expect(answer.status).toBe(202);
  }
  const recorded = sandbox.events();
  await sandbox.close();
  return recorded;
}

function take(recorded: Recorded, dead: readonly AdminEvent[], accepted: readonly ExpectedEvent[]) {
  const ledger = createLedger();
  ledger.noteSent(accepted);
  ledger.noteAccepted(accepted);
  return takeStock({ ledger, recorded, dead, accountOf: () => ACCOUNT });
}

test("what was accepted is delivered, dead or lost", async () => {
  const accepted = [expected("1"), expected("2"), expected("3")];
  expect(take(await record(expected("1")), [deadLetter("2")], accepted)).toEqual({
    accepted: 3,
    delivered: 1,
    dead: 1,
    doubled: 0,
    lost: 1,
  });
});

test("an event that is in Klaviyo twice, or there and dead, is doubled", async () => {
  // Klaviyo itself keeps one of a profile, metric and id; under another profile it would be there again.
  const recorded = await record(expected("1"), expected("1", "bo@shop.se"), expected("2"));
  const tally = take(recorded, [deadLetter("2")], [expected("1"), expected("2")]);
  expect(tally).toMatchObject({ delivered: 2, dead: 0, doubled: 2, lost: 0 });
});

test.each<[string, readonly ExpectedEvent[], readonly AdminEvent[], RegExp]>([
  ["an event that nobody sent", [expected("9")], [], /nobody sent.*9/],
  ["a dead letter without a reason", [], [deadLetter("1", null)], /no reason.*1/],
  ["a customer's later event before an earlier one", [expected("2"), expected("1")], [], /before an earlier one/],
])("%s is an error", async (_name, recorded, dead, words) => {
  const seen = await record(...recorded);
  expect(() => take(seen, dead, [expected("1"), expected("2")])).toThrow(words);
});

test("customers may overtake each other", async () => {
  const [first, second] = [expected("1"), expected("2", "bo@shop.se")];
  expect(take(await record(second, first), [], [first, second])).toMatchObject({ delivered: 2 });
});
