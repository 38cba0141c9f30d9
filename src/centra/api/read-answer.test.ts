import fc from "fast-check";
import { expect, test } from "vitest";
import { readAnswer } from "./read-answer.ts";

const NOW = Date.parse("2026-03-14T09:00:00Z");
const read = (status: number, body: unknown, retryAfter: string | null = null) =>
  readAnswer({ status, retryAfter, text: typeof body === "string" ? body : JSON.stringify(body) }, NOW);

test("Centra's published answer is data with its notes", () => {
  const extensions = { complexity: 229, permissionsUsed: ["Order:read"], appVersion: "v0.32.3" };
  expect(read(200, { data: { orders: [{ number: 14 }] }, extensions })).toEqual({
    kind: "answered",
    data: { orders: [{ number: 14 }] },
    errors: [],
    notes: { complexity: 229, permissionsUsed: ["Order:read"], deprecations: [], appVersion: "v0.32.3" },
  });
});

test("Centra's published refusal names the permission", () => {
  const message = "You need Order:read permission to access orderConnection.";
  const error = { message, extensions: { category: "authorization" }, path: ["orderConnection"] };
  expect(read(200, { errors: [error] })).toMatchObject({
    code: "permission_missing",
    missingPermissions: ["Order:read"],
  });
});

test("partial data stays data, with what is wrong", () => {
  const error = { message: "Internal", path: ["orders", 1, "totals"] };
  const outcome = read(200, { data: { orders: [{ number: 1 }, null] }, errors: [error] });
  expect(outcome).toMatchObject({ kind: "answered", errors: [{ path: ["orders", 1, "totals"] }] });
});

test.each([
  [401, "", "token_refused"],
  [403, { errors: [{ message: "Forbidden" }] }, "token_refused"],
  [200, { errors: [{ message: "Token has expired" }] }, "token_refused"],
  [200, { errors: [{ message: 'Cannot query field "x" on type "Order".' }] }, "query_refused"],
  [200, { errors: [{ message: "Internal server error" }], data: { orders: null } }, "centra_error"],
  [500, { errors: [{ message: "Internal server error" }] }, "unreachable"],
  [200, "<html>", "unreachable"],
  [200, "", "unreachable"],
  [200, { data: null }, "unreachable"],
])("%i with %j is %s", (status, body, code) => expect(read(status, body)).toMatchObject({ kind: "failed", code }));

test("a 429 waits as long as it says, else for a window", () => {
  expect(read(429, "", "7")).toMatchObject({ code: "rate_limited", retryAfterMs: 7_000 });
  expect(read(429, "")).toMatchObject({ code: "rate_limited", retryAfterMs: 10_000 });
});

test("any body at all is an outcome", () => {
  const body = fc.oneof(fc.string(), fc.json(), fc.constant('{"data":{"orders":'), fc.constant('{"errors":[null]}'));
  fc.assert(
    fc.property(fc.integer({ min: 200, max: 599 }), body, (status, text) => {
      expect(["answered", "failed"]).toContain(read(status, text).kind);
    }),
  );
});
