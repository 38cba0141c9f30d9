import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../server.ts";
import { callApi, TEST_ACCOUNT, TEST_KEY } from "../testing/api-client.ts";
import { eventBody } from "../testing/bodies.ts";

const READ_ONLY = "pk_test_read_only";
let sandbox: KlaviyoSandbox;

beforeAll(async () => {
  sandbox = await startKlaviyoSandbox({
    accounts: [
      {
        ...TEST_ACCOUNT,
        privateKeys: [...TEST_ACCOUNT.privateKeys, { key: READ_ONLY, scopes: ["accounts:read", "events:read"] }],
        preferredCurrency: "SEK",
        organizationName: "Test Shop",
      },
    ],
    limits: "off",
    ingestionDelayMs: 0,
  });
});
afterAll(() => sandbox.close());

describe("what lets a request in", () => {
  const event = eventBody({ unique_id: "access" });
  const cases: readonly {
    readonly name: string;
    readonly headers?: Record<string, string | null>;
    readonly method?: string;
    readonly path?: string;
    readonly body?: unknown;
    readonly status: number;
    readonly code: string;
  }[] = [
    { name: "no credentials", headers: { authorization: null }, status: 401, code: "not_authenticated" },
    {
      name: "another scheme",
      headers: { authorization: `Bearer ${TEST_KEY}` },
      status: 401,
      code: "not_authenticated",
    },
    {
      name: "an unknown key",
      headers: { authorization: "Klaviyo-API-Key pk_nobody" },
      status: 401,
      code: "authentication_failed",
    },
    {
      name: "a key without the scope",
      headers: { authorization: `Klaviyo-API-Key ${READ_ONLY}` },
      status: 403,
      code: "permission_denied",
    },
    { name: "no revision", headers: { revision: null }, status: 400, code: "invalid" },
    { name: "no date as revision", headers: { revision: "latest" }, status: 400, code: "invalid" },
    { name: "a future revision", headers: { revision: "2026-10-15" }, status: 400, code: "invalid" },
    { name: "a date without a revision", headers: { revision: "2026-05-01" }, status: 404, code: "not_found" },
    {
      name: "a retired revision, opted out of falling forward",
      headers: { revision: "2023-02-22", "X-Klaviyo-Revision-Fall-Forward-Opt-Out": "1" },
      status: 410,
      code: "gone",
    },
    {
      name: "another media type",
      headers: { "content-type": "text/plain" },
      status: 415,
      code: "unsupported_media_type",
    },
    { name: "a compressed body", headers: { "content-encoding": "gzip" }, status: 415, code: "unsupported_media_type" },
    { name: "half a JSON document", body: '{"data":{"type":"ev', status: 400, code: "invalid" },
    { name: "an unknown path", path: "/api/nothing", status: 404, code: "not_found" },
    { name: "a method that the path lacks", method: "PATCH", status: 405, code: "method_not_allowed" },
    { name: "more than 5 MB", body: `"${"x".repeat(5_000_000)}"`, status: 413, code: "payload_too_large" },
  ];

  it.each(cases)(
    "$name: $status $code",
    async ({ method = "POST", path = "/api/events", body = event, headers, status, code }) => {
      const answer = await callApi(sandbox, method, path, body, headers);
      expect(answer.status).toBe(status);
      expect(answer.errors()).toEqual([expect.objectContaining({ status, code })]);
    },
  );

  it.each([
    { name: "vnd.api+json", headers: {} },
    { name: "json with a charset", headers: { "content-type": "application/json; charset=utf-8" } },
    { name: "an older living revision", headers: { revision: "2025-10-15" } },
    { name: "a retired revision that falls forward", headers: { revision: "2023-02-22" } },
  ])("takes $name", async ({ headers }) => {
    const answer = await callApi(sandbox, "POST", "/api/events/", event, headers);
    expect([answer.status, answer.text]).toEqual([202, ""]);
  });

  it("tells which account a key belongs to", async () => {
    const [account] = (await callApi(sandbox, "GET", "/api/accounts")).many().data;
    expect(account).toMatchObject({
      id: "TST001",
      attributes: {
        public_api_key: "TST001",
        preferred_currency: "SEK",
        contact_information: { organization_name: "Test Shop" },
      },
    });
    expect((await callApi(sandbox, "GET", "/api/accounts/TST001")).one().id).toBe("TST001");
    expect((await callApi(sandbox, "GET", "/api/accounts/OTHER1")).status).toBe(404);
  });
});

describe("a key that changes", () => {
  it("is refused while revoked and works again when mended, with other scopes", async () => {
    const list = () =>
      callApi(sandbox, "GET", "/api/lists", undefined, { authorization: `Klaviyo-API-Key ${READ_ONLY}` });
    expect((await list()).status).toBe(403);
    sandbox.changeKey({ key: READ_ONLY, revoked: true });
    expect((await list()).status).toBe(401);
    sandbox.changeKey({ key: READ_ONLY, revoked: false, scopes: ["lists:read"] });
    expect((await list()).status).toBe(200);
    expect(() => sandbox.changeKey({ key: "pk_unknown", revoked: true })).toThrow("no such private key");
  });
});
