import { expect, test } from "vitest";
import { isDroppedByKlaviyo, makeFreshSamples, newSampleCustomer, SAMPLE_METRICS } from "./fresh-samples.ts";
import { mapCommerceEvent } from "./map-commerce-event.ts";
import { METRIC_NAMES, type MetricName } from "./metric-event.ts";
import { sampleSettings } from "./sample-settings.ts";
import type { MappingSettings } from "./settings.ts";

const NOW = Date.parse("2026-11-26T17:05:09.123Z");
const customer = { email: "eva@fjall-form.se" };

function mapped(metrics: readonly MetricName[], given: Partial<MappingSettings> = {}, now = NOW) {
  const settings = { ...sampleSettings, ...given };
  return makeFreshSamples({ settings, customer, metrics, now }).map((event) =>
    mapCommerceEvent(event, settings, { isPluginActive: true, now }),
  );
}

const eventsOf = (outcomes: ReturnType<typeof mapped>) =>
  outcomes.flatMap((outcome) => (outcome.kind === "mapped" ? outcome.events : []));

test.each(METRIC_NAMES)("a sample of %s is mapped to it", (metric) => {
  const names = eventsOf(mapped([metric])).map((event) => event.metric);
  expect(names).toContain(metric);
});

test.each<[string, Partial<MappingSettings>]>([
  ["as the plugin begins", {}],
  ["whatever the base currency", { baseCurrency: "JPY" }],
  ["restricted to some markets", { restrictMarkets: ["Norway"] }],
  ["restricted to some price lists", { restrictPricelists: ["7"] }],
  ["restricted to some countries", { restrictCountries: ["NO", "DK"] }],
])("a sample of every metric goes through %s", (_how, given) => {
  const outcomes = mapped(SAMPLE_METRICS, given);
  const skipped = outcomes.flatMap((outcome) =>
    outcome.kind === "mapped" ? outcome.skipped.map(({ reason }) => reason) : [outcome.reason],
  );
  expect(skipped).toEqual([]);
  expect(new Set(eventsOf(outcomes).map(({ metric }) => metric))).toEqual(new Set(METRIC_NAMES));
});

test.each(["site_language", "delivery_country"] as const)(
  "a sample is in the language that was asked for, by %s",
  (languageFrom) => {
    const settings = { ...sampleSettings, languageFrom };
    for (const language of ["en", "sv", "de", "fr", "nb", "da", "fi", "nl", "pl", "es", "it"]) {
      const events = makeFreshSamples({
        settings,
        customer: { ...customer, language },
        metrics: SAMPLE_METRICS,
        now: NOW,
      });
      const mapped = events.map((event) => mapCommerceEvent(event, settings, { isPluginActive: true, now: NOW }));
      const spoken = eventsOf(mapped).map(({ profile }) => profile.properties?.Language);
      expect(new Set(spoken)).toEqual(new Set([language]));
    }
  },
);

test("a language leads to no country that the plugin leaves out", () => {
  const settings = { ...sampleSettings, restrictCountries: ["NO"] };
  const events = makeFreshSamples({
    settings,
    customer: { ...customer, language: "de" },
    metrics: ["Placed Order"],
    now: NOW,
  });
  expect(events[0]?.data).toMatchObject({ order: { country: "NO", siteLanguage: "de" } });
});

test("samples are new to Klaviyo each time", () => {
  const idsOf = (now: number) =>
    eventsOf(mapped(SAMPLE_METRICS, {}, now)).map(({ metric, uniqueId }) => `${metric} ${uniqueId}`);
  const all = [...idsOf(NOW), ...idsOf(NOW + 1)];
  expect(new Set(all).size).toBe(all.length);
});

test("a chosen customer's profile is told nothing that was not given", () => {
  for (const { profile } of eventsOf(mapped(SAMPLE_METRICS))) {
    expect(profile.email).toBe("eva@fjall-form.se");
    expect([profile.first_name, profile.last_name, profile.phone_number, profile.organization]).toEqual(
      Array(4).fill(undefined),
    );
  }
});

test("a sample customer is someone new", () => {
  expect(newSampleCustomer("fjall-form.se", NOW)).toEqual({
    email: "janedoe20261126170509123@fjall-form.se",
    firstName: "Jane",
    lastName: "Doe",
  });
});

test.each([
  ["eva@example.com", true],
  ["eva@TEST.com", true],
  ["eva@mail.example.org", true],
  ["eva@shop.test", true],
  ["eva@localhost", true],
  ["eva@contest.com", false],
  ["eva@fjall-form.se", false],
])("Klaviyo drops events of %s: %s", (email, isDropped) => {
  expect(isDroppedByKlaviyo(email)).toBe(isDropped);
});
