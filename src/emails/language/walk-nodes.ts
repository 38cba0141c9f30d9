import type { Condition } from "./condition.ts";
import type { Expression } from "./expression.ts";
import type { Node } from "./nodes.ts";

/** Every expression of a template, in the order in which it stands. */
export function expressionsOf(nodes: readonly Node[]): Expression[] {
  return nodes.flatMap((node) => [...expressionsIn(node), ...bodiesOf(node).flatMap(expressionsOf)]);
}

/** The expressions of a node itself, without its bodies'. */
export function expressionsIn(node: Node): Expression[] {
  switch (node.kind) {
    case "print":
      return [node.expression];
    case "if":
      return node.branches.flatMap(({ condition }) => (condition === null ? [] : expressionsOfCondition(condition)));
    case "for":
      return [node.list];
    case "with":
      return node.variables.map(([, expression]) => expression);
    case "ifchanged":
    case "cycle":
      return [...node.values];
    case "catalog":
      return [node.id, ...Object.values(node.named)];
    case "simple":
      return node.name === "templatetag" ? [] : [...node.arguments, ...Object.values(node.named)];
    default:
      return [];
  }
}

export function bodiesOf(node: Node): (readonly Node[])[] {
  switch (node.kind) {
    case "if":
      return node.branches.map(({ body }) => body);
    case "for":
      return [node.body, node.empty];
    case "ifchanged":
      return [node.body, node.otherwise];
    case "with":
    case "autoescape":
    case "spaceless":
    case "catalog":
    case "object":
      return [node.body];
    default:
      return [];
  }
}

export function expressionsOfCondition(condition: Condition): Expression[] {
  switch (condition.kind) {
    case "value":
      return [condition.expression];
    case "not":
      return expressionsOfCondition(condition.condition);
    default:
      return [...expressionsOfCondition(condition.left), ...expressionsOfCondition(condition.right)];
  }
}
