import type { z } from "zod";
import { type CommerceEvent, commerceEventSchema } from "./commerce-event.ts";

/** One thing that is wrong with an event. */
interface Fault {
  /** RFC 6901, into the event; "" is the event itself. */
  readonly pointer: string;
  /** A sentence: what is wrong with it, without the value, which may be personal. */
  readonly detail: string;
}

export type ParsedCommerceEvent =
  | { readonly ok: true; readonly event: CommerceEvent }
  | { readonly ok: false; readonly faults: readonly Fault[] };

const MAX_FAULTS = 50;

/** Checks an event from outside. Every fault is named, up to 50 of them. */
export function parseCommerceEvent(input: unknown): ParsedCommerceEvent {
  const result = commerceEventSchema.safeParse(input);
  if (result.success) return { ok: true, event: result.data };
  const faults = result.error.issues.flatMap((issue) => faultsOf(issue, [], input));
  return { ok: false, faults: faults.slice(0, MAX_FAULTS) };
}

function faultsOf(issue: z.core.$ZodIssue, above: readonly PropertyKey[], input: unknown): Fault[] {
  const path = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      pointer: pointerTo([...path, key]),
      detail: `${quote(key)} is not a known field here; check its spelling or leave it out.`,
    }));
  }
  if (issue.code === "invalid_key") {
    return issue.issues.map((inner) => ({ pointer: pointerTo(path), detail: sentence("The name", inner, input) }));
  }
  if (issue.code === "invalid_element") {
    return issue.issues.flatMap((inner) => faultsOf(inner, path, input));
  }
  return [{ pointer: pointerTo(path), detail: sentence(nameOf(path), issue, valueAt(input, path)) }];
}

/** What is said of a value: its last field's name, then the rule. */
function sentence(name: string, issue: z.core.$ZodIssue, value: unknown): string {
  return `${name} ${ruleOf(issue, value)}.`;
}

function ruleOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === "invalid_union" && issue.discriminator) return `must be one of ${TYPES.join(", ")}`;
  if (value === undefined && issue.code !== "custom") return "is missing";
  switch (issue.code) {
    case "invalid_type":
      return issue.expected === "int" && typeof value === "number"
        ? "must be a whole number"
        : `must be ${withArticle(issue.expected)}, not ${withArticle(typeOf(value))}`;
    case "invalid_union":
      return "must be text, true or false, or a whole number";
    case "invalid_value":
      return `must be ${issue.values.map((allowed) => JSON.stringify(allowed)).join(" or ")}`;
    case "too_big":
      return `must ${measureOf(issue.origin, "at most", issue.maximum)}`;
    case "too_small":
      return `must ${measureOf(issue.origin, "at least", issue.minimum)}`;
    default:
      return issue.message;
  }
}

const TYPES = commerceEventSchema.options.map((option) => option.shape.type.value);

function measureOf(origin: string, bound: string, limit: number | bigint): string {
  if (origin === "string") return `have ${bound} ${limit} character${limit === 1 ? "" : "s"}`;
  if (origin === "array") return `have ${bound} ${limit} item${limit === 1 ? "" : "s"}`;
  return `be ${bound} ${limit}`;
}

function withArticle(type: string): string {
  if (type === "null") return "null";
  if (type === "string") return "text";
  if (type === "int") return "a whole number";
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function nameOf(path: readonly PropertyKey[]): string {
  const last = path.at(-1);
  if (last === undefined) return "The event";
  return typeof last === "number" ? `Item ${last}` : quote(String(last));
}

function quote(name: string): string {
  return `"${name.slice(0, 100)}"`;
}

function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
