import { expect, test } from "vitest";
import { describeOnBothEngines, PATIENTLY } from "../../test/databases.ts";
import { makeAcceptance, makeEvent, makeHeld } from "../../test/outbox-fixtures.ts";
import { systemClock } from "../clock.ts";
import { createOutbox } from "../outbox/create-outbox.ts";
import { createCipher } from "./cipher.ts";
import { createPluginStore } from "./create-plugin-store.ts";

const cipher = createCipher(Buffer.alloc(32, 7));
const alarm = { code: "klaviyo_key_refused", message: "Klaviyo refuses the key.", since: 5 };

describeOnBothEngines("the plugin store", (open) => {
  const openStore = async () => {
    const database = await open();
    return { database, store: createPluginStore({ database, cipher, clock: systemClock }) };
  };

  test("a plugin starts with sensible settings and an id made from its name", async () => {
    const { store } = await openStore();
    const made = await store.create({ name: "Klaviyo Centra Malmö" });
    expect(made).toMatchObject({
      id: "klaviyo-centra-malmo",
      status: "active",
      apiKey: "",
      hasPrivateKey: false,
      version: 1,
      alarm: null,
    });
    expect(made.settings).toMatchObject({
      baseCurrency: "EUR",
      languageFrom: "delivery_country",
      restrictMarkets: [],
      disabledMetrics: [],
    });
    expect(await store.find(made.id)).toEqual(made);
    expect(await store.list()).toEqual([made]);
    expect(await store.find("nobody")).toBeNull();
  });

  test("two plugins of one name get different ids; one id is given out once", async () => {
    const { store } = await openStore();
    const made = await Promise.all([1, 2, 3].map(() => store.create({ name: "Shop" })));
    expect(made.map(({ id }) => id).sort()).toEqual(["shop", "shop-2", "shop-3"]);
    await expect(store.create({ name: "Other", id: "shop" })).rejects.toMatchObject({ code: "plugin_exists" });
  });

  test("what a change does not name keeps its value", async () => {
    const { store } = await openStore();
    const made = await store.create({
      name: "Shop",
      apiKey: "AbC123",
      settings: { baseCurrency: "SEK", exchangeRates: { USD: "10.5" } },
    });
    const changed = await store.update(made.id, made.version, { settings: { shortProductName: true } });
    expect(changed).toEqual({
      ...made,
      version: 2,
      updatedAt: changed.updatedAt,
      settings: { ...made.settings, shortProductName: true },
    });
  });

  test("of changes to the same version, one is made and the others are refused", async () => {
    const { store } = await openStore();
    const { id } = await store.create({ name: "Shop" });
    const outcomes = await Promise.allSettled(["A", "B", "C"].map((name) => store.update(id, 1, { name })));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "plugin_changed" });
    }
    expect((await store.find(id))?.version).toBe(2);
  });

  test("what is wrong changes nothing, and what is not there says so", async () => {
    const { store } = await openStore();
    const made = await store.create({ name: "Shop" });
    await expect(store.update(made.id, 1, { apiKey: "short" })).rejects.toMatchObject({ code: "settings_invalid" });
    await expect(store.update(made.id, 1, { id: "other" })).rejects.toMatchObject({ faults: [{ pointer: "/id" }] });
    await expect(store.create({})).rejects.toMatchObject({ faults: [{ pointer: "/name" }] });
    expect(await store.list()).toEqual([made]);
    await expect(store.update("nobody", 1, {})).rejects.toMatchObject({ code: "plugin_not_found" });
    await expect(store.remove("nobody")).rejects.toMatchObject({ code: "plugin_not_found" });
    await expect(store.privateKey("nobody")).rejects.toMatchObject({ code: "plugin_not_found" });
    await expect(store.addKey("nobody", "key")).rejects.toMatchObject({ code: "plugin_not_found" });
  });

  test("the private key is kept, but neither shown nor stored as it is", async () => {
    const { database, store } = await openStore();
    const made = await store.create({ name: "Shop", privateKey: "pk_secret1" });
    expect(JSON.stringify(made)).not.toContain("secret1");
    expect(await store.privateKey(made.id)).toBe("pk_secret1");
    const row = await database.kysely.selectFrom("plugins").selectAll().executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain("secret1");
    await store.update(made.id, 1, { privateKey: "pk_secret2" });
    expect(await store.privateKey(made.id)).toBe("pk_secret2");
    const other = await store.create({ name: "Without" });
    expect(await store.privateKey(other.id)).toBeNull();
  });

  test("an alarm stays until it is cleared or a new private key comes", async () => {
    const { store } = await openStore();
    const { id } = await store.create({ name: "Shop" });
    const alarmNow = async () => (await store.find(id))?.alarm;
    await store.raiseAlarm(id, alarm);
    await store.update(id, 1, { name: "Shop 2" });
    expect(await alarmNow()).toEqual(alarm);
    await store.update(id, 2, { privateKey: "pk_new" });
    expect(await alarmNow()).toBeNull();
    await store.raiseAlarm(id, alarm);
    await store.clearAlarm(id);
    expect(await alarmNow()).toBeNull();
  });

  test("a push key opens its plugin until it is revoked", async () => {
    const { database, store } = await openStore();
    for (const name of ["Shop", "Outlet"]) await store.create({ name });
    const { key, secret } = await store.addKey("shop", "storefront");
    const second = await store.addKey("shop", "backend");
    expect(secret).toMatch(/^ck_shop_[A-Za-z0-9_-]{43}$/);
    expect(secret.startsWith(key.prefix)).toBe(true);
    expect(await store.listKeys("shop")).toHaveLength(2);
    expect(
      JSON.stringify([
        await store.listKeys("shop"),
        await database.kysely.selectFrom("push_keys").selectAll().execute(),
      ]),
    ).not.toContain(secret);

    expect(await store.authenticate("shop", secret)).toBe(true);
    expect(await store.authenticate("outlet", secret)).toBe(false);
    expect(await store.authenticate("shop", `${secret}x`)).toBe(false);
    expect(await store.authenticate("shop", "")).toBe(false);
    expect(await store.revokeKey("outlet", key.id)).toBe(false);
    expect(await store.revokeKey("shop", key.id)).toBe(true);
    expect(await store.revokeKey("shop", key.id)).toBe(false);
    expect(await store.authenticate("shop", secret)).toBe(false);
    expect(await store.authenticate("shop", second.secret)).toBe(true);
  });

  test("removing a plugin removes its keys and its events, and nobody else's", async () => {
    const { database, store } = await openStore();
    for (const name of ["Shop", "Outlet"]) await store.create({ name });
    await store.addKey("shop", "storefront");
    const outbox = createOutbox({ database, clock: systemClock });
    const many = Array.from({ length: 1_200 }, (_, index) => makeAcceptance(makeEvent({ uniqueId: String(index) })));
    await outbox.accept([...many, { events: [], held: makeHeld() }, makeAcceptance(makeEvent({ pluginId: "outlet" }))]);
    await store.remove("shop");
    expect((await store.list()).map(({ id }) => id)).toEqual(["outlet"]);
    expect(await outbox.search({}, { limit: 10 })).toMatchObject([{ pluginId: "outlet" }]);
    expect(await outbox.counts()).toMatchObject([{ pluginId: "outlet", events: 1 }]);
    expect(await outbox.heldEvents({}, { limit: 10 })).toEqual([]);
    expect(await database.kysely.selectFrom("outbox_payloads").selectAll().execute()).toHaveLength(1);
    expect(await database.kysely.selectFrom("push_keys").selectAll().execute()).toEqual([]);
  });

  test("listeners learn of every change", async () => {
    const { store } = await openStore();
    let changes = 0;
    const stop = store.onChange(() => {
      changes += 1;
    });
    const { id } = await store.create({ name: "Shop" });
    const steps: (() => Promise<unknown>)[] = [
      () => store.update(id, 1, { name: "Shop 2" }),
      () => store.raiseAlarm(id, alarm),
      () => store.clearAlarm(id),
      () => store.addKey(id, "key"),
      () => store.remove(id),
    ];
    for (const step of steps) {
      const before = changes;
      await step();
      await expect.poll(() => changes, PATIENTLY).toBeGreaterThan(before);
    }
    stop();
  });
});
