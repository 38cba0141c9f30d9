import {
  type ASTNode,
  BREAK,
  type DocumentNode,
  doTypesOverlap,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isRequiredArgument,
  Kind,
  parse,
  print,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { pathOf } from "./optional-fields.ts";

export interface FittedQuery {
  /** Null when nothing of the question is left that this instance could answer. */
  readonly document: string | null;
  /** Paths of fields that the instance has, `orders.lines.productSize.SKU`; aliases count by the field's name. */
  readonly kept: readonly string[];
  /** The same of those that it lacks. */
  readonly missing: readonly string[];
}

/**
 * Takes out of a question what the schema lacks: fields, arguments, members of filters, values of enums, types of fragments and
 * variables, and what is empty then; GraphQL refuses a whole document for one unknown field. A list goes with what says which part of
 * it is asked for, and in which order: without that, Centra would answer with other things.
 */
export function fitQuery(text: string, schema: GraphQLSchema): FittedQuery {
  const kept: string[] = [];
  const missing: string[] = [];
  const typed = fitVariables(inlineFragments(parse(text)), schema);
  const pruned = pruneFields(typed, schema, kept, missing);
  const operation = pruned.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const isEmpty = operation === undefined || operation.selectionSet.selections.length === 0;
  return { document: isEmpty ? null : print(dropUnusedVariables(pruned)), kept, missing };
}

/** Fragments are written out, so that what is taken out of one place stays in another. */
function inlineFragments(document: DocumentNode): DocumentNode {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  return visit(document, {
    FragmentDefinition: () => null,
    FragmentSpread(node) {
      const fragment = fragments.get(node.name.value);
      if (fragment === undefined) return null;
      return { kind: Kind.INLINE_FRAGMENT, typeCondition: fragment.typeCondition, selectionSet: fragment.selectionSet };
    },
  });
}

/** A variable of a type that the instance does not know gets the type of the place where it is used. */
function fitVariables(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const typeInfo = new TypeInfo(schema);
  const usedAs = new Map<string, string>();
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Variable(node, _key, parent) {
        const isDefinition = parent !== undefined && "kind" in parent && parent.kind === Kind.VARIABLE_DEFINITION;
        const type = typeInfo.getInputType();
        if (!isDefinition && type) usedAs.set(node.name.value, String(type));
      },
    }),
  );
  return visit(document, {
    VariableDefinition(node) {
      const used = usedAs.get(node.variable.name.value);
      // The place's own type always fits, whatever the shape that the document assumed.
      if (used === undefined) return undefined;
      const definition = parse(`query ($v: ${used}) { x }`).definitions[0];
      const type =
        definition?.kind === Kind.OPERATION_DEFINITION ? definition.variableDefinitions?.[0]?.type : undefined;
      return type === undefined ? undefined : { ...node, type };
    },
  });
}

function pruneFields(document: DocumentNode, schema: GraphQLSchema, kept: string[], missing: string[]): DocumentNode {
  const typeInfo = new TypeInfo(schema);
  const unfollowed = unfollowedLists(document, schema);
  return visit(
    document,
    visitWithTypeInfo(typeInfo, {
      InlineFragment(node) {
        if (node.typeCondition === undefined) return undefined;
        const type = typeFromAST(schema, node.typeCondition);
        const around = typeInfo.getParentType();
        const fits = type && isCompositeType(type) && around && doTypesOverlap(schema, type, around);
        return fits ? undefined : null;
      },
      Field: {
        enter(node, _key, _parent, _path, ancestors) {
          if (node.name.value === "__typename") return undefined;
          const definition = typeInfo.getFieldDef();
          const path = pathOf(ancestors, node);
          const isComposite = definition ? isCompositeType(getNamedType(definition.type)) : false;
          const given = new Set(node.arguments?.map((argument) => argument.name.value));
          const lacksArgument = definition?.args.some((arg) => isRequiredArgument(arg) && !given.has(arg.name));
          if (
            !definition ||
            unfollowed.has(node) ||
            lacksArgument ||
            isComposite !== (node.selectionSet !== undefined)
          ) {
            missing.push(path);
            return null;
          }
          if (node.selectionSet === undefined) kept.push(path);
          return undefined;
        },
        leave(node) {
          return node.selectionSet?.selections.length === 0 ? null : undefined;
        },
      },
      Argument: {
        enter: () => (typeInfo.getArgument() ? undefined : null),
        leave: (node) => (node.value ? undefined : null),
      },
      ObjectField: {
        enter(node) {
          const parent = typeInfo.getParentInputType();
          const named = parent ? getNamedType(parent) : undefined;
          if (named && isInputObjectType(named) && !named.getFields()[node.name.value]) return null;
          return undefined;
        },
        leave: (node) => (node.value ? undefined : null),
      },
      EnumValue(node) {
        const type = typeInfo.getInputType();
        const named = type ? getNamedType(type) : undefined;
        return named && isEnumType(named) && !named.getValue(node.value) ? null : undefined;
      },
      SelectionSet: {
        leave(node) {
          const selections = node.selections.filter(
            (selection) => selection.kind !== Kind.INLINE_FRAGMENT || selection.selectionSet.selections.length > 0,
          );
          return selections.length === node.selections.length ? undefined : { ...node, selections };
        },
      },
    }),
  );
}

/** Fields at the root of which the instance cannot follow a variable in the filter, or any of the order. */
function unfollowedLists(document: DocumentNode, schema: GraphQLSchema): ReadonlySet<FieldNode> {
  const typeInfo = new TypeInfo(schema);
  const unfollowed = new Set<FieldNode>();
  let root: FieldNode | null = null;
  let inOrder: { known: number } | null = null;
  const note = () => {
    if (root !== null) unfollowed.add(root);
  };
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field(node) {
        if (typeInfo.getParentType() !== schema.getQueryType()) return false;
        root = node;
        return undefined;
      },
      Argument: {
        enter(node) {
          const isOrder = node.name.value === "sort";
          if (!typeInfo.getArgument()) {
            if (isOrder || hasVariable(node)) note();
            return false;
          }
          inOrder = isOrder ? { known: 0 } : null;
          return undefined;
        },
        leave() {
          if (inOrder?.known === 0) note();
          inOrder = null;
        },
      },
      ObjectField(node) {
        const parent = typeInfo.getParentInputType();
        const named = parent ? getNamedType(parent) : undefined;
        const isKnown = named && isInputObjectType(named) && named.getFields()[node.name.value];
        if (!isKnown && hasVariable(node)) note();
        return isKnown ? undefined : false;
      },
      EnumValue(node) {
        const type = typeInfo.getInputType();
        const named = type ? getNamedType(type) : undefined;
        if (inOrder && named && isEnumType(named) && named.getValue(node.value)) inOrder.known += 1;
      },
    }),
  );
  return unfollowed;
}

function hasVariable(node: ASTNode): boolean {
  let found = false;
  visit(node, {
    Variable() {
      found = true;
      return BREAK;
    },
  });
  return found;
}

function dropUnusedVariables(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  visit(document, {
    Variable(node, _key, parent) {
      if (parent !== undefined && "kind" in parent && parent.kind === Kind.VARIABLE_DEFINITION) return;
      used.add(node.name.value);
    },
  });
  return visit(document, {
    VariableDefinition: (node) => (used.has(node.variable.name.value) ? undefined : null),
  });
}
