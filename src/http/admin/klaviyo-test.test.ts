import { expect, onTestFinished, test } from "vitest";
import { startKlaviyoSandbox } from "../../../sandbox/klaviyo/server.ts";
import { describeOnBothEngines, type OpenDatabase } from "../../../test/databases.ts";
import { startHttpService } from "../../../test/http-service.ts";
import { connectionTestSchema } from "./schemas/plugins.ts";

async function startShop(open: OpenDatabase) {
  const klaviyo = await startKlaviyoSandbox({
    accounts: [
      {
        id: "SHOP01",
        privateKeys: [{ key: "pk_good", scopes: ["accounts:read", "events:write"] }],
        preferredCurrency: "SEK",
        organizationName: "Fjäll & Form",
      },
    ],
    limits: "off",
  });
  onTestFinished(() => klaviyo.close());
  const service = await startHttpService(await open(), { klaviyoUrl: klaviyo.url });
  const test = async (body: object) =>
    connectionTestSchema.parse((await service.admin("/klaviyo/test", { body })).json);
  return { ...service, test };
}

describeOnBothEngines("keys of Klaviyo that are not saved", (open) => {
  test("are tested without a plugin", async () => {
    const { test } = await startShop(open);
    expect(await test({ privateKey: "pk_good", apiKey: "SHOP01", baseCurrency: "SEK" })).toMatchObject({
      ok: true,
      account: { organizationName: "Fjäll & Form" },
      findings: [],
    });
    expect(await test({ privateKey: "pk_bad" })).toMatchObject({
      ok: false,
      findings: [{ code: "klaviyo_key_refused" }],
    });
    expect(await test({})).toMatchObject({ ok: false, findings: [{ code: "klaviyo_key_not_set" }] });
  });

  test("are tested with what the plugin has for the rest, and change nothing", async () => {
    const { test, admin } = await startShop(open);
    expect(await test({ plugin: "shop" })).toMatchObject({ findings: [{ code: "klaviyo_key_not_set" }] });
    await admin("/plugins/shop", { method: "PATCH", body: { version: 1, privateKey: "pk_good" } });
    expect(await test({ plugin: "shop" })).toMatchObject({ ok: true, findings: [] });
    expect(await test({ plugin: "shop", apiKey: "OTHER1" })).toMatchObject({
      ok: false,
      findings: [{ code: "klaviyo_account_mismatch" }],
    });
    expect(await test({ plugin: "shop", baseCurrency: "EUR" })).toMatchObject({
      ok: true,
      findings: [{ code: "klaviyo_currency_differs" }],
    });
    expect(await test({ plugin: "shop", privateKey: "pk_bad" })).toMatchObject({ ok: false });
    expect((await admin("/plugins/shop")).json).toMatchObject({ apiKey: "SHOP01", version: 2 });
  });

  test("that cannot be keys are named", async () => {
    const { admin } = await startShop(open);
    const answer = await admin("/klaviyo/test", { body: { privateKey: "secret", apiKey: "x" } });
    expect(answer.json).toMatchObject({
      code: "settings_invalid",
      errors: expect.arrayContaining(["/privateKey", "/apiKey"].map((pointer) => expect.objectContaining({ pointer }))),
    });
    expect((await admin("/klaviyo/test", { body: { plugin: "none" } })).json.code).toBe("plugin_not_found");
  });
});
