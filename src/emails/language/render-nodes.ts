import type { Condition } from "./condition.ts";
import { evaluate, isPrintedSafe, type Rendering } from "./evaluate.ts";
import type { Expression } from "./expression.ts";
import { TemplateError } from "./finding.ts";
import type { ForNode, Node } from "./nodes.ts";
import { renderCatalog } from "./render-catalog.ts";
import { printSimpleTag } from "./render-simple-tag.ts";
import type { Binding } from "./scope.ts";
import { areEqual, compare, escapeHtml, isList, isMap, isTrue, printed, textOf, type Value } from "./values.ts";

/** Prints nodes one after the other. Throws a TemplateError where Klaviyo would refuse, and MailSkipped. */
export function renderNodes(nodes: readonly Node[], rendering: Rendering): string {
  let text = "";
  for (const node of nodes) text += renderNode(node, rendering);
  return text;
}

function renderNode(node: Node, rendering: Rendering): string {
  rendering.spend(1);
  switch (node.kind) {
    case "text":
      return rendering.emit(node.text);
    case "print":
      return rendering.emit(printValue(node.expression, rendering));
    case "if": {
      const branch = node.branches.find(
        ({ condition }) => condition === null || isTrue(resultOf(condition, rendering)),
      );
      return branch === undefined ? "" : renderNodes(branch.body, rendering);
    }
    case "for":
      return renderFor(node, rendering);
    case "with": {
      const variables = node.variables.map(([name, expression]) => {
        const { value, origin } = evaluate(expression, rendering, "print");
        return [name, { value, origin }] as const;
      });
      return rendering.scope.within(variables, () => renderNodes(node.body, rendering));
    }
    case "autoescape": {
      const before = rendering.autoEscape;
      rendering.autoEscape = node.on;
      try {
        return renderNodes(node.body, rendering);
      } finally {
        rendering.autoEscape = before;
      }
    }
    case "spaceless":
      return renderNodes(node.body, rendering).trim().replaceAll(/>\s+</g, "><");
    case "ifchanged":
      return renderIfChanged(node, rendering);
    case "cycle": {
      const round = rendering.rounds.get(node) ?? 0;
      rendering.rounds.set(node, round + 1);
      const expression = node.values[round % node.values.length];
      if (expression === undefined) return "";
      const { value, origin } = evaluate(expression, rendering, "print");
      if (node.as !== null) rendering.scope.set(node.as, { value, origin });
      return node.silent ? "" : rendering.emit(escapeUnlessSafe(value, rendering));
    }
    case "catalog":
      return renderCatalog(node, rendering, (body) => renderNodes(body, rendering));
    case "object":
      rendering.warn(
        "tag_not_shown",
        `{% ${node.name} %} reads objects that only Klaviyo has: its contents are left out here.`,
        node.at,
      );
      return "";
    case "simple": {
      const shown = printSimpleTag(node, rendering);
      if (node.as === null) return rendering.emit(printed(shown));
      rendering.scope.set(node.as, { value: shown, origin: null });
      return "";
    }
  }
}

function printValue(expression: Expression, rendering: Rendering): string {
  const { value } = evaluate(expression, rendering, "print");
  if (value === null) {
    rendering.warn(
      "none_printed",
      `${expression.source} is not there: the mail shows the word None. Write ${expression.source}|default:"".`,
      expression.at,
    );
  }
  return escapeUnlessSafe(value, rendering);
}

export function escapeUnlessSafe(value: Value, rendering: Rendering): string {
  return isPrintedSafe(value, rendering) ? printed(value) : escapeHtml(printed(value));
}

function renderFor(node: ForNode, rendering: Rendering): string {
  const { value, origin } = evaluate(node.list, rendering, "test");
  const items = itemsOf(value, node);
  if (items.length === 0) return renderNodes(node.empty, rendering);
  const ordered = node.reversed ? [...items.entries()].reverse() : [...items.entries()];
  const parent = rendering.scope.get("forloop")?.value ?? null;
  let text = "";
  for (const [round, [index, item]] of ordered.entries()) {
    rendering.spend(1);
    const loop: Binding = { value: loopOf(round, items.length, parent), origin: null };
    const from = origin === null ? null : `${origin}.${index}`;
    text += rendering.scope.within([["forloop", loop], ...bindItem(node, item, from)], () =>
      renderNodes(node.body, rendering),
    );
  }
  return text;
}

