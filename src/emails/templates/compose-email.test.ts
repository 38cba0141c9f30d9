import { expect, test } from "vitest";
import { type Branding, DEFAULT_BRANDING } from "../../plugins/branding.ts";
import { EMAIL_LANGUAGES } from "../texts/texts.ts";
import { composeEmail } from "./compose-email.ts";
import { EMAIL_METRICS } from "./email-metrics.ts";
import { TextFaultyError } from "./placeholders.ts";

const branding: Branding = { ...DEFAULT_BRANDING, shopName: "H&M <Home>", supportUrl: "https://shop.com/help?a=1&b=2" };
const request = { metric: "Placed Order", language: "en", branding } as const;

const cases = EMAIL_METRICS.flatMap((metric) => EMAIL_LANGUAGES.map((language) => [metric, language] as const));

test.each(cases)("%s in %s has nothing left to fill", (metric, language) => {
  for (const look of [branding, DEFAULT_BRANDING]) {
    const email = composeEmail({ metric, language, branding: look });
    expect(Object.values(email).join("\n")).not.toMatch(/\[\[|\]\]|undefined|#0a000/);
    expect(email.subject.length).toBeGreaterThan(5);
    expect(email.html).toContain(`<html lang="${language}"`);
  }
});

test("words are escaped in HTML, and as they are in text", () => {
  const { html, text } = composeEmail(request);
  expect(html).toContain("H&amp;M &lt;Home&gt;");
  expect(html).toContain('href="https://shop.com/help?a=1&amp;b=2"');
  expect(text).toContain("H&M <Home>");
  expect(text).toContain("https://shop.com/help?a=1&b=2");
});

test("a shop without a name is called as Klaviyo calls the organisation", () => {
  const { html } = composeEmail({ ...request, branding: DEFAULT_BRANDING });
  expect(html).toContain("{{ organization.name }}");
  expect(html).toContain("{{ organization.full_address }}");
});

test("what the branding lacks is left out", () => {
  expect(composeEmail(request).html).toContain("Contact customer service");
  expect(composeEmail({ ...request, branding: DEFAULT_BRANDING }).html).not.toContain("Contact customer service");
});

test("the merchant's words replace ours, with placeholders and Klaviyo's tags", () => {
  const texts = { "placedOrder.subject": "{shop}: {order} <3 {{ event.Market }}" } as const;
  const { subject, html } = composeEmail({ ...request, texts });
  expect(subject).toBe("H&M <Home>: {{ event.OrderId }} <3 {{ event.Market }}");
  expect(html).toContain("H&amp;M &lt;Home&gt;: {{ event.OrderId }} &lt;3 {{ event.Market }}");
});

test("a placeholder that there is not is a fault", () => {
  const compose = () => composeEmail({ ...request, texts: { "placedOrder.intro": "Hello {customer}" } });
  expect(compose).toThrow(TextFaultyError);
});

test("plurals follow the form that the event carries", () => {
  const texts = { "order.pieces": "{pieces, plural, one {# sztuka} few {# sztuki} other {# sztuk}}" };
  expect(composeEmail({ ...request, texts }).html).toContain(
    '{% if event.PieceCountPlural == "one" %}{{ event.PieceCount }} sztuka{% elif event.PieceCountPlural == "few" %}{{ event.PieceCount }} sztuki{% else %}{{ event.PieceCount }} sztuk{% endif %}',
  );
});
