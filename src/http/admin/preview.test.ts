import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../../test/databases.ts";
import { startHttpService } from "../../../test/http-service.ts";
import { sampleEvent, sampleOrder } from "../../commerce/samples.ts";
import { previewSchema } from "./schemas/plugins.ts";
import { statusSchema } from "./schemas/status.ts";

describeOnBothEngines("what a change will do", (open) => {
  test("is shown on the newest event of the shop, and on samples where there is none", async () => {
    const { admin, push } = await startHttpService(await open());
    const order = {
      ...sampleOrder,
      lines: sampleOrder.lines.map((line) => ({ ...line, productName: "Sarek Anorak" })),
    };
    await push(sampleEvent("order.placed", { order }));
    const answer = await admin("/plugins/shop/preview", { body: { settings: { shortProductName: true } } });
    const { previews } = previewSchema.parse(answer.json);
    const placed = previews.find(({ commerceType }) => commerceType === "order.placed");
    expect(placed?.origin).toBe("recent");
    expect(placed?.differences).toContainEqual({
      metric: "Placed Order",
      pointer: "/properties/ItemNames/0",
      before: "Sarek Anorak Blue jeans",
      after: "Sarek Anorak",
    });
    expect(previews.filter(({ origin }) => origin === "sample")).toHaveLength(previews.length - 1);
  });

  test("is saved and sent nowhere", async () => {
    const { admin } = await startHttpService(await open());
    await admin("/plugins/shop/preview", { body: { status: "inactive", settings: { baseCurrency: "USD" } } });
    const [plugin, events] = await Promise.all([admin("/plugins/shop"), admin("/events")]);
    expect(plugin.json).toMatchObject({ status: "active", version: 1, settings: { baseCurrency: "SEK" } });
    expect(events.json).toMatchObject({ events: [] });
  });

  test("is refused with every fault of the draft", async () => {
    const { admin } = await startHttpService(await open());
    const answer = await admin("/plugins/shop/preview", { body: { settings: { cartLink: "x", timeZone: "Mars" } } });
    expect(answer.json).toMatchObject({
      code: "settings_invalid",
      errors: expect.arrayContaining(
        ["/settings/cartLink", "/settings/timeZone"].map((pointer) => expect.objectContaining({ pointer })),
      ),
    });
    expect((await admin("/plugins/none/preview", { body: {} })).json.code).toBe("plugin_not_found");
  });

  test("a copy of a plugin has its private key, which no answer shows", async () => {
    const { admin, plugins } = await startHttpService(await open());
    await admin("/plugins/shop", { method: "PATCH", body: { version: 1, privateKey: "pk_of_the_shop" } });
    const copy = await admin("/plugins", { body: { name: "Shop copy", copyKeyOf: "shop" } });
    const ofNone = await admin("/plugins", { body: { name: "Other", copyKeyOf: "none" } });
    expect([copy.status, copy.json.hasPrivateKey, ofNone.json.code]).toEqual([201, true, "plugin_not_found"]);
    expect(copy.text).not.toContain("pk_of_the_shop");
    expect(await plugins.privateKey("shop-copy")).toBe("pk_of_the_shop");
  });

  test("the status says whether the plugin reads from Centra", async () => {
    const { admin } = await startHttpService(await open());
    const { plugins } = statusSchema.parse((await admin("/status")).json);
    expect(plugins.map(({ centra }) => centra)).toEqual(["none"]);
  });
});
