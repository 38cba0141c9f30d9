import { expect, test } from "vitest";
import { SettingsInvalidError } from "./errors.ts";
import { completeSettings, parsePluginInput } from "./parse-input.ts";

function faultsOf(input: unknown) {
  try {
    parsePluginInput(input);
    return [];
  } catch (error) {
    if (error instanceof SettingsInvalidError) return error.faults;
    throw error;
  }
}

const setting = (settings: object) => ({ settings });

test.each<[string, unknown, string, RegExp]>([
  ["a field that is not on the form", { nmae: "x" }, "/nmae", /not a setting/],
  ["an empty name", { name: "  " }, "/name", /empty/],
  ["an id that is no slug", { id: "My Shop" }, "/id", /a-z/],
  ["a status that there is not", { status: "paused" }, "/status", /active/],
  ["a private key as the public one", { apiKey: "pk_123" }, "/apiKey", /six/],
  ["a public key as the private one", { privateKey: "AbC123" }, "/privateKey", /pk_/],
  ["settings that are a list", { settings: [] }, "/settings", /object/],
  ["a setting that is not on the form", setting({ baseCurency: "SEK" }), "/settings/baseCurency", /not a setting/],
  ["a currency that there is not", setting({ baseCurrency: "KRS" }), "/settings/baseCurrency", /ISO 4217/],
  ["a currency in small letters", setting({ baseCurrency: "sek" }), "/settings/baseCurrency", /ISO 4217/],
  ["a currency that is a number", setting({ baseCurrency: 752 }), "/settings/baseCurrency", /text/],
  ["another origin of the language", setting({ languageFrom: "browser" }), "/settings/languageFrom", /site_language/],
  ["a language with a country", setting({ languages: ["sv", "en-GB"] }), "/settings/languages/1", /ISO 639-1/],
  ["yes instead of true", setting({ shortProductName: "yes" }), "/settings/shortProductName", /true or false/],
  [
    "a cart link without the placeholder",
    setting({ cartLink: "https://shop.example/cart" }),
    "/settings/cartLink",
    /\{selection\}/,
  ],
  [
    "a cart link that runs a script",
    setting({ cartLink: "javascript:alert({selection})" }),
    "/settings/cartLink",
    /http/,
  ],
  ["a cart link without a host", setting({ cartLink: "/cart/{selection}" }), "/settings/cartLink", /http/],
  ["a time zone that there is not", setting({ timeZone: "Europe/Malmo" }), "/settings/timeZone", /IANA/],
  ["an offset as a time zone", setting({ timeZone: "+01:00" }), "/settings/timeZone", /IANA/],
  [
    "a reserved country code",
    setting({ restrictCountries: ["SE", "UK"] }),
    "/settings/restrictCountries/1",
    /ISO 3166/,
  ],
  ["a group of countries", setting({ restrictCountries: ["EU"] }), "/settings/restrictCountries/0", /ISO 3166/],
  ["a metric that there is not", setting({ disabledMetrics: ["Shiped"] }), "/settings/disabledMetrics/0", /Shipped/],
  ["a rate that is a number", setting({ exchangeRates: { USD: 10.5 } }), "/settings/exchangeRates/USD", /text/],
  ["a rate of nothing", setting({ exchangeRates: { USD: "0.00" } }), "/settings/exchangeRates/USD", /positive/],
  ["a rate with a comma", setting({ exchangeRates: { USD: "10,5" } }), "/settings/exchangeRates/USD", /decimal/],
  [
    "a rate of no currency",
    setting({ exchangeRates: { DOLLAR: "10.5" } }),
    "/settings/exchangeRates/DOLLAR",
    /ISO 4217/,
  ],
  [
    "a day that there is not",
    setting({ transferHistoricalDataFrom: "2023-02-29" }),
    "/settings/transferHistoricalDataFrom",
    /date/,
  ],
  ["all of the quota left to others", setting({ liveQuotaReserve: 1 }), "/settings/liveQuotaReserve", /0\.9/],
])("%s is refused, with where and why", (_what, input, pointer, detail) => {
  expect(faultsOf(input)).toEqual([{ pointer, detail: expect.stringMatching(detail) }]);
});

