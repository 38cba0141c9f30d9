import type { MetricName } from "../../metrics/metric-event.ts";
import type { Finding } from "../language/finding.ts";
import { type MentionedTag, type MentionedVariable, variablesOf } from "../language/variables-of.ts";
import { checkDates, checkDateTag } from "./check-dates.ts";
import { checkMoney } from "./check-money.ts";
import { checkPresence } from "./check-presence.ts";
import { type KnownVariables, knownVariables } from "./known-variables.ts";

/** error: Klaviyo refuses it, or the mail lacks something. warning: the mail is likely to say something wrong. hint: worth a look. */
export type Level = "error" | "warning" | "hint";

export interface CheckFinding extends Finding {
  readonly level: Level;
}

/** What a rule says of one place. */
export interface Remark {
  readonly level: Level;
  readonly code: string;
  readonly message: string;
}

export interface CheckRequest {
  readonly metric: MetricName;
  /** Two letters, when the template is for one language alone. */
  readonly language?: string;
  /** Marketing needs a way to unsubscribe. */
  readonly isMarketing?: boolean;
  /** Part of a mail, for example its subject, which need not have all that a mail has. */
  readonly isPart?: boolean;
}

/** More than any mail has; what stands behind them is not looked at. */
const MOST_VARIABLES = 2_000;

/** Checks a merchant's template for what would go wrong with the metric's events. In the order in which it stands there. */
export function checkTemplate(source: string, request: CheckRequest): CheckFinding[] {
  const analysis = variablesOf(source);
  if (analysis.kind === "refused") return analysis.errors.map((error) => ({ ...error, level: "error" }));
  const known = knownVariables(request.metric);
  const variables = analysis.variables.slice(0, MOST_VARIABLES);
  const tested = new Set(variables.filter(({ role }) => role === "tested").map(({ steps }) => steps.join(".")));
  const findings = [
    ...analysis.warnings.map((warning): CheckFinding => ({ ...warning, level: "warning" })),
    ...variables.flatMap((variable) => at(variable, remarksOn(variable, { ...request, known, tested }))),
    ...analysis.tags.flatMap((tag) => at(tag, remarksOnTag(tag, request))),
    ...checkWhole(analysis.tags, request),
  ];
  return inOrder(withoutRepetitions(findings));
}

export interface Circumstances extends CheckRequest {
  readonly known: KnownVariables;
  /** Paths that a condition of the template asks for. */
  readonly tested: ReadonlySet<string>;
}

function remarksOn(variable: MentionedVariable, circumstances: Circumstances): Remark[] {
  const presence = checkPresence(variable, circumstances);
  if (presence.some(({ level }) => level === "error")) return presence;
  return [
    ...presence,
    ...checkMoney(variable, circumstances),
    ...checkDates(variable, circumstances),
    ...checkEscaping(variable),
    ...checkCondition(variable),
  ];
}

function checkEscaping({ filters, steps, written }: MentionedVariable): Remark[] {
  const isFromOutside = steps[0] === "event" || steps[0] === "person";
  if (!isFromOutside || !filters.includes("safe")) return [];
  const message = `${written} is shown unescaped by |safe: what a customer typed would become part of the mail's HTML. Take |safe away.`;
  return [{ level: "warning", code: "shown_unescaped", message }];
}

/** Only properties at the top level can be used in segments, splits and trigger filters (Klaviyo: guide to integrating a platform). */
function checkCondition({ role, steps, written }: MentionedVariable): Remark[] {
  const isNested = role === "tested" && steps[0] === "event" && steps.length > 2 && !steps.includes("[]");
  if (!isNested) return [];
  const message = `${written} is inside of ${steps[1]}: a template may test it, but a flow's split or filter cannot see it. There, use a property of the event itself.`;
  return [{ level: "hint", code: "nested_in_condition", message }];
}

function remarksOnTag(tag: MentionedTag, { language }: CheckRequest): Remark[] {
  if (tag.name === "catalog") {
    const message =
      "When the catalogue lacks the product, Klaviyo skips the whole mail. The event carries name, picture and link itself.";
    return [{ level: "warning", code: "catalog_may_skip", message }];
  }
  return checkDateTag(tag, language);
}

function checkWhole(
  tags: readonly MentionedTag[],
  { isMarketing = false, isPart = false }: CheckRequest,
): CheckFinding[] {
  const unsubscribes = tags.some(({ name }) => ["unsubscribe", "unsubscribe_link"].includes(name));
  if (!isMarketing || isPart || unsubscribes) return [];
  const message = "This mail is marketing, so it needs a way out: {% unsubscribe %} or {% unsubscribe_link %}.";
  return [{ level: "error", code: "unsubscribe_missing", message, line: 1, column: 1 }];
}

function at(
  { line, column }: { readonly line: number; readonly column: number },
  remarks: readonly Remark[],
): CheckFinding[] {
  return remarks.map((remark) => ({ ...remark, line, column }));
}

function withoutRepetitions(findings: readonly CheckFinding[]): CheckFinding[] {
  const byPlace = new Map(findings.map((finding) => [`${finding.line}:${finding.column} ${finding.code}`, finding]));
  return [...byPlace.values()];
}

function inOrder(findings: readonly CheckFinding[]): CheckFinding[] {
  return findings.toSorted((one, other) => one.line - other.line || one.column - other.column);
}
