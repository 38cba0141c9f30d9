import { randomUUID } from "node:crypto";
import { type Answer, jsonAnswer } from "./answer.ts";

/** One fault of a request: what is wrong and where. */
export interface ApiFault {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** JSON pointer into the body, or the name of a query parameter. */
  readonly source: { readonly pointer: string } | { readonly parameter: string };
  readonly meta?: Readonly<Record<string, unknown>>;
}

const RATE_LIMIT_PAGE = "https://developers.klaviyo.com/en/docs/rate_limits_and_error_handling";

/** Klaviyo's error document: each error with id, status, code, title, detail, source, links and meta (as seen from the live API). */
export function refuse(
  status: number,
  faults: readonly ApiFault[],
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const errors = faults.map((fault) => ({
    id: randomUUID(),
    status,
    code: fault.code,
    title: fault.title,
    detail: fault.detail,
    source: fault.source,
    links: fault.code === "throttled" ? { type: RATE_LIMIT_PAGE } : {},
    meta: fault.meta ?? {},
  }));
  return jsonAnswer(status, { errors }, headers);
}

export function invalidInput(detail: string, pointer: string): ApiFault {
  return { code: "invalid", title: "Invalid input.", detail, source: { pointer } };
}

export function invalidParameter(detail: string, parameter: string): ApiFault {
  return { code: "invalid", title: "Invalid input.", detail, source: { parameter } };
}

export function notFound(detail: string): Answer {
  return refuse(404, [{ code: "not_found", title: "Not found.", detail, source: { pointer: "/data/" } }]);
}

/** 429 carries `Retry-After` and none of the `RateLimit-*` headers (Rate limits and error handling). */
export function throttled(retryAfterSeconds: number): Answer {
  const wait = `${retryAfterSeconds} second${retryAfterSeconds === 1 ? "" : "s"}`;
  const detail = `Request was throttled. Expected available in ${wait}.`;
  return refuse(429, [{ code: "throttled", title: "Request was throttled.", detail, source: { pointer: "/data" } }], {
    "Retry-After": String(retryAfterSeconds),
  });
}

const STANDARD_ERRORS: Readonly<Record<number, { code: string; title: string; detail: string }>> = {
  400: { code: "invalid", title: "Invalid input.", detail: "The payload provided in the request is invalid." },
  401: {
    code: "authentication_failed",
    title: "Incorrect authentication credentials.",
    detail: "Missing or invalid private key.",
  },
  403: {
    code: "permission_denied",
    title: "You do not have permission to perform this action.",
    detail: "The API key specified is missing required scopes.",
  },
  404: { code: "not_found", title: "Not found.", detail: "The requested resource does not exist." },
  409: { code: "conflict", title: "Conflict.", detail: "The request conflicts with the state of the resource." },
  410: { code: "gone", title: "Gone.", detail: "The requested revision has been retired." },
  413: { code: "payload_too_large", title: "Payload too large.", detail: "The payload exceeds the limit of 5 MB." },
  415: {
    code: "unsupported_media_type",
    title: "Unsupported media type.",
    detail: "The Content-Type or Content-Encoding header is set incorrectly.",
  },
  503: { code: "unavailable", title: "Service unavailable.", detail: "The service is temporarily unavailable." },
};

/** The error document that usually comes with a status. `detail` and `pointer` replace the usual ones. */
export function standardError(
  status: number,
  given: { readonly code?: string; readonly detail?: string; readonly pointer?: string } = {},
): Answer {
  const usual = STANDARD_ERRORS[status] ?? {
    code: status >= 500 ? "error" : "invalid",
    title: status >= 500 ? "A server error occurred." : "Invalid input.",
    detail: status >= 500 ? "There was an error processing the request." : "The request was refused.",
  };
  return refuse(status, [
    {
      code: given.code ?? usual.code,
      title: usual.title,
      detail: given.detail ?? usual.detail,
      source: { pointer: given.pointer ?? "/data" },
    },
  ]);
}
