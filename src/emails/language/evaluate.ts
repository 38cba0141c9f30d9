import type { Expression, FilterCall, Operand, Path } from "./expression.ts";
import { findFilter } from "./filters/all.ts";
import { TemplateError } from "./finding.ts";
import type { Node } from "./nodes.ts";
import type { RenderContext } from "./render-context.ts";
import { lookUp, type Scope } from "./scope.ts";
import { isList, printed, SafeText, textOf, type Value } from "./values.ts";

/** A variable that was asked for, by its path from the context. */
export interface Use {
  readonly path: string;
  readonly value: Value;
  readonly missing: boolean;
  /** Offset into the source. */
  readonly at: number;
}

/** The state of one rendering. */
export interface Rendering {
  readonly context: RenderContext;
  readonly scope: Scope;
  autoEscape: boolean;
  /** What `cycle` has come to. */
  readonly rounds: Map<Node, number>;
  /** What `ifchanged` saw last. */
  readonly lastSeen: Map<Node, Value>;
  warn(code: string, message: string, at: number): void;
  use(use: Use): void;
  /** Counts work; throws a TemplateError when it is more than a mail can need. */
  spend(steps: number): void;
  /** Counts characters of the output likewise, and hands them back. */
  emit(text: string): string;
}

export interface Evaluated {
  readonly value: Value;
  /** Path of the value, when it stands in the context as it is. */
  readonly origin: string | null;
}

/**
 * The value of an expression. A variable that is not there is empty text where it is printed, and None where it is tested, as in
 * Django. Throws a TemplateError when the argument of a filter is not there.
 */
export function evaluate(expression: Expression, rendering: Rendering, purpose: "print" | "test"): Evaluated {
  const { operand, filters } = expression;
  rendering.spend(1 + filters.length);
  if (operand.kind === "literal") return { value: applyAll(operand.value, filters, rendering), origin: null };
  const lookups = filters.findIndex(({ name }) => name !== "lookup");
  const steps = lookups === -1 ? filters : filters.slice(0, lookups);
  const start = readPath(operand, rendering);
  const { value, origin, missing } = followLookups(start, steps, rendering);
  const rest = filters.slice(steps.length);
  const hasDefault = rest.some(({ name }) => name === "default" || name === "default_if_none");
  note(operand, { value, origin, missing }, rendering);
  if (missing && steps.length === 0 && purpose === "print" && !hasDefault) {
    rendering.warn("variable_missing", `${origin} is not there: the mail shows nothing in its place.`, operand.at);
  }
  const first = start.missing && steps.length === 0 ? (purpose === "print" ? "" : null) : value;
  return { value: applyAll(first, rest, rendering), origin: rest.every(keepsPlaces) && !missing ? origin : null };
}

/** `|slice:":3"` leaves every item in its place. */
function keepsPlaces({ name, argument }: FilterCall): boolean {
  return name === "slice" && argument?.kind === "literal" && /^:?\d*$/.test(printed(argument.value));
}

/** What the template made itself, such as `forloop`, is no variable of the context. */
function note({ steps: [first = ""], at }: Path, { origin, value, missing }: Reached, rendering: Rendering): void {
  const binding = rendering.scope.get(first);
  if (binding === undefined ? !missing : binding.origin === null) return;
  rendering.use({ path: origin, value, missing, at });
}

interface Reached extends Evaluated {
  readonly origin: string;
  readonly missing: boolean;
}

function readPath({ steps }: Path, { scope }: Rendering): Reached {
  const [only = ""] = steps;
  if (steps.length === 1 && ["True", "False", "None"].includes(only)) {
    return { value: only === "None" ? null : only === "True", origin: only, missing: false };
  }
  const found = scope.resolve(steps);
  const origin = found?.origin ?? scope.originOf(steps);
  return found === undefined ? { value: null, origin, missing: true } : { value: found.value, origin, missing: false };
}

/** `event|lookup:"$value"` names a variable as `event.$value` does. */
function followLookups(start: Reached, lookups: readonly FilterCall[], rendering: Rendering): Reached {
  let reached = start;
  for (const { argument, at } of lookups) {
    const key = argument === null ? null : readArgument(argument, rendering, at);
    const value = lookUp(reached.value, key);
    reached = { value, origin: `${reached.origin}.${printed(key)}`, missing: value === null };
  }
  return reached;
}

function applyAll(value: Value, filters: readonly FilterCall[], rendering: Rendering): Value {
  return filters.reduce((current, call) => applyFilter(current, call, rendering), value);
}

/** Longer than any mail: text or a list that doubles in nested tags would fill the memory. */
const MAX_LENGTH = 1_000_000;

function applyFilter(value: Value, { name, argument, at }: FilterCall, rendering: Rendering): Value {
  const filter = findFilter(name);
  if (filter === undefined) {
    rendering.warn("filter_not_shown", `What |${name} makes is not shown here: the value stands unchanged.`, at);
    return value;
  }
  const given = argument === null ? undefined : readArgument(argument, rendering, at);
  const use = {
    now: rendering.context.now,
    warn: (code: string, message: string) => rendering.warn(code, message, at),
  };
  const result = filter.apply(value, given, use);
  const length = isList(result) ? result.length : (textOf(result)?.length ?? 0);
  rendering.spend(Math.ceil(length / 1_000));
  if (length > MAX_LENGTH) throw new TemplateError("too_long", `|${name} makes more than a mail can hold.`, at);
  return filter.keepsSafe && value instanceof SafeText && typeof result === "string" ? new SafeText(result) : result;
}

function readArgument(argument: Operand, rendering: Rendering, at: number): Value {
  if (argument.kind === "literal") return argument.value;
  const { value, origin, missing } = readPath(argument, rendering);
  note(argument, { value, origin, missing }, rendering);
  if (!missing) return value;
  throw new TemplateError(
    "argument_missing",
    `${origin}, the argument of a filter, is not there: Django refuses the whole mail. Test it with {% if %} first.`,
    at,
  );
}

/** Whether a value prints as it is: numbers and truth values have nothing to escape. */
export function isPrintedSafe(value: Value, { autoEscape }: Rendering): boolean {
  return !autoEscape || value instanceof SafeText || typeof value === "number" || typeof value === "boolean";
}
