import { type ASTNode, type FieldNode, Kind, parse, print, visit } from "graphql";

/**
 * Fields that an order can be told without, by the permission that they need beside their object's: where the token lacks it they are not
 * asked for. Everything else that is missing holds an order up until it is there.
 */
const OPTIONAL_FIELDS: Readonly<Record<string, readonly string[]>> = {
  "Order.attributes:read": ["orders.attributes"],
  "Attribute:read": ["orders.attributes"],
  "Return.comment:read": ["returns.comment"],
};

/** Paths of fields that can be left out because these permissions are missing. */
export function fieldsToLeaveOut(missingPermissions: readonly string[]): string[] {
  return missingPermissions.flatMap((permission) => OPTIONAL_FIELDS[permission] ?? []);
}

/** The question without the fields at the paths; aliases count by the field's name. */
export function leaveOut(text: string, paths: ReadonlySet<string>): string {
  if (paths.size === 0) return text;
  return print(
    visit(parse(text), {
      Field: (node, _key, _parent, _path, ancestors) => (paths.has(pathOf(ancestors, node)) ? null : undefined),
    }),
  );
}

/** `orders.lines.productSize.SKU` */
export function pathOf(ancestors: readonly (ASTNode | readonly ASTNode[])[], node: FieldNode): string {
  return [...ancestors, node]
    .flatMap((one) => ("kind" in one && one.kind === Kind.FIELD ? [one.name.value] : []))
    .join(".");
}
