import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { EMAIL_METRICS } from "../../src/emails/templates/email-metrics.ts";
import { EMAIL_LANGUAGES } from "../../src/emails/texts/texts.ts";
import { renderMail } from "./render-mail.ts";
import { commerceEventFor, metricEventFor, sampleOrderFor } from "./sample-shop.ts";

/** Gmail cuts a mail at 102 kB. */
const MAX_HTML_BYTES = 100_000;

/**
 * Every mail in every language, rendered from what the mapping makes of an order. The snapshots are read by people: they hold
 * subject, preview and text in full, and of the HTML, whose layouts are kept beside the code, a fingerprint.
 */
describe.each(EMAIL_LANGUAGES)("%s", (language) => {
  const order = sampleOrderFor(language);
  const mails = EMAIL_METRICS.map((metric) => {
    return { metric, ...renderMail(metric, language, metricEventFor(metric, commerceEventFor(metric, order))) };
  });

  test("is as it was reviewed", async () => {
    const pages = mails.map(({ metric, subject, previewText, html, text }) => {
      const fingerprint = createHash("sha256").update(html).digest("hex").slice(0, 16);
      return `${"=".repeat(80)}\n${metric}\nSubject: ${subject}\nPreview: ${previewText}\nHTML:    ${fingerprint}\n\n${text}`;
    });
    await expect(visibleSpaces(pages.join("\n"))).toMatchFileSnapshot(`snapshots/${language}.txt`);
  });

  test.each(mails)("$metric is whole and small enough", ({ subject, previewText, html, text }) => {
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(MAX_HTML_BYTES);
    expect(`${subject}${previewText}${html}${text}`).not.toMatch(/None|undefined|\{\{|\{%|\[\[|href=""|src=""/);
    expect(text).not.toMatch(/\n{4}|[ \t]\n|&amp;|&#/);
    expect(subject.length).toBeLessThanOrEqual(78);
    expect(previewText.length).toBeLessThanOrEqual(110);
  });
});

/** Spaces that do not break, which amounts have, seen as such by who reads the snapshot. */
function visibleSpaces(text: string): string {
  return text.replaceAll("\u00a0", "␣").replaceAll("\u202f", "␣");
}
