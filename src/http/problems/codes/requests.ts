import type { ProblemKind } from "./problem-kind.ts";

/** Of any request, and of the service as a whole. */
export const REQUEST_PROBLEMS = {
  malformed_request: {
    status: 400,
    retryable: false,
    title: "The request is not valid HTTP",
    whatToDo: "Check the request line, the headers and the declared length of the body.",
  },
  malformed_json: {
    status: 400,
    retryable: false,
    title: "The body is not valid JSON",
    whatToDo:
      "Send one JSON document in UTF-8; for several events a JSON array, or one JSON object a line as application/x-ndjson.",
  },
  not_found: {
    status: 404,
    retryable: false,
    title: "Nothing at this address",
    whatToDo: "Check the path against /docs.",
  },
  method_not_allowed: {
    status: 405,
    retryable: false,
    title: "This address does not take this method",
    whatToDo: "Use one of the methods in the answer's Allow header.",
  },
  request_timeout: {
    status: 408,
    retryable: true,
    title: "The request took too long to arrive",
    whatToDo: "Send it again over a faster connection, or in smaller batches.",
  },
  body_too_large: {
    status: 413,
    retryable: false,
    title: "The body is too large",
    whatToDo: "Split the batch: a request may have 10 MB.",
  },
  too_many_events: {
    status: 413,
    retryable: false,
    title: "Too many events in one request",
    whatToDo: "Split the batch: a request may have 1,000 events.",
  },
  media_type_unsupported: {
    status: 415,
    retryable: false,
    title: "The content type is not known here",
    whatToDo:
      "Send application/json; the push API also takes application/cloudevents+json, application/cloudevents-batch+json and application/x-ndjson.",
  },
  encoding_unsupported: {
    status: 415,
    retryable: false,
    title: "The body is compressed",
    whatToDo: "Send the body as it is, without a Content-Encoding.",
  },
  headers_too_large: {
    status: 431,
    retryable: false,
    title: "The headers are too large",
    whatToDo: "Send fewer or shorter headers: 16 KB in all.",
  },
  events_invalid: {
    status: 422,
    retryable: false,
    title: "No event could be accepted",
    whatToDo: "Mend what `errors` names: each has a JSON pointer into the body and a sentence.",
  },
  request_invalid: {
    status: 422,
    retryable: false,
    title: "The request does not fit its description",
    whatToDo: "Mend what `errors` names; /docs describes the request.",
  },
  event_not_found: {
    status: 404,
    retryable: false,
    title: "No such event",
    whatToDo: "Search for the event; it may have passed the retention period.",
  },
  internal_error: {
    status: 500,
    retryable: true,
    title: "Something went wrong inside the service",
    whatToDo:
      "Send it again; an event that was taken already counts as a duplicate. If it stays, look for `instance` in the service's log.",
  },
  storage_unavailable: {
    status: 503,
    retryable: true,
    title: "The database does not answer",
    whatToDo:
      "Send the same request again after the time in Retry-After. An event that was taken already counts as a duplicate.",
  },
  overloaded: {
    status: 503,
    retryable: true,
    title: "More is coming in than can be taken",
    whatToDo: "Send the same request again after the time in Retry-After.",
  },
  shutting_down: {
    status: 503,
    retryable: true,
    title: "The service is being stopped",
    whatToDo: "Send the same request again after the time in Retry-After; another process or the next start takes it.",
  },
  backup_not_possible: {
    status: 409,
    retryable: false,
    title: "This database is not backed up by the service",
    whatToDo: "Back PostgreSQL up with its own tools: continuous archiving with a base back-up, or pg_dump.",
  },
  demo_not_possible: {
    status: 409,
    retryable: false,
    title: "The demo shop cannot be started here",
    whatToDo: "Run `npm run demo` on a machine of your own.",
  },
} as const satisfies Record<string, ProblemKind>;
