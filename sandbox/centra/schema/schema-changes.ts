import { type ConstDirectiveNode, type DocumentNode, Kind, type ObjectTypeDefinitionNode, visit } from "graphql";
import { z } from "zod";

/** How an instance's schema differs from the newest one. */
export const schemaChanges = z.strictObject({
  /** `Type.field`; a field of an interface goes from all that implement it. */
  hidden: z.array(z.string().regex(/^\w+\.\w+$/, 'must be "Type.field", such as "Order.isOnHold"')).optional(),
  /** `Type.field`: used, it is named in `deprecatedFieldsUsed`. */
  deprecated: z.array(z.string().regex(/^\w+\.\w+$/, 'must be "Type.field", such as "Order.isOnHold"')).optional(),
  /** Values that enums have beyond the known ones, for example `{"OrderStatus": ["QUARANTINED"]}`. */
  enumValues: z.record(z.string(), z.array(z.string())).optional(),
});

export type SchemaChanges = z.infer<typeof schemaChanges>;

const DEPRECATED: ConstDirectiveNode = {
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: "deprecated" },
  arguments: [
    {
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: "reason" },
      value: { kind: Kind.STRING, value: "Nobody needs it, date of removal: 2027-06-30" },
    },
  ],
};

/** Takes fields out of the schema, marks others as such that will go, and adds values to its enums. Throws for a type or field that there is not. */
export function changeSchema(
  document: DocumentNode,
  { hidden = [], deprecated = [], enumValues = {} }: SchemaChanges,
): DocumentNode {
  const missing = new Set([...hidden, ...deprecated, ...Object.keys(enumValues)]);
  const hiddenOf = (type: string, interfaces: readonly string[]) =>
    new Set(
      [type, ...interfaces].flatMap((owner) =>
        hidden.filter((name) => name.startsWith(`${owner}.`)).map((name) => name.slice(owner.length + 1)),
      ),
    );
  const withoutHidden = <Node extends Pick<ObjectTypeDefinitionNode, "name" | "interfaces" | "fields">>(node: Node) => {
    const gone = hiddenOf(node.name.value, node.interfaces?.map((one) => one.name.value) ?? []);
    if (gone.size === 0) return undefined;
    for (const field of node.fields ?? []) missing.delete(`${node.name.value}.${field.name.value}`);
    return { ...node, fields: node.fields?.filter((field) => !gone.has(field.name.value)) };
  };
  const changed: DocumentNode = visit(document, {
    ObjectTypeDefinition: (node) => withoutHidden(node),
    InterfaceTypeDefinition: (node) => withoutHidden(node),
    InputObjectTypeDefinition(node) {
      const gone = hiddenOf(node.name.value, []);
      for (const field of node.fields ?? []) missing.delete(`${node.name.value}.${field.name.value}`);
      return { ...node, fields: node.fields?.filter((field) => !gone.has(field.name.value)) };
    },
    FieldDefinition(node, _key, _parent, _path, ancestors) {
      const owner = ancestors.findLast((one) => "kind" in one && "name" in one);
      const name = owner && "name" in owner ? `${owner.name?.value}.${node.name.value}` : "";
      if (!deprecated.includes(name)) return undefined;
      missing.delete(name);
      return { ...node, directives: [...(node.directives ?? []), DEPRECATED] };
    },
    EnumTypeDefinition(node) {
      const added = enumValues[node.name.value];
      if (added === undefined) return undefined;
      missing.delete(node.name.value);
      const values = added.map((value) => ({
        kind: Kind.ENUM_VALUE_DEFINITION,
        name: { kind: Kind.NAME, value },
      }));
      return { ...node, values: [...(node.values ?? []), ...values] };
    },
  });
  if (missing.size > 0) throw new Error(`The schema has no ${[...missing].join(", ")}.`);
  return changed;
}
