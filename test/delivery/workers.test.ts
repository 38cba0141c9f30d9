import { expect, test } from "vitest";
import { describeOnBothEngines } from "../databases.ts";
import { until } from "../until.ts";
import { ACCOUNT, KEY, makeEvent, startsEngines } from "./start-engine.ts";

/** Looks often, and holds long: a machine that stands still for a moment must not take a lease away where a test is about something else. */
const FAST = { leaseTtlMs: 60_000, renewLeasesEveryMs: 200 };
const accountIds = Array.from({ length: 6 }, (_, index) => `SHOP0${index}`);
const keyOf = (accountId: string) => `pk_${accountId}_0123456789abcdef`;

describeOnBothEngines("workers", (open) => {
  const start = startsEngines(open);

  async function startShops() {
    const engine = await start({
      settings: FAST,
      sandbox: {
        accounts: ["TEST01", ...accountIds].map((id) => ({
          id,
          privateKeys: [{ key: keyOf(id), scopes: "all" as const }],
        })),
      },
    });
    for (const id of accountIds) {
      const settings = { baseCurrency: "SEK" };
      await engine.plugins.create({ id: id.toLowerCase(), name: id, apiKey: id, privateKey: keyOf(id), settings });
    }
    const pushToAll = (round: string) =>
      engine.push(
        accountIds.map((accountId) =>
          makeEvent(`${accountId}-${round}`, { accountId, pluginId: accountId.toLowerCase() }),
        ),
      );
    const areThere = (round: string) =>
      until(`round ${round} is there`, () =>
        accountIds.every((id) => engine.sandbox.events({ uniqueId: `${id}-${round}` }).length === 1),
      );
    const areShared = () =>
      until("each of two drives its share of the seven accounts", async () => {
        const holders = (await engine.leases.overview()).map(({ holder }) => holder);
        const shares = [...Map.groupBy(holders, (holder) => holder)].map(([holder, { length }]) => holder && length);
        return shares.length === 2 && shares.includes(4) && shares.includes(3);
      });
    return { ...engine, pushToAll, areThere, areShared };
  }

  test("a plugin that is added is driven at once; one that is made inactive is let go", async () => {
    const { plugins, sandbox, push, pushToAll, areThere, outbox } = await startShops();
    await pushToAll("1");
    await areThere("1");
    const plugin = await plugins.find("shop00");
    await plugins.update("shop00", plugin?.version ?? 0, { status: "inactive" });
    await push([makeEvent("later", { accountId: "SHOP00", pluginId: "shop00" })]);
    await pushToAll("2").then(() =>
      until("the others are there", () => sandbox.events({ uniqueId: "SHOP05-2" }).length === 1),
    );
    expect(sandbox.events({ uniqueId: "later" })).toEqual([]);
    await plugins.update("shop00", (await plugins.find("shop00"))?.version ?? 0, { status: "active" });
    await until("it is there", () => sandbox.events({ uniqueId: "later" }).length === 1);
    await until(
      "nothing is pending",
      async () => (await outbox.search({ state: "pending" }, { limit: 1 })).length === 0,
    );
  });

  test("however slowly the change is read, what is accepted after a plugin was made inactive is not sent", async () => {
    let list = async () => {};
    const { plugins, sandbox, push } = await start({
      settings: FAST,
      showPlugins: (store) => ({ ...store, list: () => list().then(store.list) }),
    });
    const twin = await plugins.create({
      id: "twin",
      name: "Twin",
      apiKey: ACCOUNT,
      privateKey: KEY,
      settings: { baseCurrency: "SEK" },
    });
    await push([makeEvent("before", { pluginId: "twin" })]);
    await until("both are driven", () => sandbox.events({ uniqueId: "before" }).length === 1);
    const asked = Promise.withResolvers<void>();
    const pushed = Promise.withResolvers<void>();
    list = () => {
      asked.resolve();
      return pushed.promise;
    };
    await plugins.update("twin", twin.version, { status: "inactive" });
    await push([makeEvent("later", { pluginId: "twin" })]);
    await asked.promise;
    // As long as it takes to send some events.
    for (let round = 0; round < 20; round++) await fetch(sandbox.url);
    pushed.resolve();
    await push([makeEvent("of the other")]);
    await until("the other goes on", () => sandbox.events({ uniqueId: "of the other" }).length === 1);
    expect(sandbox.attempts({ uniqueId: "later" })).toEqual([]);
  });

  test("what is pending when a plugin moves to another account goes to that account, once and in order", async () => {
    const { plugins, sandbox, push, outbox, areThere, pushToAll } = await startShops();
    await pushToAll("1");
    await areThere("1");
    const mine = { accountId: "SHOP00", pluginId: "shop00" };
    sandbox.addFault({ match: { account: "SHOP00" }, action: { status: 503 } });
    await push(["a", "b", "c"].map((id) => makeEvent(id, mine)));
    await until("the first was tried", () => sandbox.attempts({ uniqueId: "a" }).length > 0);
    const plugin = await plugins.find("shop00");
    await plugins.update("shop00", plugin?.version ?? 0, { apiKey: "SHOP01", privateKey: keyOf("SHOP01") });
    const arrived = () => sandbox.events({ account: "SHOP01" }).filter(({ uniqueId }) => /^[abc]$/.test(uniqueId));
    await until("they are there", () => arrived().length === 3);
    expect(arrived().map(({ uniqueId }) => uniqueId)).toEqual(["a", "b", "c"]);
    await until(
      "nothing is pending",
      async () => (await outbox.search({ state: "pending" }, { limit: 1 })).length === 0,
    );
    expect(sandbox.events({ account: "SHOP00" })).toHaveLength(1);
  });

  test("two workers share the accounts; when one goes, the other takes all", async () => {
    const { joinWorker, worker, pushToAll, areThere, areShared, sandbox } = await startShops();
    await pushToAll("1");
    await areThere("1");
    const other = joinWorker();
    other.start();
    await areShared();
    await pushToAll("2");
    await areThere("2");
    await worker.stop();
    await pushToAll("3");
    await areThere("3");
    for (const { attempts } of sandbox.attempts()) expect(attempts).toHaveLength(1);
  });

  test("when all leases have run out at once, the workers share the accounts anew", async () => {
    const { joinWorker, observed, pushToAll, areThere, areShared, letLeasesRunOut } = await startShops();
    await pushToAll("1");
    await areThere("1");
    joinWorker().start();
    await areShared();
    const countLost = () =>
      observed.filter((event) => event.type === "lease_changed" && event.change === "lost").length;
    await letLeasesRunOut();
    await until("all seven are lost", () => countLost() >= 7);
    await areShared();
    await pushToAll("2");
    await areThere("2");
  });

  test("an account is taken over when its lease runs out, not only in the next round", async () => {
    // The first worker never renews, as if it stood still; the second would look again in a minute.
    const slow = { renewLeasesEveryMs: 60_000 };
    const { joinWorker, observed, push, sandbox } = await start({ settings: { ...slow, leaseTtlMs: 1_500 } });
    const countAcquired = () =>
      observed.filter((event) => event.type === "lease_changed" && event.change === "acquired").length;
    await until("the first drives", () => countAcquired() === 1);
    joinWorker({ ...slow, leaseTtlMs: 60_000 }).start();
    await until("the second drives", () => countAcquired() === 2);
    await push([makeEvent("1")]);
    await until("it delivers", () => sandbox.events({ uniqueId: "1" }).length === 1);
  });

  test("a worker whose lease was taken over settles nothing, and stops", async () => {
    const { leases, outbox, observed, sandbox, push, seize } = await start({
      settings: { ...FAST, renewLeasesEveryMs: 60_000 },
    });
    await push([makeEvent("1")]);
    await until(
      "it is delivered",
      async () => (await outbox.search({ state: "delivered" }, { limit: 1 })).length === 1,
    );
    await seize();
    await push([makeEvent("2", { email: "bo@shop.se" })]);
    await until("it stopped", () =>
      observed.some((event) => event.type === "lease_changed" && event.change === "lost"),
    );
    expect(await outbox.search({ state: "pending" }, { limit: 9 })).toMatchObject([{ uniqueId: "2", attempts: 0 }]);
    expect((await leases.overview()).map(({ holder }) => holder)).toEqual(["another"]);
    await push([makeEvent("3", { email: "cleo@shop.se" })]);
    await until("it is pending", async () => (await outbox.search({ state: "pending" }, { limit: 9 })).length === 2);
    expect(sandbox.events({ uniqueId: "3" })).toEqual([]);
  });

  test("a shutdown waits for the answers that are under way, and leaves nothing half done", async () => {
    const { sandbox, outbox, push, worker } = await start();
    sandbox.addFault({ action: { delayMs: 300 } });
    await push(Array.from({ length: 20 }, (_, index) => makeEvent(`${index}`, { email: `c${index}@shop.se` })));
    await until(
      "all are under way",
      () => sandbox.counts().requests["POST /api/events"] === undefined && sandbox.events().length >= 0,
    );
    await until("some are accepted", () => sandbox.events().length > 0);
    await worker.stop();
    const delivered = await outbox.search({ state: "delivered" }, { limit: 100 });
    expect(delivered).toHaveLength(sandbox.events().length);
  });

  test("a shutdown breaks off what takes too long; it is sent again later", async () => {
    const engine = await start({ settings: { drainMs: 100 } });
    engine.sandbox.addFault({ times: 1, action: { timeout: true } });
    await engine.push([makeEvent("1")]);
    await until(
      "it is under way",
      () => engine.sandbox.attempts().length === 1 || engine.sandbox.requests().length === 1,
    );
    await engine.worker.stop();
    engine.joinWorker().start();
    await until("it is there", () => engine.sandbox.events().length === 1);
  });
});
