import { pino } from "pino";
import { expect, test } from "vitest";
import type { AccountHealth } from "../outbox/account-health.ts";
import { recordAccountHealth } from "./account-health.ts";
import type { DeliveryEvent } from "./delivery-events.ts";

const MINUTE = 60_000;

function openRecorder(save: (healths: readonly AccountHealth[]) => Promise<void>) {
  let now = 0;
  let wake = () => {};
  const clock = {
    now: () => now,
    monotonic: () => now,
    sleep: (_ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        wake = resolve;
        signal?.addEventListener("abort", () => resolve());
      }),
  };
  const recorder = recordAccountHealth({
    store: { save, list: async () => [] },
    clock,
    logger: pino({ level: "silent" }),
  });
  const tick = async (at: number) => {
    now = at;
    wake();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { recorder, tick };
}

const acquired = { type: "lease_changed", accountId: "ACC001", change: "acquired" } as const;
const finished: DeliveryEvent = {
  ...{
    type: "request_finished",
    accountId: "ACC001",
    pluginId: "shop",
    endpoint: "single",
    request: "POST /api/events",
  },
  ...{ lane: "live", events: 1, outcome: "delivered", result: 202, durationMs: 9, error: null, traced: [] },
};
const delivered = (latencyMs: number): DeliveryEvent => ({
  ...{ type: "event_delivered", pluginId: "shop", lane: "live", latencyMs },
});
const used = { type: "window_used", accountId: "ACC001", endpoint: "single", used: 7, limit: 350 } as const;

test("tells of the accounts that are driven, and of those alone", async () => {
  const told: (readonly AccountHealth[])[] = [];
  const { recorder, tick } = openRecorder(async (healths) => void told.push(healths));
  for (const event of [used, delivered(1), acquired, finished, used]) recorder.listener(event);
  for (const latencyMs of [10, 20, 30, 900]) recorder.listener(delivered(latencyMs));
  recorder.listener({ type: "circuit_changed", accountId: "ACC001", endpoint: "bulk", state: "open" });
  recorder.start();
  await tick(0);
  expect(told.at(-1)).toEqual([
    {
      ...{ accountId: "ACC001", takenAt: 0 },
      single: { window: { used: 7, limit: 350, at: 0 }, state: "closed" },
      bulk: { window: null, state: "open" },
      latency: { live: { events: 4, p50Ms: 30, p95Ms: 900 }, history: null },
    },
  ]);
  await tick(6 * MINUTE);
  expect(told.at(-1)).toMatchObject([{ takenAt: 6 * MINUTE, latency: { live: null } }]);
  recorder.listener({ ...acquired, change: "lost" });
  await tick(7 * MINUTE);
  expect(told.at(-1)).toEqual([]);
  await recorder.stop();
});

test("a database that does not answer is asked again, and nothing grows meanwhile", async () => {
  const told: (readonly AccountHealth[])[] = [];
  let isDown = true;
  const { recorder, tick } = openRecorder(async (healths) => {
    if (isDown) throw new Error("down");
    told.push(healths);
  });
  recorder.listener(acquired);
  recorder.listener(finished);
  for (let count = 0; count < 5_000; count++) recorder.listener(delivered(count));
  recorder.start();
  await tick(5_000);
  isDown = false;
  await tick(10_000);
  expect(told.at(-1)).toMatchObject([{ latency: { live: { events: 500, p50Ms: 4_750 } } }]);
  await recorder.stop();
});
