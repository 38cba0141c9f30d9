import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { createDeliveryMetrics } from "./delivery-metrics.ts";

function createMeter() {
  let now = 0;
  const registry = new Registry();
  const clock = { now: () => now, monotonic: () => now, sleep: async () => {} };
  const observe = createDeliveryMetrics(registry, clock);
  return {
    observe,
    wait: (milliseconds: number) => {
      now += milliseconds;
    },
    series: async (name: string) => (await registry.getSingleMetric(name)?.get())?.values ?? [],
  };
}

const use = { type: "window_used", accountId: "SHOP01", endpoint: "single", used: 40, limit: 3_500 } as const;
const failure = { code: "timeout", status: null, detail: "", request: "POST /api/events", at: 0 };

test("the use of a minute's quota counts no more after the minute", async () => {
  const { observe, wait, series } = createMeter();
  observe(use);
  wait(59_999);
  expect(await series("centra_klaviyo_rate_window_used")).toMatchObject([{ value: 40 }]);
  wait(1);
  expect(await series("centra_klaviyo_rate_window_used")).toMatchObject([{ value: 0 }]);
  expect(await series("centra_klaviyo_rate_window_limit")).toMatchObject([{ value: 3_500 }]);
});

test.each(["released", "lost"] as const)("an account that is %s is shown no more", async (change) => {
  const { observe, series } = createMeter();
  observe({ type: "lease_changed", accountId: "SHOP01", change: "acquired" });
  observe({ type: "lease_changed", accountId: "SHOP02", change: "acquired" });
  observe(use);
  observe({ type: "lease_changed", accountId: "SHOP01", change });
  expect(await series("centra_klaviyo_rate_window_used")).toEqual([]);
  expect(await series("centra_klaviyo_accounts_driven")).toMatchObject([{ value: 1 }]);
  const states = await series("centra_klaviyo_endpoint_state");
  expect(states.map(({ labels }) => labels)).toEqual([
    { account: "SHOP02", endpoint: "single" },
    { account: "SHOP02", endpoint: "bulk" },
  ]);
});

test("an account that changes hands twice is driven once", async () => {
  const { observe, series } = createMeter();
  for (const change of ["acquired", "acquired", "lost", "acquired"] as const) {
    observe({ type: "lease_changed", accountId: "SHOP01", change });
  }
  expect(await series("centra_klaviyo_accounts_driven")).toMatchObject([{ value: 1 }]);
});

test("a circuit's states are told apart", async () => {
  const { observe, series } = createMeter();
  const states = [];
  for (const state of ["open", "recovering", "closed"] as const) {
    observe({ type: "circuit_changed", accountId: "SHOP01", endpoint: "bulk", state });
    states.push((await series("centra_klaviyo_endpoint_state"))[0]?.value);
  }
  expect(states).toEqual([2, 1, 0]);
});

test("a latency is in seconds, in the lane's histogram", async () => {
  const { observe, series } = createMeter();
  observe({ type: "event_delivered", pluginId: "shop", lane: "live", latencyMs: 40 });
  observe({ type: "event_delivered", pluginId: "shop", lane: "history", latencyMs: 7_200_001 });
  observe({ type: "event_retried", pluginId: "shop", lane: "live", failure });
  const buckets = await series("centra_klaviyo_acceptance_latency_seconds");
  const at = (lane: string, le: number | string) =>
    buckets.find(({ labels }) => labels.lane === lane && labels.le === le)?.value;
  expect([at("live", 0.03), at("live", 0.06)]).toEqual([0, 1]);
  expect([at("history", 7_200), at("history", 86_400)]).toEqual([0, 1]);
});