function itemsOf(value: Value, { list }: ForNode): readonly Value[] {
  if (isList(value)) return value;
  if (isMap(value)) return Object.keys(value);
  if (value === null) return [];
  const text = textOf(value);
  if (text !== undefined) return [...text];
  throw new TemplateError(
    "not_a_list",
    `${list.source} is ${printed(value)}, not a list: Klaviyo cannot go through it.`,
    list.at,
  );
}

function bindItem({ names, list }: ForNode, item: Value, origin: string | null): [string, Binding][] {
  if (names.length === 1) return names.map((name) => [name, { value: item, origin }]);
  const parts = isList(item) ? item : [];
  if (parts.length !== names.length) {
    throw new TemplateError(
      "not_enough_parts",
      `An item of ${list.source} has ${parts.length || "no"} parts, and there are ${names.length} names.`,
      list.at,
    );
  }
  return names.map((name, index) => [name, { value: parts[index] ?? null, origin: null }]);
}

function loopOf(round: number, length: number, parent: Value): Value {
  return {
    counter: round + 1,
    counter0: round,
    revcounter: length - round,
    revcounter0: length - round - 1,
    first: round === 0,
    last: round === length - 1,
    parentloop: parent ?? {},
  };
}

function renderIfChanged(node: Extract<Node, { kind: "ifchanged" }>, rendering: Rendering): string {
  const before = rendering.lastSeen.get(node);
  if (node.values.length > 0) {
    const values = node.values.map((expression) => evaluate(expression, rendering, "test").value);
    rendering.lastSeen.set(node, values);
    const same = before !== undefined && areEqual(before, values);
    return renderNodes(same ? node.otherwise : node.body, rendering);
  }
  const text = renderNodes(node.body, rendering);
  rendering.lastSeen.set(node, text);
  return before === text ? renderNodes(node.otherwise, rendering) : text;
}

function resultOf(condition: Condition, rendering: Rendering): Value {
  switch (condition.kind) {
    case "value":
      return evaluate(condition.expression, rendering, "test").value;
    case "not":
      return !isTrue(resultOf(condition.condition, rendering));
    case "and": {
      const left = resultOf(condition.left, rendering);
      return isTrue(left) ? resultOf(condition.right, rendering) : left;
    }
    case "or": {
      const left = resultOf(condition.left, rendering);
      return isTrue(left) ? left : resultOf(condition.right, rendering);
    }
    case "compare":
      return holds(condition, resultOf(condition.left, rendering), resultOf(condition.right, rendering), rendering);
  }
}

function holds(
  { operator, at }: Extract<Condition, { kind: "compare" }>,
  left: Value,
  right: Value,
  rendering: Rendering,
): boolean {
  switch (operator) {
    case "==":
    case "is":
      return areEqual(left, right);
    case "!=":
    case "is not":
      return !areEqual(left, right);
    case "in":
      return contains(right, left);
    case "not in":
      return !isNothing(right) && !contains(right, left);
  }
  const order = compare(left, right);
  if (order === undefined) {
    if (left !== null && right !== null) {
      rendering.warn(
        "compared_text_with_number",
        `${describe(left)} ${operator} ${describe(right)} is never true: text is not compared with numbers. Write |multiply:"1" behind the text.`,
        at,
      );
    }
    return false;
  }
  if (operator === ">") return order > 0;
  if (operator === ">=") return order >= 0;
  return operator === "<" ? order < 0 : order <= 0;
}

function isNothing(value: Value): boolean {
  return textOf(value) === undefined && !isList(value) && !isMap(value);
}

function contains(container: Value, item: Value): boolean {
  const text = textOf(container);
  if (text !== undefined) return text.includes(textOf(item) ?? "\0");
  if (isList(container)) return container.some((one) => areEqual(one, item));
  return isMap(container) && Object.hasOwn(container, printed(item));
}

function describe(value: Value): string {
  return textOf(value) === undefined ? printed(value).slice(0, 40) : `"${printed(value).slice(0, 40)}"`;
}
