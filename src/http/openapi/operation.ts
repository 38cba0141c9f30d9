import type { ZodType } from "zod";
import type { Role } from "../../users/role.ts";
import type { ProblemCode } from "../problems/problem-codes.ts";

/** What the API's description says about a route beside its schemas. Stands in the route's `config`. */
export interface Operation {
  readonly operationId: string;
  readonly tag:
    | "Push API"
    | "Admin: plugins"
    | "Admin: keys"
    | "Admin: events"
    | "Admin: Centra"
    | "Admin: e-mails"
    | "Admin: exports"
    | "Admin: users"
    | "Admin: changes"
    | "Admin: account"
    | "Admin: database"
    | "Sign-in"
    | "Centra webhook"
    | "Health";
  readonly summary: string;
  readonly description?: string;
  /** adminToken: also the session of somebody who is signed in. */
  readonly security: "pushKey" | "adminToken" | "none";
  /** Of the admin API: the least role of somebody who is signed in. Absent: viewer for reading, editor for anything else. */
  readonly role?: Role;
  /** By media type, where the route reads its body itself. */
  readonly bodies?: Readonly<
    Record<string, { readonly schema: ZodType; readonly examples?: Readonly<Record<string, unknown>> }>
  >;
  readonly answer: { readonly status: number; readonly description: string; readonly schema?: ZodType };
  readonly problems: readonly ProblemCode[];
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** Its answer goes on for as long as the reader stays, so that its duration says nothing. */
    isLongLived?: true;
    operation?: Operation;
  }
}
