import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../test/databases.ts";
import { systemClock } from "../clock.ts";
import { createCipher } from "./cipher.ts";
import { createPluginStore } from "./create-plugin-store.ts";

const cipher = createCipher(Buffer.alloc(32, 7));
const eva = { kind: "user", userId: "eva" } as const;

describeOnBothEngines("a plugin's changes", (open) => {
  const openShop = async () => {
    const store = createPluginStore({ database: await open(), cipher, clock: systemClock });
    await store.create({ id: "shop", name: "Shop", settings: { baseCurrency: "SEK" } }, { kind: "token" });
    return store;
  };

  test("are kept with who made them, newest first", async () => {
    const store = await openShop();
    await store.update("shop", 1, { name: "Shop Norden", settings: { restrictCountries: ["SE"] } }, eva);
    await store.update("shop", 2, { settings: { restrictCountries: [] } });
    expect(await store.changes("shop")).toMatchObject([
      {
        version: 3,
        author: { kind: "service" },
        fields: [{ field: "settings.restrictCountries", before: ["SE"], after: [] }],
      },
      {
        version: 2,
        author: eva,
        fields: [
          { field: "name", before: "Shop", after: "Shop Norden" },
          { field: "settings.restrictCountries", before: [], after: ["SE"] },
        ],
      },
      { version: 1, author: { kind: "token" }, fields: [] },
    ]);
  });

  test("name a new private key and never say it", async () => {
    const store = await openShop();
    await store.update("shop", 1, { privateKey: "pk_very_secret" }, eva);
    const [change] = await store.changes("shop");
    expect(change?.fields).toEqual([{ field: "privateKey", before: null, after: null }]);
    expect(JSON.stringify(await store.changes("shop"))).not.toContain("very_secret");
  });

  test("of two at once one is kept, as one is made", async () => {
    const store = await openShop();
    const both = await Promise.allSettled(["A", "B"].map((name) => store.update("shop", 1, { name }, eva)));
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const { name } = (await store.find("shop")) ?? {};
    expect((await store.changes("shop"))[0]?.fields).toEqual([{ field: "name", before: "Shop", after: name }]);
    expect(await store.changes("shop")).toHaveLength(2);
  });

  test("are the last hundred, and go with the plugin", async () => {
    const store = await openShop();
    for (let version = 1; version <= 120; version++) await store.update("shop", version, { name: `Shop ${version}` });
    const kept = await store.changes("shop");
    expect([kept.length, kept[0]?.version, kept.at(-1)?.version]).toEqual([100, 121, 22]);
    await store.remove("shop");
    expect(await store.changes("shop")).toEqual([]);
  });
});
