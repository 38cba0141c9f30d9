import { GraphQLError, type GraphQLFieldResolver, getNamedType, isUnionType } from "graphql";
import { z } from "zod";
import { allows, type SandboxToken } from "../access/tokens.ts";
import type { Permissions } from "../schema/permissions.ts";
import type { SandboxState } from "../state.ts";

/** What the resolvers of one request share. */
export interface RequestContext {
  readonly state: SandboxState;
  readonly token: SandboxToken;
  readonly permissions: Permissions;
  readonly nowMs: number;
  readonly permissionsUsed: Set<string>;
  readonly deprecatedFieldsUsed: Set<string>;
  /** `Type.field`, of an object or an interface → what happens instead of an answer. */
  readonly failing: Readonly<Record<string, "error" | "null">>;
}

const namedObject = z.looseObject({ __typename: z.string() });

/**
 * Resolves every field: a view is an object of values and of functions that take the field's arguments. Before, it looks whether the
 * token may see the field, and whether the field is to fail.
 */
export const resolveField: GraphQLFieldResolver<unknown, RequestContext> = (source, args, context, info) => {
  const { parentType, fieldName, returnType } = info;
  const named = getNamedType(returnType);
  requirePermission(context, context.permissions.get(`${parentType.name}.${fieldName}`), fieldName);
  requirePermission(context, context.permissions.get(named.name), fieldName);
  const reason = parentType.getFields()[fieldName]?.deprecationReason;
  if (reason != null) context.deprecatedFieldsUsed.add(`Field: ${parentType.name}.${fieldName}, reason: ${reason}`);
  const failure = [parentType, ...parentType.getInterfaces()]
    .map((type) => context.failing[`${type.name}.${fieldName}`])
    .find((planned) => planned !== undefined);
  if (failure === "error") throw internalError();
  if (failure === "null") return null;
  const member: unknown = isRecord(source) ? source[fieldName] : undefined;
  const value: unknown = typeof member === "function" ? member.call(source, args, context) : member;
  if (isUnionType(named)) {
    const target = namedObject.safeParse(value);
    if (target.success) requirePermission(context, context.permissions.get(target.data.__typename), fieldName);
  }
  return value;
};

function requirePermission(context: RequestContext, permission: string | undefined, fieldName: string): void {
  if (permission === undefined) return;
  if (!allows(context.token, permission)) {
    throw new GraphQLError(`You need ${permission} permission to access ${fieldName}.`, {
      extensions: { category: "authorization" },
    });
  }
  context.permissionsUsed.add(permission);
}

function internalError(): GraphQLError {
  return new GraphQLError("Internal server error", { extensions: { category: "internal" } });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
