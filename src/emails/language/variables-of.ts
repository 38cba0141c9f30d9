import { compileTemplate } from "./compile-template.ts";
import type { Condition } from "./condition.ts";
import type { Expression, Operand } from "./expression.ts";
import { type Finding, locateIn } from "./finding.ts";
import type { Node } from "./nodes.ts";
import { bodiesOf, expressionsIn, expressionsOfCondition } from "./walk-nodes.ts";

/** A variable that a template mentions. */
export interface MentionedVariable {
  /** From the context, list items as `[]`: `event`, `Items`, `[]`, `ProductName`. */
  readonly steps: readonly string[];
  /** As it is written: `item.ProductName`. */
  readonly written: string;
  /** The filters behind it, lookups left out. */
  readonly filters: readonly string[];
  /** printed: shown to the reader. tested: in a condition. listed: gone through by `for`. given: to `with` or as an argument of a tag or filter. */
  readonly role: "printed" | "tested" | "listed" | "given";
  readonly viaLookup: boolean;
  /** The tag that it is given to, such as `currency_format`; null where it is not. */
  readonly tag: string | null;
  readonly line: number;
  readonly column: number;
}

/** A tag other than those that only steer. */
export interface MentionedTag {
  readonly name: string;
  /** Its arguments as they are written. */
  readonly arguments: readonly string[];
  readonly line: number;
  readonly column: number;
}

export type Analysis =
  | {
      readonly kind: "read";
      readonly variables: readonly MentionedVariable[];
      readonly tags: readonly MentionedTag[];
      readonly warnings: readonly Finding[];
    }
  | { readonly kind: "refused"; readonly errors: readonly Finding[] };

/** What names in a template stand for; null: made by the template itself. */
type Names = ReadonlyMap<string, readonly string[] | null>;

const LOOP: Names = new Map([["forloop", null]]);
const CONSTANTS: Names = new Map(["True", "False", "None"].map((name) => [name, null] as const));

/** Every variable that a template mentions, wherever it stands, in branches that are not taken, too. */
export function variablesOf(source: string): Analysis {
  const compilation = compileTemplate(source);
  if (compilation.kind === "refused") return compilation;
  const locate = locateIn(source);
  const variables: MentionedVariable[] = [];
  collect(compilation.template.nodes, CONSTANTS, (mention, at) => void variables.push({ ...mention, ...locate(at) }));
  const tags = tagsOf(compilation.template.nodes).map(({ at, ...tag }) => ({ ...tag, ...locate(at) }));
  return { kind: "read", variables, tags, warnings: compilation.template.warnings };
}

function tagsOf(nodes: readonly Node[]): { name: string; arguments: readonly string[]; at: number }[] {
  return nodes.flatMap((node) => [
    ...(node.kind === "simple"
      ? [{ name: node.name, arguments: node.arguments.map(({ source }) => source), at: node.at }]
      : []),
    ...(node.kind === "catalog" ? [{ name: "catalog", arguments: [node.id.source], at: node.at }] : []),
    ...bodiesOf(node).flatMap(tagsOf),
  ]);
}

type Found = Omit<MentionedVariable, "line" | "column">;
type Report = (mention: Found, at: number) => void;
/** Where an expression stands. */
interface Place {
  readonly role: Found["role"];
  readonly tag: string | null;
}

const PRINTED: Place = { role: "printed", tag: null };
const TESTED: Place = { role: "tested", tag: null };
const LISTED: Place = { role: "listed", tag: null };
const GIVEN: Place = { role: "given", tag: null };

function collect(nodes: readonly Node[], outer: Names, report: Report): void {
  let names = outer;
  for (const node of nodes) {
    names = collectNode(node, names, report);
  }
}

