import type { MetricName } from "../../metrics/metric-event.ts";
import { type CheckFinding, checkTemplate } from "../check/check-template.ts";
import type { RenderContext } from "../language/render-context.ts";
import { type RenderOutcome, renderTemplate } from "../language/render-template.ts";
import { type PreviewVariable, variablesShown } from "./variables-shown.ts";

/** A mail in Klaviyo's language: one of ours, or a merchant's own. */
export interface MailSource {
  readonly subject: string;
  readonly previewText: string;
  readonly html: string;
  readonly text: string;
}

export const MAIL_PARTS = ["subject", "previewText", "html", "text"] as const;
export type MailPart = (typeof MAIL_PARTS)[number];

export interface PreviewFinding extends CheckFinding {
  readonly part: MailPart;
}

/** A mail as a customer would get it. */
export interface EmailPreview {
  /** null for a part that Klaviyo would not render: the findings say why. */
  readonly subject: string | null;
  readonly previewText: string | null;
  readonly html: string | null;
  readonly text: string | null;
  /** Why Klaviyo would send nothing; null when it would send. */
  readonly skipped: string | null;
  readonly findings: readonly PreviewFinding[];
  readonly variables: readonly PreviewVariable[];
}

export interface PreviewRequest {
  readonly mail: MailSource;
  readonly metric: MetricName;
  readonly language: string;
  readonly context: RenderContext;
  readonly isMarketing: boolean;
}

/** Renders every part with one event, and tells what of it would surprise: in the template as such and with this event. */
export function previewEmail({ mail, context, ...request }: PreviewRequest): EmailPreview {
  const rendered = MAIL_PARTS.map((part) => [part, renderPart(part, mail, context)] as const);
  const outcomes = new Map<MailPart, RenderOutcome>(rendered);
  const findings = MAIL_PARTS.flatMap((part) =>
    findingsOf(part, mail[part], { ...request, outcome: outcomes.get(part) }),
  );
  const skipped = rendered.flatMap(([, outcome]) => (outcome.kind === "skipped" ? [outcome.reason.message] : []));
  const shown = (part: MailPart) => {
    const outcome = outcomes.get(part);
    return outcome?.kind === "rendered" ? outcome.text : null;
  };
  return {
    ...{ subject: shown("subject"), previewText: shown("previewText"), html: shown("html"), text: shown("text") },
    skipped: skipped[0] ?? null,
    findings,
    variables: variablesShown(outcomes),
  };
}

/** A subject and plain text are not HTML, so nothing in them is escaped. */
function renderPart(part: MailPart, mail: MailSource, context: RenderContext): RenderOutcome {
  return renderTemplate(mail[part], { ...context, previewText: mail.previewText, autoEscape: part === "html" });
}

interface FindingsRequest {
  readonly metric: MetricName;
  readonly language: string;
  readonly isMarketing: boolean;
  readonly outcome: RenderOutcome | undefined;
}

/** What the check says, and what the rendering adds to it; a place and code that both name is told once. */
function findingsOf(part: MailPart, source: string, { outcome, ...request }: FindingsRequest): PreviewFinding[] {
  if (source === "") return [];
  const checked = checkTemplate(source, { ...request, isPart: part !== "html" });
  const places = new Set(checked.map(placeOf));
  const added = addedBy(outcome).filter((finding) => !places.has(placeOf(finding)));
  return [...checked, ...added].map((finding) => ({ ...finding, part }));
}

function addedBy(outcome: RenderOutcome | undefined): CheckFinding[] {
  if (outcome === undefined) return [];
  if (outcome.kind === "failed") return outcome.errors.map((error) => ({ ...error, level: "error" }));
  const warnings = outcome.warnings.map((warning): CheckFinding => ({ ...warning, level: "warning" }));
  return outcome.kind === "skipped" ? [{ ...outcome.reason, level: "error" }, ...warnings] : warnings;
}

function placeOf({ line, column }: CheckFinding): string {
  return `${line}:${column}`;
}
