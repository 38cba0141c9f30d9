import { expect, test } from "vitest";
import { contextOfEvent } from "../../src/emails/language/event-context.ts";
import { variablesOf } from "../../src/emails/language/variables-of.ts";
import { composeEmail } from "../../src/emails/templates/compose-email.ts";
import { EMAIL_METRICS, type EmailMetric } from "../../src/emails/templates/email-metrics.ts";
import { EMAIL_LANGUAGES } from "../../src/emails/texts/texts.ts";
import { DEFAULT_BRANDING } from "../../src/plugins/branding.ts";
import { commerceEventFor, metricEventFor, sampleBranding, sampleOrderFor } from "./sample-shop.ts";

const ORGANIZATION = { name: "", full_address: "" };

/** The variables that a mail mentions anywhere, under conditions that are not met, too. */
function mentionedIn(metric: EmailMetric): readonly (readonly string[])[] {
  const emails = [sampleBranding, DEFAULT_BRANDING].flatMap((branding) =>
    EMAIL_LANGUAGES.map((language) => composeEmail({ metric, language, branding })),
  );
  return emails.flatMap((email) =>
    Object.values(email).flatMap((template: string) => {
      const analysis = variablesOf(template);
      if (analysis.kind === "refused") throw new Error(JSON.stringify(analysis.errors));
      expect(analysis.warnings).toEqual([]);
      return analysis.variables.map(({ steps }) => steps);
    }),
  );
}

test.each(EMAIL_METRICS)("%s uses only variables that its events carry", (metric) => {
  const event = metricEventFor(metric, commerceEventFor(metric, sampleOrderFor("sv")));
  const context = { ...contextOfEvent(event), organization: ORGANIZATION };
  const unknown = mentionedIn(metric).filter((steps) => !isIn(context, steps));
  expect([...new Set(unknown.map((steps) => steps.join(".")))]).toEqual([]);
});

test.each(EMAIL_METRICS)("%s shows no amount of the base currency", (metric) => {
  const amounts = /^(GrossPaidPrice|OriginalPrice|TaxAmount|DiscountValue|Subtotal|Cost|Value|ItemPrice|RowTotal)/;
  const names = mentionedIn(metric).flatMap((steps) => steps.filter((step) => amounts.test(step)));
  expect(names.filter((name) => !name.endsWith("InCustomerCurrencyFormatted"))).toEqual([]);
});

function isIn(value: unknown, steps: readonly string[]): boolean {
  const [step, ...rest] = steps;
  if (step === undefined) return true;
  if (step === "[]") return Array.isArray(value) && value.length > 0 && value.every((item) => isIn(item, rest));
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return false;
  return isIn(Object.entries(value).find(([name]) => name === step)?.[1], rest);
}
