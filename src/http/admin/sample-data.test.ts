import { expect, onTestFinished, test } from "vitest";
import { startKlaviyoSandbox } from "../../../sandbox/klaviyo/server.ts";
import { describeOnBothEngines, type OpenDatabase } from "../../../test/databases.ts";
import { startHttpService } from "../../../test/http-service.ts";
import { METRIC_NAMES } from "../../metrics/metric-event.ts";

const EMAIL = "jane@fjallform.com";

async function startShop(open: OpenDatabase) {
  const klaviyo = await startKlaviyoSandbox({
    accounts: [{ id: "SHOP01", privateKeys: [{ key: "pk_good", scopes: ["events:write"] }] }],
    ingestionDelayMs: 0,
  });
  onTestFinished(() => klaviyo.close());
  const service = await startHttpService(await open(), { klaviyoUrl: klaviyo.url });
  await service.admin("/plugins/shop", {
    method: "PATCH",
    body: { version: 1, status: "inactive", privateKey: "pk_good" },
  });
  const send = (email: string) => service.admin("/plugins/shop/sample-data", { body: { email } });
  return { ...service, klaviyo, send };
}

describeOnBothEngines("sample data", (open) => {
  test("one of every metric reaches Klaviyo, although the plugin is not live", async () => {
    const { send, klaviyo, admin } = await startShop(open);
    const answer = await send(EMAIL);
    expect(answer.json).toEqual({
      samples: METRIC_NAMES.map((metric) => ({ metric, outcome: "taken", detail: "" })),
    });
    await expect.poll(() => klaviyo.events().length).toBe(METRIC_NAMES.length);
    expect(new Set(klaviyo.events().map(({ email }) => email))).toEqual(new Set([EMAIL]));
    expect((await admin("/events")).json).toMatchObject({ events: [] });
  });

  test("a metric that is switched off is left out, with the reason", async () => {
    const { send, admin } = await startShop(open);
    await admin("/plugins/shop", {
      method: "PATCH",
      body: { version: 2, settings: { disabledMetrics: ["Gift Certificate"] } },
    });
    const { samples } = (await send(EMAIL)).json as { samples: { metric: string }[] };
    expect(samples.find(({ metric }) => metric === "Gift Certificate")).toMatchObject({
      outcome: "left_out",
      detail: expect.stringContaining("switched off"),
    });
  });

  test("what Klaviyo refuses is told in its own words", async () => {
    const { send, admin } = await startShop(open);
    await admin("/plugins/shop", { method: "PATCH", body: { version: 2, privateKey: "pk_unknown" } });
    const { samples } = (await send(EMAIL)).json as { samples: unknown[] };
    expect(samples[0]).toMatchObject({ outcome: "refused", detail: expect.stringMatching(/\w/) });
  });

  test.each([
    ["no address", "jane"],
    ["an address that Klaviyo drops", "jane@example.com"],
  ])("%s is refused at its field", async (_what, email) => {
    const { send } = await startShop(open);
    expect((await send(email)).json).toMatchObject({ code: "request_invalid", errors: [{ pointer: "/email" }] });
  });

  test("a plugin without a key says so", async () => {
    const { admin } = await startHttpService(await open());
    const answer = await admin("/plugins/shop/sample-data", { body: { email: EMAIL } });
    expect(answer.json.code).toBe("klaviyo_key_missing");
  });
});
