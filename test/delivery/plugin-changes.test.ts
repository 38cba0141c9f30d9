import { expect, test } from "vitest";
import type { StorePlugin } from "../../src/plugins/plugin.ts";
import type { PluginStore } from "../../src/plugins/store.ts";
import { describeOnBothEngines } from "../databases.ts";
import { until } from "../until.ts";
import { ACCOUNT, KEY, makeEvent, PLUGIN, startsEngines } from "./start-engine.ts";

const SETTINGS = { baseCurrency: "SEK" };
const OTHER_ACCOUNT = "TEST02";
const OTHER_KEY = `${KEY.slice(0, -2)}02`;
const BOTH_ACCOUNTS = [
  { id: ACCOUNT, privateKeys: [{ key: KEY, scopes: "all" as const }] },
  { id: OTHER_ACCOUNT, privateKeys: [{ key: OTHER_KEY, scopes: "all" as const }] },
];

/** The worker reads the plugins as this lets it. */
function slowReading() {
  const reading = { asked: 0, answer: async (plugins: StorePlugin[]) => plugins };
  const showPlugins = (store: PluginStore): PluginStore => ({
    ...store,
    list: async () => {
      const plugins = await store.list();
      reading.asked++;
      return reading.answer(plugins);
    },
  });
  return { reading, showPlugins };
}

describeOnBothEngines("plugins that change while events are under way", (open) => {
  const start = startsEngines(open);

  test("what was read before an alarm was raised does not end it", async () => {
    const { reading, showPlugins } = slowReading();
    const { sandbox, plugins, observed, push } = await start({ showPlugins });
    sandbox.addScript({ uniqueId: "1", answers: [{ status: 401, delayMs: 500 }] });
    await push([makeEvent("1")]);
    await until("it is under way", () => sandbox.attempts({ uniqueId: "1" }).length === 1);

    const isRaised = Promise.withResolvers<void>();
    reading.answer = (read) => isRaised.promise.then(() => read);
    const before = reading.asked;
    await plugins.addKey(PLUGIN, "of a storefront");
    await until("the plugins are read", () => reading.asked > before);
    await until("the alarm is raised", async () => (await plugins.find(PLUGIN))?.alarm !== null);
    isRaised.resolve();
    await until("they are read once more", () => reading.asked > before + 1);
    await push([makeEvent("2", { email: "other@shop.se" })]);
    for (let round = 0; round < 20; round++) await fetch(sandbox.url);

    expect(observed.filter(({ type }) => type === "plugin_resumed")).toEqual([]);
    expect((await plugins.find(PLUGIN))?.alarm).toMatchObject({ code: "klaviyo_key_refused" });
    expect(sandbox.attempts({ uniqueId: "2" })).toEqual([]);
  });

  test("however long a change of one plugin takes to be read, the others go on, and the account is kept", async () => {
    const { reading, showPlugins } = slowReading();
    const { sandbox, plugins, observed, leases, push } = await start({
      showPlugins,
      settings: { leaseTtlMs: 60_000, renewLeasesEveryMs: 200 },
    });
    await plugins.create({ id: "twin", name: "Twin", apiKey: ACCOUNT, privateKey: KEY, settings: SETTINGS });
    await push([makeEvent("before", { pluginId: "twin" })]);
    await until("both are driven", () => sandbox.events({ uniqueId: "before" }).length === 1);

    const isAnswered = Promise.withResolvers<void>();
    reading.answer = (read) => isAnswered.promise.then(() => read);
    const before = reading.asked;
    await plugins.addKey("twin", "of a storefront");
    await until("the plugins are read", () => reading.asked > before);
    await push([makeEvent("held", { pluginId: "twin" })]);
    const readExpiry = async () => Date.now() + ((await leases.overview())[0]?.expiresInMs ?? 0);
    const expiryBefore = await readExpiry();
    await until("the lease is prolonged, again and again", async () => (await readExpiry()) > expiryBefore + 3_000);
    await push([makeEvent("of the other")]);
    await until("the other goes on", () => sandbox.events({ uniqueId: "of the other" }).length === 1);
    expect(sandbox.attempts({ uniqueId: "held" })).toEqual([]);

    isAnswered.resolve();
    await until("it goes on, too", () => sandbox.events({ uniqueId: "held" }).length === 1);
    expect(observed.filter((event) => event.type === "lease_changed" && event.change !== "acquired")).toEqual([]);
  });

  test("an old key that is refused when the plugin has moved to another account gives no alarm", async () => {
    const { sandbox, outbox, plugins, push } = await start({ sandbox: { accounts: BOTH_ACCOUNTS } });
    // Who stays keeps the account driven.
    await plugins.create({ id: "stays", name: "Stays", apiKey: ACCOUNT, privateKey: KEY, settings: SETTINGS });
    sandbox.addScript({ uniqueId: "1", answers: [{ status: 401, delayMs: 2_000 }] });
    await push(["1", "2", "3"].map((id) => makeEvent(id)));
    await until("the first is under way", () => sandbox.attempts({ uniqueId: "1" }).length === 1);
    const plugin = await plugins.find(PLUGIN);
    await plugins.update(PLUGIN, plugin?.version ?? 0, { apiKey: OTHER_ACCOUNT, privateKey: OTHER_KEY });
    await until("all are there", () => sandbox.events({ account: OTHER_ACCOUNT }).length === 3);
    const isAnswered = () =>
      sandbox.attempts({ uniqueId: "1" }).some(({ attempts }) => attempts.some(({ status }) => status === 401));
    await until("the old key is refused", isAnswered);
    for (let round = 0; round < 20; round++) await fetch(sandbox.url);

    expect((await plugins.find(PLUGIN))?.alarm).toBeNull();
    expect(sandbox.events({ account: OTHER_ACCOUNT }).map(({ uniqueId }) => uniqueId)).toEqual(["1", "2", "3"]);
    await until(
      "nothing is pending",
      async () => (await outbox.search({ state: "pending" }, { limit: 1 })).length === 0,
    );
  });

  test("an alarm of what a plugin was before it was changed is not raised", async () => {
    const { plugins } = await start({ isStarted: false });
    const { version = 0 } = (await plugins.find(PLUGIN)) ?? {};
    await plugins.update(PLUGIN, version, { privateKey: OTHER_KEY });
    const alarm = { code: "klaviyo_key_refused", message: "Klaviyo refuses the private key.", since: 0 };
    await plugins.raiseAlarm(PLUGIN, alarm, version);
    expect((await plugins.find(PLUGIN))?.alarm).toBeNull();
    await plugins.raiseAlarm(PLUGIN, alarm, version + 1);
    expect((await plugins.find(PLUGIN))?.alarm).toEqual(alarm);
  });
});
