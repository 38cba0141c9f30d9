import type { PluginSettings } from "../../../../src/plugins/plugin.ts";
import { texts } from "../../texts/texts.ts";
import { changedFields, type Draft } from "../form/draft.ts";
import { countryName } from "../form/names.ts";
import type { EventPreview } from "./event-preview.ts";

const words = texts.plugins.preview.sentences;
const RESTRICTIONS = ["restrictPricelists", "restrictMarkets", "restrictCountries"] as const;

/** What the change says of itself, a sentence each, with the values of the plugin's newest events in them. */
export function describeChange(before: Draft, after: Draft, previews: readonly EventPreview[]): string[] {
  const find = (metric: string, pointer: string) =>
    previews
      .flatMap(({ differences }) => differences)
      .find((one) => one.metric === metric && one.pointer.startsWith(pointer));
  return changedFields(before, after).flatMap((field): string[] => {
    switch (field) {
      case "status":
        return [after.status === "active" ? words.on : words.off];
      case "settings.shortProductName": {
        const names = find("Placed Order", "/properties/ItemNames/");
        if (names) return [words.names(textOf(names.before), textOf(names.after))];
        return [after.settings.shortProductName ? words.namesShort : words.namesLong];
      }
      case "settings.baseCurrency":
        return [words.currency(before.settings.baseCurrency, after.settings.baseCurrency), ...valueSentences(previews)];
      case "settings.languageFrom":
      case "settings.languages": {
        const language = find("Placed Order", "/profile/properties/Language");
        return [language ? words.language(textOf(language.before), textOf(language.after)) : words.languageSame];
      }
      case "settings.disabledMetrics":
        return metricSentences(before.settings, after.settings);
      case "settings.cartLink": {
        const link = find("Started Checkout", "/properties/AbandonedCartURL");
        const address = link?.after ?? after.settings.cartLink;
        return [textOf(address) === "" ? words.cartLinkNone : words.cartLink(textOf(address))];
      }
      case "settings.imageSize": {
        const image = previews
          .flatMap(({ differences }) => differences)
          .find(({ pointer }) => /\/ImageURL$/.test(pointer));
        if (image === undefined) return [words.imageSame];
        return [textOf(image.after) === "" ? words.imageNone : words.image(textOf(image.after))];
      }
      case "settings.timeZone":
        return [words.timeZone(after.settings.timeZone)];
      case "settings.exchangeRates":
        return [words.rates];
      default: {
        const restriction = RESTRICTIONS.find((name) => field === `settings.${name}`);
        return restriction === undefined ? [] : restrictionSentences(restriction, after.settings, previews);
      }
    }
  });
}

function valueSentences(previews: readonly EventPreview[]): string[] {
  const placed = previews.find(({ commerceType }) => commerceType === "order.placed");
  if (placed === undefined) return [];
  if (placed.after.heldFor !== null) return [words.held(placed.after.heldFor.message)];
  const [was] = placed.before.metrics;
  const [will] = placed.after.metrics;
  if (!was || !will || was.value === null || will.value === null) return [];
  return [words.value(money(was.value, was.valueCurrency), money(will.value, will.valueCurrency))];
}

function metricSentences(before: PluginSettings, after: PluginSettings): string[] {
  const off = after.disabledMetrics.filter((metric) => !before.disabledMetrics.includes(metric));
  const on = before.disabledMetrics.filter((metric) => !after.disabledMetrics.includes(metric));
  return [...off.map(words.metricOff), ...on.map(words.metricOn)];
}

function restrictionSentences(
  name: (typeof RESTRICTIONS)[number],
  settings: PluginSettings,
  previews: readonly EventPreview[],
): string[] {
  const chosen = settings[name];
  if (chosen.length === 0) return [words.unrestricted(words.whats[name])];
  const names = name === "restrictCountries" ? chosen.map(countryName) : chosen;
  const leftOut = previews.flatMap(({ differences, after }) =>
    differences.some(({ pointer, after: then }) => pointer === "" && then === undefined)
      ? after.metrics.flatMap(({ metric, reason }) => (reason === null ? [] : [words.leftOut(metric, reason.message)]))
      : [],
  );
  return [words.restrictedTo(words.whats[name], names.join(", ")), ...leftOut.slice(0, 1)];
}

function money(value: number, currency: string | null): string {
  return currency === null ? String(value) : new Intl.NumberFormat("en", { style: "currency", currency }).format(value);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
