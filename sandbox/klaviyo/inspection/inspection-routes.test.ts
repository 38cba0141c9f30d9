import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../server.ts";
import { callApi, TEST_ACCOUNT, TEST_KEY } from "../testing/api-client.ts";
import { anna, eventBody } from "../testing/bodies.ts";

let sandbox: KlaviyoSandbox;
beforeEach(async () => {
  sandbox = await startKlaviyoSandbox({ accounts: [TEST_ACCOUNT], ingestionDelayMs: 0 });
});
afterEach(() => sandbox.close());

const post = async (uniqueId: string, profile: Record<string, unknown> = anna) =>
  (await callApi(sandbox, "POST", "/api/events", eventBody({ unique_id: uniqueId }, profile))).status;
const control = (method: string, route: string, body?: unknown) =>
  callApi(sandbox, method, `/__sandbox/${route}`, body, { authorization: null });
const read = async (route: string): Promise<unknown> => JSON.parse((await control("GET", route)).text);

describe("reading over HTTP", () => {
  it("shows the same as the functions of the handle", async () => {
    await post("a");
    await post("b", { email: "bo@shop.se" });
    await post("c", { email: "x@example.com" });
    expect(await read("state")).toEqual(JSON.parse(JSON.stringify(sandbox.counts())));
    expect(await read("events?email=BO@shop.se")).toEqual([expect.objectContaining({ uniqueId: "b" })]);
    expect(await read("events?metric=Placed+Order&unique_id=a")).toEqual([
      expect.objectContaining({ email: "anna@shop.se" }),
    ]);
    expect(await read("dropped")).toEqual([expect.objectContaining({ uniqueId: "c", reason: "test_domain" })]);
    expect(await read("profiles?email=anna@shop.se")).toEqual([expect.objectContaining({ attributes: anna })]);
    expect(await read("requests")).toEqual(
      [1, 2, 3].map((sequence) => expect.objectContaining({ sequence, status: 202, manner: "answered" })),
    );
    expect(await read("attempts?unique_id=b")).toEqual([
      expect.objectContaining({ attempts: [expect.objectContaining({ sequence: 2 })] }),
    ]);
    expect(await read("windows")).toMatchObject({ TST001: { "POST /api/events": expect.anything() } });
    expect(await read("violations")).toEqual([]);
  });
});

describe("changing over HTTP", () => {
  it("adds and clears faults and scripts", async () => {
    await control("POST", "faults", [
      { times: 1, action: { status: 502, body: "html" } },
      { times: 1, action: { status: 429 } },
    ]);
    await control("POST", "scripts", { uniqueId: "a", answers: [{ status: 500 }, { status: 500 }] });
    expect([await post("a"), await post("b"), await post("c")]).toEqual([500, 502, 429]);
    expect(await read("faults")).toMatchObject([{ struck: 1 }, { struck: 1 }]);
    expect(await read("scripts")).toMatchObject([{ uniqueId: "a", given: 1 }]);
    await control("DELETE", "scripts");
    await control("DELETE", "faults");
    expect(await post("a")).toBe(202);
  });

  it("pauses, revokes a key, uses up quota and resets", async () => {
    await control("POST", "pause", { paused: true });
    expect(await post("a")).toBe(503);
    await control("POST", "pause", { paused: false });
    await control("POST", "keys", { key: TEST_KEY, revoked: true });
    expect(await post("a")).toBe(401);
    await control("POST", "keys", { key: TEST_KEY, revoked: false });
    await control("POST", "other-traffic", { account: "TST001", endpoint: "POST /api/events", requests: 3_500 });
    expect(await post("a")).toBe(429);
    await control("POST", "reset");
    expect(await post("a")).toBe(202);
  });

  it.each([
    { method: "POST", route: "faults", body: { action: { status: 42 } }, status: 400 },
    { method: "POST", route: "faults", body: { action: { reset: "before-body", accept: true } }, status: 400 },
    { method: "POST", route: "scripts", body: { uniqueId: "a", answers: [] }, status: 400 },
    {
      method: "POST",
      route: "other-traffic",
      body: { account: "NOBODY", endpoint: "POST /api/events", requests: 1 },
      status: 400,
    },
    { method: "POST", route: "keys", body: { key: "pk_unknown", revoked: true }, status: 400 },
    { method: "GET", route: "nothing", body: undefined, status: 404 },
  ])("refuses $method $route with $status", async ({ method, route, body, status }) => {
    expect((await control(method, route, body)).status).toBe(status);
  });
});
