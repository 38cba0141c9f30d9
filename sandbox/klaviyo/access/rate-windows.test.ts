import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../server.ts";
import { callApi, TEST_ACCOUNT } from "../testing/api-client.ts";
import { eventBody } from "../testing/bodies.ts";
import { createDrivenClock } from "../testing/driven-clock.ts";
import { createEndpointWindows } from "./rate-windows.ts";

const MINUTE = Date.UTC(2026, 6, 20, 12);

describe("fixed windows", () => {
  it("never let through more than the limits, whatever the times, and refuse only when one is used up", () => {
    const limits = { perSecond: 3, perMinute: 20 };
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 300 }), (gapsMs) => {
        const windows = createEndpointWindows(limits);
        const bySecond = new Map<number, number>();
        const byMinute = new Map<number, number>();
        let nowMs = MINUTE + 17_300;
        for (const gapMs of gapsMs) {
          nowMs += gapMs;
          const second = Math.floor(nowMs / 1_000);
          const minute = Math.floor(nowMs / 60_000);
          const [inSecond, inMinute] = [bySecond.get(second) ?? 0, byMinute.get(minute) ?? 0];
          const { allowed } = windows.take(nowMs);
          expect(allowed).toBe(inSecond < limits.perSecond && inMinute < limits.perMinute);
          if (allowed) {
            bySecond.set(second, inSecond + 1);
            byMinute.set(minute, inMinute + 1);
          }
        }
      }),
    );
  });

  it("tell how long to wait: to the end of the window that is used up", () => {
    const windows = createEndpointWindows({ perSecond: 1, perMinute: 2 });
    expect(windows.take(MINUTE + 100).allowed).toBe(true);
    expect(windows.take(MINUTE + 200)).toEqual({ allowed: false, retryAfterSeconds: 1 });
    expect(windows.take(MINUTE + 1_000).allowed).toBe(true);
    expect(windows.take(MINUTE + 2_500)).toEqual({ allowed: false, retryAfterSeconds: 58 });
    expect(windows.take(MINUTE + 60_000).allowed).toBe(true);
  });

  it("remember what each window was used for", () => {
    const windows = createEndpointWindows({ perSecond: 1, perMinute: 5 });
    for (const atMs of [0, 10, 1_000]) windows.take(MINUTE + atMs);
    expect(windows.use(MINUTE + 1_000)).toEqual([
      { lengthSeconds: 1, startedAt: MINUTE, limit: 1, used: 1, refused: 1 },
      { lengthSeconds: 1, startedAt: MINUTE + 1_000, limit: 1, used: 1, refused: 0 },
      { lengthSeconds: 60, startedAt: MINUTE, limit: 5, used: 2, refused: 0 },
    ]);
  });

  it("share their places with other integrations", () => {
    const windows = createEndpointWindows({ perSecond: 3, perMinute: 100 });
    windows.setOthersPerSecond(2);
    expect([0, 1, 2].map((atMs) => windows.take(MINUTE + atMs).allowed)).toEqual([true, false, false]);
    expect([1_000, 1_001].map((atMs) => windows.take(MINUTE + atMs).allowed)).toEqual([true, false]);
    windows.setOthersPerSecond(0);
    windows.consume(99, MINUTE + 60_000);
    expect(windows.take(MINUTE + 61_000).allowed).toBe(true);
    expect(windows.take(MINUTE + 62_000).allowed).toBe(false);
  });
});

describe("limits over HTTP", () => {
  let sandbox: KlaviyoSandbox;
  afterEach(() => sandbox.close());

  it("announce the real limits, and answer 429 with Retry-After alone", async () => {
    const clock = createDrivenClock(MINUTE + 10_000);
    const second = { id: "TST002", privateKeys: [{ key: "pk_second", scopes: "all" as const }] };
    const first = {
      ...TEST_ACCOUNT,
      privateKeys: [...TEST_ACCOUNT.privateKeys, { key: "pk_same_account", scopes: "all" as const }],
    };
    sandbox = await startKlaviyoSandbox({ accounts: [first, second], clock });
    const get = (key?: string) =>
      callApi(sandbox, "GET", "/api/accounts", undefined, key ? { authorization: `Klaviyo-API-Key ${key}` } : {});

    const post = await callApi(sandbox, "POST", "/api/events", eventBody());
    expect(post.headers.get("ratelimit-limit")).toBe("350, 350;w=1, 3500;w=60");
    expect([post.headers.get("ratelimit-remaining"), post.headers.get("ratelimit-reset")]).toEqual(["3499", "50"]);

    expect((await get()).headers.get("ratelimit-limit")).toBe("1, 1;w=1, 15;w=60");
    const refused = await get("pk_same_account");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
    expect([...refused.headers.keys()].filter((name) => name.startsWith("ratelimit"))).toEqual([]);
    expect(refused.errors()[0]).toMatchObject({
      code: "throttled",
      detail: "Request was throttled. Expected available in 1 second.",
      source: { pointer: "/data" },
    });
    expect((await get("pk_second")).status).toBe(200);

    clock.advance(1_000);
    expect((await get("pk_same_account")).status).toBe(200);
    expect(sandbox.windows().TST001?.["GET /api/accounts"]?.[0]).toMatchObject({
      lengthSeconds: 1,
      used: 1,
      refused: 1,
    });
  });

  it("can be set for one endpoint, and filled by other integrations", async () => {
    const clock = createDrivenClock(MINUTE);
    sandbox = await startKlaviyoSandbox({
      accounts: [TEST_ACCOUNT],
      clock,
      limits: { "POST /api/events": { perSecond: 2, perMinute: 3 } },
    });
    const post = async () => (await callApi(sandbox, "POST", "/api/events", eventBody())).status;
    sandbox.simulateOtherTraffic({ account: "TST001", endpoint: "POST /api/events", requests: 1 });
    expect([await post(), await post()]).toEqual([202, 429]);
    clock.advance(1_000);
    expect([await post(), await post()]).toEqual([202, 429]);
    expect(() => sandbox.simulateOtherTraffic({ account: "TST001", endpoint: "POST /events", requests: 1 })).toThrow(
      "no endpoint",
    );
  });
});
