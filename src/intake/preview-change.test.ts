import { expect, test } from "vitest";
import { sampleEvent, sampleOrder } from "../commerce/samples.ts";
import { sampleSettings } from "../metrics/sample-settings.ts";
import type { MappingSettings } from "../metrics/settings.ts";
import { previewChange } from "./preview-change.ts";
import { COMMERCE_EVENT_TYPES, sampleForPlugin } from "./sample-for-plugin.ts";

const now = Date.parse("2026-03-15T00:00:00Z");
const placed = sampleEvent("order.placed");

function preview(change: Partial<MappingSettings>, { isActive = true, event = placed } = {}) {
  return previewChange(event, {
    before: { isActive: true, settings: sampleSettings },
    after: { isActive, settings: { ...sampleSettings, ...change } },
    now,
  });
}

test("a product's name is shown as it was and as it will be", () => {
  expect(preview({ shortProductName: false }).differences).toContainEqual({
    metric: "Placed Order",
    pointer: "/properties/ItemNames/0",
    before: "Test Product",
    after: "Test Product Blue jeans",
  });
});

test("no change, no difference", () => {
  expect(preview({}).differences).toEqual([]);
});

test("a metric that is switched off is no longer sent, the others are as they were", () => {
  expect(preview({ disabledMetrics: ["Ordered Product"] }).differences).toEqual([
    { metric: "Ordered Product", pointer: "", before: "sent", after: undefined },
  ]);
});

test.each([
  ["a restriction that leaves the event out", preview({ restrictCountries: ["NO"] }), "country_restricted"],
  ["an inactive plugin", preview({}, { isActive: false }), "plugin_inactive"],
])("%s is told with the reason", (_what, { after, differences }, code) => {
  expect(after.metrics.map(({ reason }) => reason?.code)).toEqual([code, code]);
  expect(differences.map(({ pointer, after }) => [pointer, after])).toEqual([
    ["", undefined],
    ["", undefined],
  ]);
});

test("an event that could no longer be mapped is told as held", () => {
  const { after, differences } = preview({ baseCurrency: "USD" });
  expect(after).toMatchObject({ heldFor: { code: "exchange_rate_unknown" }, metrics: [] });
  expect(differences).toHaveLength(2);
});

test.each([
  ["customer.password_reset_requested", ["c=1"]],
  ["gift_certificate.issued", ["GIFT-7Q2X", "gift/7Q2X"]],
] as const)("credentials of %s are masked", (type, secrets) => {
  const text = JSON.stringify(preview({}, { event: sampleEvent(type) }));
  for (const secret of secrets) expect(text).not.toContain(secret);
  expect(text).toContain("•••");
});

test("a name with a slash is a pointer nevertheless", () => {
  const order = { ...sampleOrder, lines: sampleOrder.lines.map((line) => ({ ...line, categories: { "a/b~": "x" } })) };
  const { differences } = previewChange(sampleEvent("order.placed", { order }), {
    before: { isActive: true, settings: sampleSettings },
    after: { isActive: true, settings: { ...sampleSettings, imageSize: "none" } },
    now,
  });
  for (const { pointer } of differences) expect(pointer).toMatch(/^(\/([^~/]|~0|~1)*)*$/);
});

test.each(COMMERCE_EVENT_TYPES)("the sample of %s is one that the plugin would send", (type) => {
  const settings: MappingSettings = {
    ...sampleSettings,
    baseCurrency: "JPY",
    restrictMarkets: ["7"],
    restrictPricelists: ["9"],
    restrictCountries: ["DE"],
  };
  const { after } = previewChange(sampleForPlugin(type, settings), {
    before: { isActive: true, settings },
    after: { isActive: true, settings },
    now,
  });
  expect(after.heldFor).toBeNull();
  expect(after.metrics.length).toBeGreaterThan(0);
  expect(after.metrics.filter(({ reason }) => reason !== null)).toEqual([]);
});
