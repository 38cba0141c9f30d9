import { texts } from "../../texts/texts.ts";

const words = texts.plugins.fields;

/** What a field is called wherever it is spoken of: at a fault, in a merge question. By its name with dots. */
export const LABELS: Readonly<Record<string, string>> = {
  name: words.name,
  status: words.status,
  apiKey: words.apiKey,
  privateKey: words.privateKey,
  "settings.baseCurrency": words.baseCurrency,
  "settings.transferHistoricalData": words.transfer,
  "settings.transferHistoricalDataFrom": words.transferFrom,
  "settings.languageFrom": words.languageFrom,
  "settings.shortProductName": words.shortProductName,
  "settings.imageSize": words.imageSize,
  "settings.cartLink": words.cartLink,
  "settings.restrictPricelists": words.restrictPricelists,
  "settings.restrictMarkets": words.restrictMarkets,
  "settings.restrictCountries": words.restrictCountries,
  "settings.disabledMetrics": words.metrics,
  "settings.languages": words.languages,
  "settings.timeZone": words.timeZone,
  "settings.exchangeRates": words.exchangeRates,
  "settings.transferGuestOrders": words.transferGuests,
  "settings.branding": words.branding,
  "settings.liveQuotaReserve": words.liveReserve,
  "settings.historyQuotaReserve": words.historyReserve,
};

/** Which folded part of the form has the fields whose names begin so: a fault there opens it. */
export const FOLDED_FIELDS: Readonly<Record<string, readonly string[]>> = {
  more: [
    "settings.languages",
    "settings.timeZone",
    "settings.exchangeRates",
    "settings.transferGuestOrders",
    "settings.liveQuotaReserve",
    "settings.historyQuotaReserve",
  ],
  branding: ["settings.branding"],
};
