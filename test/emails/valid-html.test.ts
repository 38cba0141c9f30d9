import { HtmlValidate } from "html-validate";
import { expect, test } from "vitest";
import { EMAIL_METRICS } from "../../src/emails/templates/email-metrics.ts";
import { EMAIL_LANGUAGES } from "../../src/emails/texts/texts.ts";
import { DEFAULT_BRANDING } from "../../src/plugins/branding.ts";
import { renderMail } from "./render-mail.ts";
import { commerceEventFor, metricEventFor, sampleOrderFor } from "./sample-shop.ts";

/** Mail programs need what the web has done with: Outlook knows `align` and `bgcolor`, not the styles that replace them. */
const validator = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: { "no-deprecated-attr": "off" },
});

test.each(EMAIL_METRICS)("%s is valid HTML in every language", async (metric) => {
  for (const language of EMAIL_LANGUAGES) {
    const event = metricEventFor(metric, commerceEventFor(metric, sampleOrderFor(language)));
    for (const html of [
      renderMail(metric, language, event).html,
      renderMail(metric, language, event, DEFAULT_BRANDING).html,
    ]) {
      const report = await validator.validateString(html);
      const faults = report.results.flatMap(({ messages }) =>
        messages.map(({ ruleId, message, line }) => `${ruleId}: ${message}: ${html.split("\n")[line - 1]}`),
      );
      expect(faults, language).toEqual([]);
    }
  }
});
