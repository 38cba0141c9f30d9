import { z } from "zod";
import { PROBLEMS, type ProblemCode } from "./problem-codes.ts";

/** One fault in what was sent: where (RFC 6901, into the body or the query) and a sentence. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

interface ProblemExtras {
  readonly errors?: readonly Fault[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the document, for example the results of a batch. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** Thrown by a route to answer with one of the API's errors. Its detail is for the caller, so it holds nothing secret. */
export class HttpProblem extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly Fault[];
  readonly headers: Readonly<Record<string, string>>;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    this.code = code;
    this.errors = extras.errors ?? [];
    this.headers = extras.headers ?? {};
    this.members = extras.members ?? {};
  }
}

export const PROBLEM_MEDIA_TYPE = "application/problem+json";

export const problemSchema = z
  .object({
    type: z
      .string()
      .meta({ description: "Address of the error's explanation.", examples: ["/docs/errors#key_refused"] }),
    title: z.string().meta({ examples: ["The key is not valid"] }),
    status: z
      .number()
      .int()
      .meta({ examples: [401] }),
    detail: z.string().meta({ description: "What happened, to which thing, and what to do." }),
    code: z.string().meta({ description: "Stable; see /docs/errors.", examples: ["key_refused"] }),
    instance: z
      .string()
      .meta({ description: "This occurrence; also in the service's log.", examples: ["urn:uuid:0d4f…"] }),
    errors: z
      .array(
        z.object({
          pointer: z.string().meta({ description: "JSON pointer (RFC 6901).", examples: ["/data/order/currency"] }),
          detail: z.string(),
        }),
      )
      .optional()
      .meta({ description: "Every fault in what was sent." }),
  })
  .loose()
  .meta({ id: "Problem", description: "An error, after RFC 9457." });

/** The error as the document that is answered (RFC 9457). */
export function toProblemDocument(problem: HttpProblem, requestId: string): Record<string, unknown> {
  const kind = PROBLEMS[problem.code];
  return {
    type: `/docs/errors#${problem.code}`,
    title: kind.title,
    status: kind.status,
    detail: problem.message,
    code: problem.code,
    instance: `urn:uuid:${requestId}`,
    ...(problem.errors.length > 0 ? { errors: problem.errors } : {}),
    ...problem.members,
  };
}
