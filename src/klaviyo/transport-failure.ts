import { withoutKeys } from "./error-document.ts";
import type { Unreachable, UnreachableCode } from "./outcome.ts";

const CODES: Readonly<Record<string, UnreachableCode>> = {
  UND_ERR_CONNECT_TIMEOUT: "timeout",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  ETIMEDOUT: "timeout",
  ECONNREFUSED: "connection_refused",
  ECONNRESET: "connection_reset",
  ECONNABORTED: "connection_reset",
  EPIPE: "connection_reset",
  UND_ERR_SOCKET: "connection_reset",
  EHOSTUNREACH: "network_unreachable",
  ENETUNREACH: "network_unreachable",
  ENETDOWN: "network_unreachable",
  EADDRNOTAVAIL: "network_unreachable",
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  EAI_FAIL: "dns",
  UND_ERR_HEADERS_OVERFLOW: "malformed_answer",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "incomplete_answer",
};

/** The request was not answered within its deadline. */
export class DeadlineError extends Error {
  readonly code = "ETIMEDOUT";
}

/** The caller gave the request up. */
export class AbandonedError extends Error {
  readonly code = "ABANDONED";
}

/**
 * Names what went wrong on the way to Klaviyo.
 * `written`: whether a connection was there and the request was begun, so that it may have been read.
 */
export function describeTransportFailure(error: unknown, written: boolean): Unreachable {
  const message = error instanceof Error && error.message !== "" ? error.message : String(error);
  return {
    kind: "unreachable",
    code: classify(errorCode(error)),
    detail: withoutKeys(message).slice(0, 300),
    requestMayHaveBeenRead: written,
  };
}

function classify(code: string): UnreachableCode {
  if (code === "ABANDONED") return "aborted";
  if (code.startsWith("HPE_")) return "malformed_answer";
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY|HOSTNAME_MISMATCH/.test(code)) return "tls";
  return CODES[code] ?? "transport_failed";
}

function errorCode(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  // undici names the fault of its parser in the code, but not for every fault.
  if (error instanceof Error && error.name === "HTTPParserError") return "HPE_";
  if ("code" in error && typeof error.code === "string") return error.code;
  return "cause" in error ? errorCode(error.cause) : "";
}
