import { describe, expect, test } from "vitest";
import type { Clock } from "../clock.ts";
import type { Lane } from "../outbox/outbox.ts";
import { pluginSettingsSchema } from "../plugins/settings-schema.ts";
import { bulkDueAt } from "./choose-requests.ts";
import { DEFAULT_DELIVERY } from "./delivery-settings.ts";
import { createDrivenPlugin } from "./driven-plugin.ts";
import { createEndpoint } from "./endpoint.ts";
import { BULK_CREATE_EVENTS_QUOTA } from "./rate-windows.ts";

const STEP_MS = 10;
const MINUTE_MS = 60_000;

/** A plugin with events that are due at the epoch; by default as many as a bulk request takes. */
function pluginWithBacklog(lane: Lane, historyQuotaReserve: number, events = 1_000) {
  const driven = createDrivenPlugin(
    {
      ...{ id: "shop", name: "Shop", status: "active", apiKey: "ACC001", hasPrivateKey: true, version: 1, alarm: null },
      settings: pluginSettingsSchema.parse({ historyQuotaReserve }),
      ...{ createdAt: 0, updatedAt: 0 },
    },
    "pk",
  );
  for (let id = 1; id <= events; id++) {
    const event = { id, pluginId: "shop", lane, metric: "Placed Order", uniqueId: `${id}`, profileKey: `c${id}` };
    const times = { attempts: 0, dueAt: 0, occurredAt: 0, receivedAt: 0, traceParent: null };
    driven.lanes[lane].queue.add({ ...event, ...times, payload: null, payloadBytes: 4 }, 0);
  }
  return driven;
}

/** Sends whenever it may over two minutes of Klaviyo's clock, each answered at once; the times of the second minute. */
function sendForTwoMinutes(lane: Lane, reserve: number): number[] {
  const bulk = createEndpoint("bulk", BULK_CREATE_EVENTS_QUOTA, 4);
  const driven = pluginWithBacklog(lane, reserve);
  const sentAt: number[] = [];
  let used = 0;
  for (let now = 0; now < 2 * MINUTE_MS; now += STEP_MS) {
    if (now % MINUTE_MS === 0) used = 0;
    if (
      !bulk.hasRoom(now, lane === "live" ? 0 : reserve) ||
      bulkDueAt({ bulk, clock: clockAt(now), settings: DEFAULT_DELIVERY }, driven, lane, now) > now
    )
      continue;
    used++;
    sentAt.push(now);
    const windows = [
      { limit: 10, windowMs: 1_000 },
      { limit: 150, windowMs: MINUTE_MS },
    ];
    const resetMs = Math.ceil((MINUTE_MS - (now % MINUTE_MS)) / 1_000) * 1_000;
    const outcome = {
      kind: "accepted",
      partialFailure: null,
      rateLimit: { windows, remaining: 150 - used, resetMs },
    } as const;
    bulk.begin(now)({ outcome, isUnavailable: false, now, random: 0.5 });
  }
  return sentAt.filter((at) => at >= MINUTE_MS);
}

/** Its wall clock shows milliseconds since the epoch as its monotonic one shows them since its start. */
function clockAt(now: number): Clock {
  return { now: () => now, monotonic: () => now, sleep: () => Promise.resolve() };
}

function mostWithin(windowMs: number, times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length));
}

describe("the pace of bulk requests", () => {
  test.each([
    { reserve: 0, allowed: 150 },
    { reserve: 0.1, allowed: 135 },
  ])("history uses all of its quota of $allowed a minute, without bursts", ({ reserve, allowed }) => {
    const times = sendForTwoMinutes("history", reserve);
    expect(times.length).toBe(allowed);
    expect(mostWithin(5_000, times)).toBeLessThanOrEqual(20);
  });

  test("live events go as fast as Klaviyo lets them", () => {
    const times = sendForTwoMinutes("live", 0);
    expect(times.length).toBe(150);
    expect(mostWithin(5_000, times)).toBeGreaterThan(40);
  });

  test.each([
    { events: 999, mayGoAt: 2_000, what: "less than a full request of history waits two seconds for company" },
    { events: 1_000, mayGoAt: 0, what: "a full one does not" },
  ])("$what", ({ events, mayGoAt }) => {
    const bulk = createEndpoint("bulk", BULK_CREATE_EVENTS_QUOTA, 4);
    const driven = pluginWithBacklog("history", 0, events);
    const dueAt = (now: number) =>
      bulkDueAt({ bulk, clock: clockAt(now), settings: DEFAULT_DELIVERY }, driven, "history", now);
    expect(dueAt(0) <= 0).toBe(mayGoAt === 0);
    if (mayGoAt > 0) expect(dueAt(500)).toBe(mayGoAt);
    expect(dueAt(mayGoAt)).toBeLessThanOrEqual(mayGoAt);
  });
});
