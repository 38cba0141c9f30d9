import { expect, test } from "vitest";
import { describeTransportFailure } from "./transport-failure.ts";

const withCode = (code: string) => Object.assign(new Error("it failed for pk_secret1234"), { code });

test.each([
  [withCode("UND_ERR_CONNECT_TIMEOUT"), "timeout"],
  [withCode("ECONNREFUSED"), "connection_refused"],
  [withCode("UND_ERR_SOCKET"), "connection_reset"],
  [withCode("ENETUNREACH"), "network_unreachable"],
  [withCode("EAI_AGAIN"), "dns"],
  [withCode("CERT_HAS_EXPIRED"), "tls"],
  [withCode("DEPTH_ZERO_SELF_SIGNED_CERT"), "tls"],
  [withCode("ERR_TLS_CERT_ALTNAME_INVALID"), "tls"],
  [withCode("HPE_INVALID_CONSTANT"), "malformed_answer"],
  [withCode("E_NEVER_SEEN"), "transport_failed"],
  [new Error("outer", { cause: withCode("ENOTFOUND") }), "dns"],
  ["a thrown text", "transport_failed"],
])("%s is %s", (error, code) => {
  const failure = describeTransportFailure(error, true);
  expect(failure).toMatchObject({ kind: "unreachable", code, requestMayHaveBeenRead: true });
  expect(failure.detail).not.toContain("secret1234");
});
