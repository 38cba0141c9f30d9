import { expect, test } from "vitest";
import { sampleEvent } from "../../../../src/commerce/samples.ts";
import { previewChange } from "../../../../src/intake/preview-change.ts";
import { COMMERCE_EVENT_TYPES } from "../../../../src/intake/sample-for-plugin.ts";
import { completeSettings } from "../../../../src/plugins/parse-input.ts";
import type { PluginSettings } from "../../../../src/plugins/plugin.ts";
import type { Draft } from "../form/draft.ts";
import { describeChange } from "./describe-change.ts";
import type { EventPreview } from "./event-preview.ts";

const settings = completeSettings({ baseCurrency: "SEK", cartLink: "https://fjallform.com/cart/{selection}" });
const base: Draft = { name: "Shop", status: "active", apiKey: "", privateKey: "", settings };

/** What the page is told by the service of such a change. */
function describe(change: Partial<PluginSettings>, outer: Partial<Draft> = {}): string[] {
  const after: Draft = { ...base, ...outer, settings: { ...settings, ...change } };
  const rules = (draft: Draft) => ({ isActive: draft.status === "active", settings: draft.settings });
  const previews = COMMERCE_EVENT_TYPES.map((commerceType) => {
    const event = sampleEvent(commerceType);
    const preview = previewChange(event, {
      before: rules(base),
      after: rules(after),
      now: Date.parse("2026-03-15T00:00:00Z"),
    });
    return { commerceType, origin: "recent", occurredAt: Date.parse(event.time), ...preview };
  });
  return describeChange(base, after, previews as unknown as EventPreview[]);
}

test.each<[string, string[], RegExp[]]>([
  [
    "the short name",
    describe({ shortProductName: true }),
    [/“Test Product” where they said “Test Product Blue jeans”/],
  ],
  [
    "another currency with a rate",
    describe({ baseCurrency: "EUR" }),
    [/in EUR instead of SEK/, /€215.00 where it was SEK/],
  ],
  ["a currency without a rate", describe({ baseCurrency: "USD" }), [/in USD instead of SEK/, /held: No rate is known/]],
  ["a language", describe({ languageFrom: "site_language" }), [/language/i]],
  ["a metric off", describe({ disabledMetrics: ["Shipped"] }), [/^Shipped will no longer be sent/]],
  ["a market", describe({ restrictMarkets: ["9"] }), [/^Only events of these markets are sent: 9\.$/, /left out/]],
  ["a country", describe({ restrictCountries: ["NO"] }), [/Norway/, /left out/]],
  ["no cart link", describe({ cartLink: "" }), [/no link to the cart/]],
  [
    "another cart link",
    describe({ cartLink: "https://new.example/{selection}" }),
    [/lead to https:\/\/new\.example\/\w+/],
  ],
  ["an image size that none has", describe({ imageSize: "large" }), [/image/]],
  ["a time zone", describe({ timeZone: "Europe/Oslo" }), [/Europe\/Oslo/]],
  ["a rate", describe({ exchangeRates: { USD: "10" } }), [/held/]],
  ["switching off", describe({}, { status: "inactive" }), [/Nothing is sent/]],
  ["a new name", describe({}, { name: "Other" }), []],
])("%s is put in sentences", (_what, sentences, expected) => {
  expect(sentences).toHaveLength(expected.length);
  for (const [index, pattern] of expected.entries()) expect(sentences[index]).toMatch(pattern);
});