/** Answers the names that hold behind the node: a tag with `as` adds one. */
function collectNode(node: Node, names: Names, report: Report): Names {
  switch (node.kind) {
    case "if":
      for (const { condition, body } of node.branches) {
        if (condition !== null) reportCondition(condition, names, report);
        collect(body, names, report);
      }
      return names;
    case "for": {
      reportExpression(node.list, LISTED, names, report);
      collect(node.body, new Map([...names, ...LOOP, ...loopNames(node, names)]), report);
      collect(node.empty, names, report);
      return names;
    }
    case "with": {
      for (const [, expression] of node.variables) reportExpression(expression, GIVEN, names, report);
      const given = node.variables.map(([name, expression]) => [name, stepsOf(expression, names)] as const);
      collect(node.body, new Map([...names, ...given]), report);
      return names;
    }
    case "catalog":
      for (const expression of expressionsIn(node)) reportExpression(expression, GIVEN, names, report);
      collect(node.body, new Map([...names, ["catalog_item", null]]), report);
      return names;
    case "object":
      collect(node.body, new Map([...names, [node.as, null]]), report);
      return names;
    case "print":
      reportExpression(node.expression, PRINTED, names, report);
      return names;
    case "text":
      return names;
    case "autoescape":
    case "spaceless":
      collect(node.body, names, report);
      return names;
    case "ifchanged":
      for (const expression of node.values) reportExpression(expression, GIVEN, names, report);
      collect(node.body, names, report);
      collect(node.otherwise, names, report);
      return names;
    case "cycle":
    case "simple":
      for (const expression of expressionsIn(node)) {
        reportExpression(
          expression,
          { role: "printed", tag: node.kind === "simple" ? node.name : "cycle" },
          names,
          report,
        );
      }
      return node.as === null ? names : new Map([...names, [node.as, null]]);
  }
}

function reportCondition(condition: Condition, names: Names, report: Report): void {
  for (const expression of expressionsOfCondition(condition)) reportExpression(expression, TESTED, names, report);
}

function reportExpression(expression: Expression, place: Place, names: Names, report: Report): void {
  const steps = stepsOf({ ...expression, filters: lookupsOf(expression) }, names);
  if (steps !== null) {
    const filters = expression.filters.slice(lookupsOf(expression).length).map(({ name }) => name);
    const viaLookup = lookupsOf(expression).length > 0;
    report({ steps, written: writtenOf(expression), filters, viaLookup, ...place }, expression.operand.at);
  }
  for (const { argument } of expression.filters) {
    const given = argument === null ? null : stepsOfOperand(argument, names);
    if (argument === null || given === null) continue;
    report({ steps: given, written: given.join("."), filters: [], viaLookup: false, ...GIVEN }, argument.at);
  }
}

function lookupsOf({ filters }: Expression): Expression["filters"] {
  const end = filters.findIndex(({ name, argument }) => name !== "lookup" || argument?.kind !== "literal");
  return end === -1 ? filters : filters.slice(0, end);
}

/** null when it is no variable as it stands in the context. */
function stepsOf(expression: Expression, names: Names): readonly string[] | null {
  const lookups = lookupsOf(expression);
  if (lookups.length < expression.filters.length && expression.filters[lookups.length]?.name !== "slice") return null;
  const start = stepsOfOperand(expression.operand, names);
  if (start === null) return null;
  return [...start, ...lookups.map(({ argument }) => keyOf(argument)).map(asIndex)];
}

function stepsOfOperand(operand: Operand, names: Names): readonly string[] | null {
  if (operand.kind === "literal") return null;
  const [first = "", ...rest] = operand.steps;
  const known = names.get(first);
  if (known === null) return null;
  return [...(known ?? [first]), ...rest.map(asIndex)];
}

function asIndex(step: string): string {
  return /^\d+$/.test(step) ? "[]" : step;
}

function keyOf(argument: Operand | null): string {
  if (argument?.kind !== "literal") return "";
  const { value } = argument;
  return typeof value === "object" && value !== null && "text" in value ? String(value.text) : String(value);
}

function loopNames(
  { names: loop, list }: Extract<Node, { kind: "for" }>,
  names: Names,
): [string, readonly string[] | null][] {
  const steps = stepsOf(list, names);
  const ofPairs = loop.length > 1;
  return loop.map((name) => [name, steps === null || ofPairs ? null : [...steps, "[]"]]);
}

function writtenOf(expression: Expression): string {
  const { operand, source } = expression;
  if (operand.kind === "literal") return source;
  return [operand.steps.join("."), ...lookupsOf(expression).map(({ argument }) => `lookup:"${keyOf(argument)}"`)].join(
    "|",
  );
}
