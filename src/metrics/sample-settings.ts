import type { MappingSettings } from "./settings.ts";

/** Settings under which nothing is left out, for documentation and tests. */
export const sampleSettings: MappingSettings = {
  baseCurrency: "SEK",
  languageFrom: "delivery_country",
  languages: [],
  shortProductName: true,
  imageSize: "full",
  cartLink: "https://ascaro-shop.com/abandoned-cart/{selection}",
  timeZone: "Europe/Stockholm",
  restrictPricelists: [],
  restrictMarkets: [],
  restrictCountries: [],
  disabledMetrics: [],
  exchangeRates: {},
};
