import {
  type FragmentDefinitionNode,
  GraphQLInt,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromAST,
} from "graphql";

const DEFAULT_LIMIT = 20;
/** What a list without a limit of its own is taken to hold. */
const NESTED_LIST = 5;
/** "The query of rateLimits itself costs 1 request and complexity 10." */
const RATE_LIMITS_COST = 10;

/**
 * What a query costs before it is run. Centra publishes no formula, only that nested lists multiply: a field costs 1, an object what is
 * in it besides, a list as many times that as its limit says.
 */
export function measureComplexity(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Readonly<Record<string, unknown>>,
): number {
  const root = schema.getRootType(operation.operation);
  if (root == null) return 0;
  return costOf(operation.selectionSet, root.name);

  function costOf(selections: SelectionSetNode, typeName: string): number {
    let sum = 0;
    for (const selection of selections.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined) sum += costOf(fragment.selectionSet, fragment.typeCondition.name.value);
        continue;
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        sum += costOf(selection.selectionSet, selection.typeCondition?.name.value ?? typeName);
        continue;
      }
      const type = schema.getType(typeName);
      const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[selection.name.value] : undefined;
      if (field === undefined) {
        sum += 1;
        continue;
      }
      if (field.name === "rateLimits") {
        sum += RATE_LIMITS_COST;
        continue;
      }
      const named = getNamedType(field.type);
      const inner =
        selection.selectionSet === undefined || isLeafType(named) ? 0 : costOf(selection.selectionSet, named.name);
      const limit = selection.arguments?.find(({ name }) => ["limit", "first", "last"].includes(name.value));
      const given = limit === undefined ? undefined : valueFromAST(limit.value, GraphQLInt, variables);
      if (typeof given === "number") sum += 1 + Math.max(1, given) * inner;
      else if (field.args.some(({ name }) => name === "limit" || name === "first")) sum += 1 + DEFAULT_LIMIT * inner;
      else sum += 1 + (isListType(getNullableType(field.type)) ? NESTED_LIST : 1) * inner;
    }
    return sum;
  }
}
