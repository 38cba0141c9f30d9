import { expect, onTestFinished, test } from "vitest";
import { startKlaviyoSandbox } from "../../../sandbox/klaviyo/server.ts";
import { describeOnBothEngines, type OpenDatabase } from "../../../test/databases.ts";
import { startHttpService } from "../../../test/http-service.ts";
import { METRIC_NAMES } from "../../metrics/metric-event.ts";
import { eventListSchema } from "../admin/schemas/events.ts";

const EMAIL = "jane@fjallform.com";

async function startShop(open: OpenDatabase, { status }: { status: "active" | "inactive" }) {
  const klaviyo = await startKlaviyoSandbox({
    accounts: [{ id: "SHOP01", privateKeys: [{ key: "pk_good", scopes: ["events:write"] }] }],
    ingestionDelayMs: 0,
  });
  onTestFinished(() => klaviyo.close());
  const service = await startHttpService(await open(), { klaviyoUrl: klaviyo.url });
  const change = (body: object) => service.admin("/plugins/shop", { method: "PATCH", body });
  await change({ version: 1, status, privateKey: "pk_good" });
  const send = (body: object) => service.admin("/plugins/shop/samples", { body });
  const events = async (query = "") => eventListSchema.parse((await service.admin(`/events${query}`)).json).events;
  return { ...service, klaviyo, change, send, events };
}

describeOnBothEngines("samples of an active plugin", (open) => {
  test("one of every metric goes to a chosen customer, and each is found again", async () => {
    const { send, events } = await startShop(open, { status: "active" });
    const sent = await send({ email: "Eva@Fjall-form.se", firstName: "Eva" });
    const found = await events("?email=eva%40fjall-form.se");
    expect(sent.status).toBe(202);
    expect(sent.json).toMatchObject({ way: "queued", email: "Eva@Fjall-form.se", source: "/samples" });
    expect(new Set(found.map(({ metric }) => metric))).toEqual(new Set(METRIC_NAMES));
    for (const event of found) expect(event).toMatchObject({ name: "Eva", commerceSource: "/samples" });
  });

  test("some metrics alone, to someone new at the shop's own domain", async () => {
    const { send, plugins, events } = await startShop(open, { status: "active" });
    const without = await send({});
    await plugins.update("shop", 2, { settings: { cartLink: "https://www.fjall-form.se/cart/{selection}" } });
    const sent = await send({ metrics: ["Shipped"] });
    expect(without.json).toMatchObject({ code: "request_invalid", errors: [{ pointer: "/email" }] });
    expect(sent.json.email).toMatch(/^janedoe\d{17}@fjall-form\.se$/);
    expect((await events()).map(({ metric }) => metric).toSorted()).toEqual(["Shipped", "Shipping Update"]);
  });

  test.each([
    ["an address that Klaviyo drops", { email: "eva@example.com" }, "/email"],
    ["no address", { email: "eva" }, "/email"],
    ["a metric that there is not", { email: EMAIL, metrics: ["Sneezed"] }, "/metrics/0"],
    ["a language by its name", { email: EMAIL, language: "Swedish" }, "/language"],
  ])("%s is refused, and nothing is sent", async (_what, body, pointer) => {
    const { send, admin, events } = await startShop(open, { status: "active" });
    const answer = await send(body);
    expect([answer.status, answer.json.errors]).toMatchObject([422, [{ pointer }]]);
    expect(await events()).toEqual([]);
    expect((await admin("/plugins/nowhere/samples", { body: { email: EMAIL } })).status).toBe(404);
  });
});

describeOnBothEngines("samples of an inactive plugin", (open) => {
  test("one of every metric reaches Klaviyo, and the activity has none", async () => {
    const { send, klaviyo, events } = await startShop(open, { status: "inactive" });
    const answer = await send({ email: EMAIL, language: "de" });
    expect(answer.json).toEqual({
      way: "straight",
      email: EMAIL,
      samples: METRIC_NAMES.map((metric) => ({ metric, outcome: "taken", detail: "" })),
    });
    await expect.poll(() => klaviyo.events().length).toBe(METRIC_NAMES.length);
    expect(new Set(klaviyo.events().map(({ email }) => email))).toEqual(new Set([EMAIL]));
    expect(await events()).toEqual([]);
  });

  test("the metrics that were chosen, and no other", async () => {
    const { send, klaviyo } = await startShop(open, { status: "inactive" });
    await send({ email: EMAIL, metrics: ["Shipped"] });
    await expect.poll(() => klaviyo.events().map(({ metric }) => metric)).toEqual(["Shipped"]);
  });

  test("a metric that is switched off is left out, with the reason", async () => {
    const { send, change } = await startShop(open, { status: "inactive" });
    await change({ version: 2, settings: { disabledMetrics: ["Gift Certificate"] } });
    const { samples } = (await send({ email: EMAIL })).json as { samples: { metric: string }[] };
    expect(samples.find(({ metric }) => metric === "Gift Certificate")).toMatchObject({
      outcome: "left_out",
      detail: expect.stringContaining("switched off"),
    });
  });

  test("what Klaviyo refuses is told in its own words", async () => {
    const { send, change } = await startShop(open, { status: "inactive" });
    await change({ version: 2, privateKey: "pk_unknown" });
    const { samples } = (await send({ email: EMAIL })).json as { samples: unknown[] };
    expect(samples[0]).toMatchObject({ outcome: "refused", detail: expect.stringMatching(/\w/) });
  });

  test("without a key it says so", async () => {
    const { admin } = await startHttpService(await open());
    await admin("/plugins/shop", { method: "PATCH", body: { version: 1, status: "inactive" } });
    const answer = await admin("/plugins/shop/samples", { body: { email: EMAIL } });
    expect(answer.json.code).toBe("klaviyo_key_missing");
  });
});