test("every fault is named, and a pointer escapes what it must", () => {
  const faults = faultsOf({ name: "", settings: { "a/b~c": 1, baseCurrency: "X" } });
  expect(faults.map(({ pointer }) => pointer).sort()).toEqual(["/name", "/settings/a~1b~0c", "/settings/baseCurrency"]);
});

test("all that the form can say is taken", () => {
  const input = {
    id: "shop-1",
    name: "Klaviyo Centra",
    status: "inactive",
    apiKey: "AbC123",
    privateKey: "pk_0123456789abcdef",
    settings: {
      baseCurrency: "SEK",
      languageFrom: "site_language",
      languages: ["sv", "en"],
      shortProductName: true,
      imageSize: "full",
      cartLink: "https://example.com/abandoned-cart/{selection}",
      timeZone: "Europe/Stockholm",
      restrictPricelists: ["12"],
      restrictMarkets: ["Austria"],
      restrictCountries: ["AX", "SE", "XK"],
      disabledMetrics: ["Ordered Product"],
      exchangeRates: { USD: "10.5125", JPY: "0.07" },
      transferHistoricalData: true,
      transferGuestOrders: true,
      transferHistoricalDataFrom: "2022-09-01",
      liveQuotaReserve: 0.2,
      historyQuotaReserve: 0.9,
      branding: {
        shopName: "Ascaro",
        logoUrl: "https://ascaro-shop.com/logo.png",
        logoDarkUrl: "",
        logoWidth: 120,
        accentColor: "#1F3A5F",
        backgroundColor: "#ffffff",
        textColor: "#222222",
        shopUrl: "https://ascaro-shop.com",
        accountUrl: "",
        supportUrl: "",
        supportEmail: "help@ascaro-shop.com",
        returnsUrl: "",
        termsUrl: "",
        privacyUrl: "",
        socialUrls: ["https://www.instagram.com/ascaro"],
        sender: "Ascaro AB\nSveavägen 9, 111 57 Stockholm",
      },
    },
  };
  expect(parsePluginInput(input)).toEqual(input);
  expect(completeSettings(input.settings)).toEqual(input.settings);
});

test("an empty key or link clears it; a list names each thing once", () => {
  expect(parsePluginInput({ apiKey: "", settings: { cartLink: "", restrictMarkets: ["1", "1"] } })).toEqual({
    apiKey: "",
    settings: { cartLink: "", restrictMarkets: ["1"] },
  });
});

test("a change of the branding changes the fields it names", () => {
  const before = completeSettings({ branding: { shopName: "Ascaro", accentColor: "#1f3a5f" } });
  const after = completeSettings(before, { branding: { accentColor: "#000000" } });
  expect(after.branding).toEqual({ ...before.branding, accentColor: "#000000" });
});

test.each([
  [{ textColor: "#cccccc" }, "/settings/branding/textColor", "too light"],
  [{ accentColor: "red" }, "/settings/branding/accentColor", "is not a colour"],
  [{ logoUrl: "ftp://ascaro-shop.com" }, "/settings/branding/logoUrl", "is not an http or https address"],
  [{ shopName: "{{ organization.name }}" }, "/settings/branding/shopName", "template's brackets"],
  [{ slogan: "x" }, "/settings/branding/slogan", "is not a setting"],
])("branding %j is refused", (branding, pointer, detail) => {
  const refused = () => parsePluginInput({ settings: { branding } });
  expect(refused).toThrow(
    expect.objectContaining({
      faults: [expect.objectContaining({ pointer, detail: expect.stringContaining(detail) })],
    }),
  );
});
