import { noteOf, type Part } from "../../metrics/docs/variable-notes.ts";
import type { RenderOutcome } from "../language/render-template.ts";
import { isList, isMap, printed, type Value } from "../language/values.ts";
import type { MailPart } from "./preview-email.ts";

/** A variable that the mail asked for. */
export interface PreviewVariable {
  /** From the context: `event.Items.0.ProductName`. */
  readonly path: string;
  /** As it prints, cut after 200 characters; null when it is missing. */
  readonly value: string | null;
  readonly missing: boolean;
  /** What it means; null when it is not one of the plugin's. */
  readonly meaning: string | null;
  /** The parts of the mail that ask for it. */
  readonly parts: readonly MailPart[];
}

const LONGEST = 200;

/** Every variable of all parts, each once, in the order in which it was first asked for. */
export function variablesShown(outcomes: ReadonlyMap<MailPart, RenderOutcome>): PreviewVariable[] {
  const variables = new Map<string, PreviewVariable>();
  for (const [part, outcome] of outcomes) {
    if (outcome.kind !== "rendered") continue;
    for (const { path, value, missing } of outcome.variables) {
      const known = variables.get(path);
      if (known !== undefined) {
        variables.set(path, { ...known, parts: [...new Set([...known.parts, part])] });
        continue;
      }
      const shown = missing ? null : summaryOf(value);
      variables.set(path, { path, value: shown, missing, meaning: meaningOf(path), parts: [part] });
    }
  }
  return [...variables.values()];
}

function summaryOf(value: Value): string {
  if (isList(value)) return `${value.length} ${value.length === 1 ? "entry" : "entries"}`;
  if (isMap(value)) return `${Object.keys(value).length} fields`;
  const text = printed(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}

/** Whose names the notes of a part tell. */
const PARTS: Readonly<Record<string, Part>> = {
  Items: "item",
  BillingAddress: "address",
  ShippingAddress: "address",
  Shipping: "cost",
  Handling: "cost",
};

function meaningOf(path: string): string | null {
  const [scope, first = "", ...rest] = path.split(".");
  if (scope !== "event") return null;
  const name = rest.at(-1);
  if (name === undefined) return noteOf("event", first) ?? noteOf("item", first) ?? null;
  const part = PARTS[first];
  return part === undefined ? null : (noteOf(part, name) ?? null);
}
