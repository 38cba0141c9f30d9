import {
  execute,
  type FragmentDefinitionNode,
  GraphQLError,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from "graphql";
import { z } from "zod";
import type { Answer } from "../../klaviyo/http/answer.ts";
import type { SandboxToken } from "../access/tokens.ts";
import type { SandboxState } from "../state.ts";
import { mutationRoot } from "../views/mutation-root.ts";
import { queryRoot } from "../views/query-root.ts";
import { measureComplexity } from "./complexity.ts";
import { type RequestContext, resolveField } from "./context.ts";
import { graphqlAnswer, tooManyRequests } from "./errors.ts";

const APP_VERSION = "v1.60.0";

export const graphqlRequest = z.looseObject({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** Fields that a fault makes fail. */
export type FailingFields = RequestContext["failing"];

/** What the Integration API answers to a query or mutation of a known token. Errors of GraphQL come with HTTP 200. */
export async function answerGraphql(
  state: SandboxState,
  token: SandboxToken,
  request: z.infer<typeof graphqlRequest>,
  nowMs: number,
  failing: FailingFields,
): Promise<Answer> {
  const { schema, permissions } = state.schema;
  const prepared = prepare(state, request);
  if ("errors" in prepared) return refused(prepared.errors);
  const { operation, document, fragments } = prepared;
  const variables = request.variables ?? {};
  const complexity = measureComplexity(schema, operation, fragments, variables);
  const isMutation = operation.operation === "mutation";
  const verdict = state.buckets.take(
    { REQUEST_COUNT: 1, MUTATION_COUNT: isMutation ? 1 : 0, QUERY_COMPLEXITY: complexity },
    nowMs,
  );
  if (!verdict.allowed) return tooManyRequests(verdict.freeAt, state.retryAfterForm, nowMs);

  const contextValue: RequestContext = {
    state,
    token,
    permissions,
    nowMs,
    permissionsUsed: new Set(),
    deprecatedFieldsUsed: new Set(),
    failing,
  };
  const result = await execute({
    schema,
    document,
    rootValue: isMutation ? mutationRoot : queryRoot,
    contextValue,
    variableValues: variables,
    operationName: request.operationName ?? null,
    fieldResolver: resolveField,
  });
  state.usage.add(rootFieldsOf(operation), complexity);
  return graphqlAnswer(200, {
    ...(result.errors === undefined ? {} : { errors: result.errors.map(presentError) }),
    ...(result.data === undefined ? {} : { data: result.data }),
    extensions: {
      complexity,
      permissionsUsed: [...contextValue.permissionsUsed],
      ...(contextValue.deprecatedFieldsUsed.size === 0
        ? {}
        : { deprecatedFieldsUsed: [...contextValue.deprecatedFieldsUsed] }),
      appVersion: APP_VERSION,
    },
  });
}

type Prepared = NonNullable<ReturnType<SandboxState["documents"]["get"]>>;

function prepare(
  state: SandboxState,
  request: z.infer<typeof graphqlRequest>,
): Prepared | { readonly errors: readonly GraphQLError[] } {
  const key = `${request.operationName ?? ""}\n${request.query}`;
  const known = state.documents.get(key);
  if (known !== undefined) return known;
  try {
    const document = parse(request.query);
    const errors = validate(state.schema.schema, document);
    if (errors.length > 0) return { errors };
    const operation = getOperationAST(document, request.operationName);
    if (operation == null)
      return { errors: [new GraphQLError("Must provide operation name if query contains multiple operations.")] };
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    }
    const prepared = { document, operation, fragments };
    state.documents.set(key, prepared);
    return prepared;
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}

function refused(errors: readonly GraphQLError[]): Answer {
  return graphqlAnswer(200, {
    errors: errors.map((error) => ({ ...presentError(error), extensions: { category: "graphql" } })),
    extensions: { complexity: 0, permissionsUsed: [], appVersion: APP_VERSION },
  });
}

function presentError(error: GraphQLError) {
  const { message, locations, path, extensions } = error.toJSON();
  return { message, extensions: { category: "graphql", ...extensions }, locations, path };
}

/** Names of what a query asks for, for the log and for faults that name them. */
export function rootFieldsOf(operation: OperationDefinitionNode): readonly string[] {
  return operation.selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD ? [selection.name.value] : [],
  );
}
