import { type ConstDirectiveNode, type DocumentNode, Kind, visit } from "graphql";

/** What a token must be allowed to do to read a type or a field: `Order` or `Order.shippingAddress` → permission. */
export type Permissions = ReadonlyMap<string, string>;

/** Reads `@needs(permission: …)` out of the schema, which callers never see: Centra's schema says nothing of permissions. */
export function takePermissions(document: DocumentNode): { document: DocumentNode; permissions: Permissions } {
  const permissions = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const type = definition.name.value;
    note(type, definition.directives);
    for (const field of definition.fields ?? []) note(`${type}.${field.name.value}`, field.directives);
  }
  function note(name: string, directives: readonly ConstDirectiveNode[] | undefined) {
    const needs = directives?.find((directive) => directive.name.value === "needs");
    const value = needs?.arguments?.[0]?.value;
    if (value?.kind === Kind.STRING) permissions.set(name, value.value);
  }
  const plain = visit(document, {
    Directive: (node) => (node.name.value === "needs" ? null : undefined),
  });
  return { document: plain, permissions };
}
