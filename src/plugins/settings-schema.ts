import { z } from "zod";
import { METRIC_NAMES } from "../metrics/metric-event.ts";
import { brandingFields, brandingSchema } from "./branding.ts";
import { isCountryCode, isCurrencyCode, isLanguageCode, isTimeZone } from "./codes.ts";

const currency = z.string().refine(isCurrencyCode, "is not a currency code (ISO 4217), for example SEK");
const country = z.string().refine(isCountryCode, "is not a country code (ISO 3166-1 alpha-2), for example SE");
const language = z.string().refine(isLanguageCode, "is not a language of two letters (ISO 639-1), for example sv");
const name = z.string().trim().min(1, "is empty").max(200, "is longer than 200 characters");
const quotaReserve = z.number().min(0, "is below 0").max(0.9, "is above 0.9");

const cartLink = z
  .string()
  .max(2_000, "is longer than 2,000 characters")
  .refine((link) => link === "" || isWebAddress(link), "is not an http or https address")
  .refine((link) => link === "" || link.includes("{selection}"), "lacks the placeholder {selection}");

const rate = z
  .string()
  .regex(/^(?!0+(\.0+)?$)\d{1,12}(\.\d{1,12})?$/, "is not a positive decimal number in a string, for example 10.5125");

/** The fields of the settings form (seed: "Setup in Centra"). */
const fields = {
  baseCurrency: currency,
  languageFrom: z.enum(["delivery_country", "site_language"], {
    error: "is neither delivery_country nor site_language",
  }),
  languages: uniqueList(language),
  shortProductName: z.boolean(),
  imageSize: z.string().trim().max(100, "is longer than 100 characters"),
  cartLink,
  timeZone: z.string().refine(isTimeZone, "is not a time zone (IANA), for example Europe/Stockholm"),
  restrictPricelists: uniqueList(name),
  restrictMarkets: uniqueList(name),
  restrictCountries: uniqueList(country),
  disabledMetrics: uniqueList(z.enum(METRIC_NAMES, { error: `is not a metric; there are ${METRIC_NAMES.join(", ")}` })),
  exchangeRates: z.record(currency, rate, {
    error: (issue) => (issue.code === "invalid_key" ? "is not a currency code (ISO 4217)" : undefined),
  }),
  transferHistoricalData: z.boolean(),
  transferHistoricalDataFrom: z.iso.date("is not a date, for example 2022-09-01").nullable(),
  transferGuestOrders: z.boolean(),
  liveQuotaReserve: quotaReserve,
  historyQuotaReserve: quotaReserve,
  branding: z.strictObject(brandingFields).partial(),
};

/** All settings; what is absent gets what a new plugin starts with. */
export const pluginSettingsSchema = z.object({
  baseCurrency: fields.baseCurrency.default("EUR"),
  languageFrom: fields.languageFrom.default("delivery_country"),
  languages: fields.languages.default([]),
  shortProductName: fields.shortProductName.default(false),
  imageSize: fields.imageSize.default(""),
  cartLink: fields.cartLink.default(""),
  timeZone: fields.timeZone.default("UTC"),
  restrictPricelists: fields.restrictPricelists.default([]),
  restrictMarkets: fields.restrictMarkets.default([]),
  restrictCountries: fields.restrictCountries.default([]),
  disabledMetrics: fields.disabledMetrics.default([]),
  exchangeRates: fields.exchangeRates.default({}),
  transferHistoricalData: fields.transferHistoricalData.default(false),
  transferHistoricalDataFrom: fields.transferHistoricalDataFrom.default(null),
  transferGuestOrders: fields.transferGuestOrders.default(false),
  liveQuotaReserve: fields.liveQuotaReserve.default(0),
  historyQuotaReserve: fields.historyQuotaReserve.default(0.1),
  branding: brandingSchema.prefault({}),
});

/** What the form sends, on creation and on a change; unknown fields are faults, since they are usually misspelt. */
export const pluginInputSchema = z.strictObject({
  id: z
    .string()
    .max(64, "is longer than 64 characters")
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "has other characters than a-z, 0-9 and single hyphens")
    .optional(),
  name: z.string().trim().min(1, "is empty").max(200, "is longer than 200 characters").optional(),
  status: z.enum(["active", "inactive"], { error: "is neither active nor inactive" }).optional(),
  apiKey: z
    .string()
    .trim()
    .regex(/^([A-Za-z0-9]{6})?$/, "is not a public API key: Klaviyo's have six letters or digits")
    .optional(),
  privateKey: z
    .string()
    .trim()
    .regex(/^pk_[A-Za-z0-9_-]{1,250}$/, "is not a private API key: Klaviyo's begin with pk_")
    .optional(),
  settings: z.strictObject(fields).partial().optional(),
});

function uniqueList<Schema extends z.ZodType<string>>(item: Schema) {
  return z
    .array(item)
    .max(1_000, "has more than 1,000 entries")
    .transform((items) => [...new Set(items)]);
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text.replaceAll("{selection}", "selection"));
  return url !== null && (url.protocol === "https:" || url.protocol === "http:");
}
