import { expect, test } from "vitest";
import { sampleSettings } from "../../metrics/sample-settings.ts";
import { EMAIL_METRICS } from "../templates/email-metrics.ts";
import { EMAIL_LANGUAGES } from "../texts/texts.ts";
import { sampleForMail } from "./sample-for-mail.ts";

const cases = EMAIL_METRICS.flatMap((metric) => EMAIL_LANGUAGES.map((language) => [metric, language] as const));

test.each(cases)("there is a sample of %s for customers who read %s", (metric, language) => {
  for (const baseCurrency of ["SEK", "EUR", "JPY"]) {
    const event = sampleForMail(metric, language, { ...sampleSettings, baseCurrency });
    expect([event.metric, event.profile.properties?.Language]).toEqual([metric, language]);
  }
});

test("restrictions of the plugin keep no sample back", () => {
  const restricted = {
    ...sampleSettings,
    restrictCountries: ["US"],
    languages: ["de"],
    disabledMetrics: ["Placed Order"],
  } as const;
  expect(sampleForMail("Placed Order", "sv", restricted).properties.CustomerCurrency).toBe("SEK");
});
