import { contextOfEvent } from "../../src/emails/language/event-context.ts";
import type { RenderContext } from "../../src/emails/language/render-context.ts";
import { renderTemplate } from "../../src/emails/language/render-template.ts";
import { composeEmail } from "../../src/emails/templates/compose-email.ts";
import type { EmailMetric } from "../../src/emails/templates/email-metrics.ts";
import type { EmailLanguage } from "../../src/emails/texts/texts.ts";
import type { MetricEvent } from "../../src/metrics/metric-event.ts";
import type { Branding } from "../../src/plugins/branding.ts";
import { sampleBranding } from "./sample-shop.ts";

interface RenderedMail {
  readonly subject: string;
  readonly previewText: string;
  readonly html: string;
  readonly text: string;
}

/** The mail as the customer gets it. Throws when Klaviyo would refuse it, or the renderer warns of anything. */
export function renderMail(
  metric: EmailMetric,
  language: EmailLanguage,
  event: MetricEvent,
  branding: Branding = sampleBranding,
): RenderedMail {
  const email = composeEmail({ metric, language, branding });
  const context: RenderContext = {
    ...contextOfEvent(event),
    organization: { name: "Organisation", full_address: "1 Main Street, London" },
    now: Date.parse("2026-11-23T10:15:00Z"),
    links: { unsubscribe: "https://manage.example-klaviyo.com/unsubscribe" },
  };
  const render = (template: string, autoEscape: boolean) => rendered(template, { ...context, autoEscape });
  return {
    subject: render(email.subject, false),
    previewText: render(email.previewText, false),
    html: render(email.html, true),
    text: render(email.text, true),
  };
}

function rendered(template: string, context: RenderContext): string {
  const outcome = renderTemplate(template, context);
  if (outcome.kind !== "rendered") throw new Error(`not rendered: ${JSON.stringify(outcome)}`);
  if (outcome.warnings.length > 0) throw new Error(`warned of: ${JSON.stringify(outcome.warnings)}`);
  return outcome.text;
}
