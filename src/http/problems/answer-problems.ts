import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "../../observability/logger.ts";
import { isValidationError } from "../validation.ts";
import { HttpProblem, PROBLEM_MEDIA_TYPE, toProblemDocument } from "./problem.ts";
import { isProblemCode, PROBLEMS, type ProblemCode } from "./problem-codes.ts";

/** Errors of Fastify and of other rooms under the codes that the API answers with. */
const KNOWN_CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_BAD_URL: "malformed_request",
  FST_ERR_MAX_PARAM_LENGTH: "not_found",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "malformed_request",
  FST_ERR_CTP_EMPTY_JSON_BODY: "malformed_json",
  FST_ERR_CTP_INVALID_JSON_BODY: "malformed_json",
  FST_ERR_CTP_BODY_TOO_LARGE: "body_too_large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "media_type_unsupported",
  storage_unavailable: "storage_unavailable",
  outbox_busy: "overloaded",
};

/** What Node's HTTP parser could not read, before there is a request. */
const CONNECTION_PROBLEMS: Readonly<Record<string, ProblemCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: "request_timeout",
  HPE_HEADER_OVERFLOW: "headers_too_large",
};

/** An import of `node:http` would read all that it exports, and with it load Node's own HTTP client: 3 MB that nothing here uses. */
const { STATUS_CODES } = process.getBuiltinModule("node:http");

const RETRY_AFTER_SECONDS = "1";

/** Makes every error of the server, whoever threw it, one problem+json answer. Only what nobody expected is logged as an error. */
export function answerProblems(server: FastifyInstance, logger: Logger): void {
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = recogniseProblem(error);
    if (problem.code === "internal_error" || problem.code === "storage_unavailable") {
      logger.error(
        { err: error.cause ?? error, requestId: request.id, route: request.routeOptions.url },
        problem.message,
      );
    }
    return sendProblem(request, reply, problem);
  });
  server.setNotFoundHandler((request, reply) =>
    sendProblem(
      request,
      reply,
      new HttpProblem("not_found", `There is nothing at this address for ${request.method}. See /docs.`),
    ),
  );
}

/** Sends the problem with the headers that its status asks for. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: HttpProblem): FastifyReply {
  const { status, retryable } = PROBLEMS[problem.code];
  reply.code(status).headers(problem.headers).type(PROBLEM_MEDIA_TYPE);
  if (status === 401 && !reply.hasHeader("www-authenticate"))
    reply.header("www-authenticate", 'Bearer realm="centra-klaviyo"');
  if (status === 503 && retryable && !reply.hasHeader("retry-after")) reply.header("retry-after", RETRY_AFTER_SECONDS);
  return reply.serializer(JSON.stringify).send(toProblemDocument(problem, request.id));
}

/** Any thrown value as the problem to answer; what is not known is an internal error, and nothing of it is told. */
export function recogniseProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (isValidationError(error)) {
    return new HttpProblem("request_invalid", "The request does not fit its description.", { errors: error.faults });
  }
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const known = typeof code === "string" ? KNOWN_CODES[code] : undefined;
  if (known !== undefined) return new HttpProblem(known, `${PROBLEMS[known].title}. ${PROBLEMS[known].whatToDo}`);
  if (error instanceof Error && isProblemCode(code))
    return new HttpProblem(code, error.message, { errors: faultsOf(error) });
  return new HttpProblem("internal_error", `The request could not be answered. ${PROBLEMS.internal_error.whatToDo}`);
}

/** The faults that another room's typed error carries. */
function faultsOf(error: Error): { pointer: string; detail: string }[] {
  if (!("faults" in error) || !Array.isArray(error.faults)) return [];
  return error.faults.map((fault: { pointer: unknown; detail: unknown }) => ({
    pointer: String(fault.pointer),
    detail: String(fault.detail),
  }));
}

/** Answers on the bare socket when what came in is not HTTP. */
export function answerConnectionError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed || !socket.writable) return;
  const code = CONNECTION_PROBLEMS[error.code ?? ""] ?? "malformed_request";
  const { status, title, whatToDo } = PROBLEMS[code];
  const document = toProblemDocument(new HttpProblem(code, `${title}. ${whatToDo}`), randomUUID());
  const body = JSON.stringify(document);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: ${PROBLEM_MEDIA_TYPE}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
