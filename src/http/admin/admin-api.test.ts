import fc from "fast-check";
import { expect, test } from "vitest";
import { startKlaviyoSandbox } from "../../../sandbox/klaviyo/server.ts";
import { describeOnBothEngines } from "../../../test/databases.ts";
import { ADMIN_TOKEN, startHttpService } from "../../../test/http-service.ts";
import { sampleEvent, sampleOrder } from "../../commerce/samples.ts";
import { eventDetailSchema, eventListSchema, heldListSchema } from "./schemas/events.ts";
import { addedKeySchema, keyListSchema } from "./schemas/keys.ts";
import { connectionTestSchema, pluginListSchema, pluginSchema } from "./schemas/plugins.ts";
import { statusSchema } from "./schemas/status.ts";

const orderPlaced = (number: string) =>
  sampleEvent("order.placed", { order: { ...sampleOrder, number } }, { id: `placed-${number}` });

describeOnBothEngines("admin API", (open) => {
  test("with a plugin goes the file that an export of it would have read, since it holds customers' data", async () => {
    const { admin, plugins } = await startHttpService(await open(), { openShop: async () => null });
    await plugins.update("shop", 1, { privateKey: "pk_of_the_test" });
    const { file } = (await admin("/plugins/shop/export/files", { method: "POST" })).json;
    const removeFile = () => admin(`/plugins/shop/export/files/${file}`, { method: "DELETE" });
    const started = await admin("/plugins/shop/export/start", { body: { from: "2022-09-01", file } });
    const removed = await admin("/plugins/shop", { method: "DELETE" });
    expect([started.status, removed.status]).toEqual([200, 204]);
    await plugins.create({ id: "shop", name: "Shop" });
    expect((await removeFile()).json.code).toBe("export_file_not_found");
  });

  test("a plugin is added, shown, listed, changed under its version, and removed", async () => {
    const { admin } = await startHttpService(await open());
    const added = await admin("/plugins", {
      body: { name: "Outlet & Co", apiKey: "OUT001", settings: { baseCurrency: "EUR" } },
    });
    const plugin = pluginSchema.strict().parse(added.json);
    const changed = await admin(`/plugins/${plugin.id}`, {
      method: "PATCH",
      body: { version: 1, name: "Outlet", settings: { imageSize: "full" } },
    });
    const stale = await admin(`/plugins/${plugin.id}`, { method: "PATCH", body: { version: 1, name: "Other" } });
    const listed = pluginListSchema.parse((await admin("/plugins")).json);
    const removed = await admin(`/plugins/${plugin.id}`, { method: "DELETE" });
    const gone = await admin(`/plugins/${plugin.id}`);

    expect([added.status, added.headers.get("location")]).toEqual([201, `/v1/admin/plugins/${plugin.id}`]);
    expect(plugin).toMatchObject({
      name: "Outlet & Co",
      status: "active",
      hasPrivateKey: false,
      version: 1,
      alarm: null,
    });
    expect(changed.json).toMatchObject({
      name: "Outlet",
      version: 2,
      settings: { baseCurrency: "EUR", imageSize: "full" },
    });
    expect([stale.status, stale.json.code]).toEqual([409, "plugin_changed"]);
    expect(listed.plugins.map(({ id }) => id)).toEqual([plugin.id, "shop"].toSorted());
    expect([removed.status, removed.text, gone.status]).toEqual([204, "", 404]);
  });

  test("every fault of a plugin's settings is named", async () => {
    const { admin } = await startHttpService(await open());
    const answer = await admin("/plugins", {
      body: {
        name: "",
        apiKey: "toolong",
        settings: { baseCurrency: "kr", cartLink: "https://shop.example", colour: 1 },
      },
    });
    expect(answer.json).toMatchObject({
      code: "settings_invalid",
      errors: expect.arrayContaining(
        ["/name", "/apiKey", "/settings/baseCurrency", "/settings/cartLink", "/settings/colour"].map((pointer) =>
          expect.objectContaining({ pointer }),
        ),
      ),
    });
  });

  test("a push key is made, shown once, listed without its secret, and revoked", async () => {
    const { admin, call } = await startHttpService(await open());
    const made = await admin("/plugins/shop/keys", { body: { name: "checkout" } });
    const { key, secret } = addedKeySchema.parse(made.json);
    const push = () => call("/v1/plugins/shop/events", { token: secret, body: orderPlaced("1") });
    const before = await push();
    const listed = await admin("/plugins/shop/keys");
    const revoked = await admin(`/plugins/shop/keys/${key.id}`, { method: "DELETE" });
    const again = await admin(`/plugins/shop/keys/${key.id}`, { method: "DELETE" });
    const after = await push();

    expect(made.status).toBe(201);
    expect(listed.text).not.toContain(secret);
    expect(
      keyListSchema
        .parse(listed.json)
        .keys.map(({ name }) => name)
        .toSorted(),
    ).toEqual(["checkout", "storefront"]);
    expect([before.status, revoked.status, after.status, again.status]).toEqual([202, 204, 401, 404]);
  });

  test("events are searched by every filter and paged newest first", async () => {
    const { admin, push } = await startHttpService(await open());
    for (const number of ["1", "2", "3"]) await push(orderPlaced(number));
    const list = async (query: string) => eventListSchema.parse((await admin(`/events?${query}`)).json);
    const first = await list("metric=Placed+Order&limit=2");
    const second = await list(`metric=Placed+Order&limit=2&before=${first.next}`);

    expect(first.events.map(({ uniqueId }) => uniqueId)).toEqual(["3", "2"]);
    expect(second).toMatchObject({ events: [{ uniqueId: "1" }], next: null });
    expect((await list("order=2")).events).toHaveLength(2);
    expect((await list("email=JANE.DOE%40ascaro-shop.com")).events).toHaveLength(6);
    expect((await list("email=nobody%40ascaro-shop.com")).events).toHaveLength(0);
    expect((await list("plugin=shop&state=pending&lane=live")).events).toHaveLength(6);
    expect((await list("from=0&until=1")).events).toHaveLength(0);
  });

  test("a payload is shown with its credentials masked", async () => {
    const { admin, push } = await startHttpService(await open());
    const link = "https://ascaro-shop.com/password-reset?c=very-secret";
    await push(sampleEvent("customer.password_reset_requested", { link }));
    const list = await admin("/events");
    const [event] = eventListSchema.parse(list.json).events;
    const shown = await admin(`/events/${event?.id}`);
    expect(eventDetailSchema.parse(shown.json)).toMatchObject({
      metric: "Reset Password",
      profile: { email: "jane.doe@ascaro-shop.com" },
      body: { metric: { data: { attributes: { name: "Reset Password" } } } },
    });
    expect(list.text + shown.text).not.toContain("very-secret");
  });

  test("held events are listed with the reason and without their payload", async () => {
    const { admin, push } = await startHttpService(await open());
    const { baseCurrency: _base, conversionRate: _rate, ...order } = { ...sampleOrder, number: "7", currency: "USD" };
    const answer = await push(sampleEvent("order.placed", { order }, { id: "placed-7" }));
    const held = await admin("/held?plugin=shop");
    expect(answer.json).toMatchObject({ status: "held", reason: { code: "exchange_rate_unknown" } });
    expect(heldListSchema.parse(held.json)).toMatchObject({
      held: [
        {
          commerceId: "placed-7",
          orderNumber: "7",
          email: "jane.doe@ascaro-shop.com",
          reason: { code: "exchange_rate_unknown" },
        },
      ],
      next: null,
    });
    expect(held.text).not.toContain("Sveavägen");
  });

  test("the status counts events by plugin, metric and state and shows backlog and alarm", async () => {
    const { admin, push, plugins } = await startHttpService(await open());
    await push(orderPlaced("1"));
    await plugins.raiseAlarm("shop", { code: "klaviyo_key_refused", message: "Mend the key.", since: 5 });
    await plugins.create({ id: "other", name: "Other" });
    const { plugins: status } = statusSchema.parse((await admin("/status?plugin=shop")).json);
    expect(status).toMatchObject([
      {
        id: "shop",
        alarm: { code: "klaviyo_key_refused" },
        backlog: { history: { pending: 0, oldestReceivedAt: null } },
      },
    ]);
    expect(status[0]?.events).toContainEqual({ metric: "Placed Order", state: "pending", events: 1 });
  });

  test("the private key is in no answer and not in the log, whatever it is", async () => {
    const { admin, call, log, push } = await startHttpService(await open());
    await push(orderPlaced("1"));
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^pk_[A-Za-z0-9]{16,40}$/), async (privateKey) => {
        run += 1;
        const id = `secret-${run}`;
        const answers = [
          await admin("/plugins", { body: { id, name: "Secret", apiKey: "SEC001", privateKey } }),
          await admin(`/plugins/${id}`, { method: "PATCH", body: { version: 1, privateKey: `${privateKey}2` } }),
          await admin("/plugins", { body: { id, name: "Again", privateKey } }),
          await admin("/plugins", { body: { name: "", privateKey: `${privateKey} with spaces` } }),
          await admin("/plugins", { body: `{"privateKey":"${privateKey}"` }),
          await admin(`/plugins/${id}/test`, { method: "POST" }),
        ];
        const reads = ["/plugins", `/plugins/${id}`, `/plugins/${id}/keys`, "/events", "/events/1", "/held", "/status"];
        for (const path of reads) answers.push(await admin(path));
        for (const path of ["/", "/docs", "/docs/errors", "/openapi.json", "/healthz", "/readyz"])
          answers.push(await call(path));
        for (const { text, headers } of answers) expect(text + JSON.stringify([...headers])).not.toContain(privateKey);
        expect(log()).not.toContain(privateKey);
        expect(pluginSchema.parse(answers[0]?.json).hasPrivateKey).toBe(true);
      }),
      { numRuns: 5 },
    );
  });

  test("the connection test says whose account it is, and what is wrong", async () => {
    const sandbox = await startKlaviyoSandbox({
      accounts: [
        {
          id: "SHOP01",
          organizationName: "Ascaro",
          preferredCurrency: "SEK",
          privateKeys: [{ key: "pk_good_0001", scopes: "all" }],
        },
      ],
    });
    const { admin } = await startHttpService(await open(), { klaviyoUrl: sandbox.url });
    const testConnection = async () =>
      connectionTestSchema.parse((await admin("/plugins/shop/test", { method: "POST" })).json);
    const without = await testConnection();
    await admin("/plugins/shop", { method: "PATCH", body: { version: 1, privateKey: "pk_wrong_001" } });
    const wrong = await testConnection();
    await admin("/plugins/shop", { method: "PATCH", body: { version: 2, privateKey: "pk_good_0001" } });
    const good = await testConnection();
    await sandbox.close();

    expect(without).toMatchObject({ ok: false, findings: [{ code: "klaviyo_key_not_set", level: "error" }] });
    expect(wrong).toMatchObject({ ok: false, findings: [{ code: "klaviyo_key_refused", level: "error" }] });
    expect(good).toMatchObject({ ok: true, account: { organizationName: "Ascaro" }, findings: [] });
  });
});

describeOnBothEngines("admin token", (open) => {
  test("opens every admin route, and nothing else does", async () => {
    const { call, key } = await startHttpService(await open());
    const document = JSON.parse((await call("/openapi.json")).text);
    const routes = Object.entries<Record<string, unknown>>(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path: path.replaceAll(/\{\w+\}/g, "1") })),
    );
    const adminRoutes = routes.filter(({ path }) => path.startsWith("/v1/admin/"));
    expect(adminRoutes.length).toBeGreaterThan(12);
    for (const { method, path } of adminRoutes) {
      const body = method === "GET" || method === "DELETE" ? {} : { body: {} };
      const tokens = [undefined, key, `${ADMIN_TOKEN}x`, ADMIN_TOKEN.slice(1)];
      for (const token of tokens) {
        const answer = await call(path, { method, ...body, ...(token === undefined ? {} : { token }) });
        expect([method, path, answer.status]).toEqual([method, path, 401]);
      }
      expect((await call(path, { method, ...body, token: ADMIN_TOKEN })).status).not.toBe(401);
    }
  });
});
