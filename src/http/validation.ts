import type { FastifyInstance, FastifySchemaCompiler, FastifyTypeProvider } from "fastify";
import type { ZodType, z } from "zod";
import type { Fault } from "./problems/problem.ts";

/** Types a route's params, query and body by the zod schemas that it declares. */
export interface ZodTypes extends FastifyTypeProvider {
  validator: this["schema"] extends ZodType ? z.output<this["schema"]> : unknown;
}

/** A server whose routes declare zod schemas. */
export type ZodServer = ReturnType<typeof withZod>;

/** What was sent does not fit the route's schema. */
export class RequestValidationError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super("The request does not fit its description.");
    this.faults = faults;
  }
}

export function isValidationError(error: unknown): error is RequestValidationError {
  return error instanceof RequestValidationError;
}

/** The same server, with zod as the language of its routes' schemas. */
export function withZod(server: FastifyInstance) {
  return server.setValidatorCompiler(compileValidator).withTypeProvider<ZodTypes>();
}

const compileValidator: FastifySchemaCompiler<ZodType> =
  ({ schema, httpPart }) =>
  (data: unknown) => {
    const parsed = schema.safeParse(data);
    if (parsed.success) return { value: parsed.data };
    return {
      error: new RequestValidationError(faultsOf(parsed.error, httpPart === "body" ? "" : `${httpPart ?? ""}`)),
    };
  };

/** One sentence a fault; a pointer into the body, or `/querystring/…` and `/params/…` for the address. */
function faultsOf(error: z.ZodError, part: string): Fault[] {
  const root = part === "" ? [] : [part];
  return error.issues.flatMap((issue) => {
    const path = [...root, ...issue.path];
    if (issue.code !== "unrecognized_keys") return [{ pointer: toPointer(path), detail: issue.message }];
    return issue.keys.map((key) => ({
      pointer: toPointer([...path, key]),
      detail: `"${key}" is not a known field here.`,
    }));
  });
}

/** RFC 6901. */
function toPointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
