import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../test/databases.ts";
import { insertPlugin } from "../../test/outbox-fixtures.ts";
import type { Database } from "../database/database.ts";
import { createLeases } from "./leases.ts";

const TTL_MS = 60_000;

async function letAllExpire({ kysely }: Database): Promise<void> {
  await kysely.updateTable("leases").set({ expires_at: 1 }).execute();
}

describeOnBothEngines("leases", (open) => {
  const openWith = async (...accounts: string[]) => {
    const database = await open();
    for (const account of accounts) await insertPlugin(database, `shop-${account.toLowerCase()}`, account);
    return { database, leases: createLeases(database) };
  };
  const by = (holder: string, limit = 10) => ({ holder, ttlMs: TTL_MS, limit });

  test("an account is one lease, however many plugins are on it", async () => {
    const { database, leases } = await openWith("AAAAAA");
    await insertPlugin(database, "outlet", "AAAAAA");
    expect(await leases.acquire(by("w1"))).toEqual([{ accountId: "AAAAAA", holder: "w1", token: 1 }]);
    expect(await leases.acquire(by("w1"))).toEqual([]);
    expect(await leases.acquire(by("w2"))).toEqual([]);
  });

  test.each([
    ["is inactive", { status: "inactive" }],
    ["has no private key", { private_key: null }],
    ["has no account yet", { api_key: "" }],
  ] as const)("a plugin that %s is nothing to drive", async (_why, change) => {
    const { database, leases } = await openWith("AAAAAA");
    await database.kysely.updateTable("plugins").set(change).execute();
    expect(await leases.acquire(by("w1"))).toEqual([]);
    expect(await leases.overview()).toEqual([]);
  });

  test("no more than asked for are taken, and workers that come at once share them", async () => {
    const accounts = Array.from({ length: 8 }, (_, index) => `ACC00${index}`);
    const { leases } = await openWith(...accounts);
    const taken = await Promise.all(["w1", "w2", "w3", "w4"].map((holder) => leases.acquire(by(holder, 3))));
    for (const ofOne of taken) expect(ofOne.length).toBeLessThanOrEqual(3);
    const rest = await leases.acquire(by("w5", 100));
    const all = [...taken.flat(), ...rest].map(({ accountId }) => accountId);
    expect(all.toSorted()).toEqual(accounts);
  });

  test("a lease is prolonged only by its holder, and only while it lives", async () => {
    const { database, leases } = await openWith("AAAAAA", "BBBBBB");
    const held = await leases.acquire(by("w1"));
    expect(await leases.renew(held, TTL_MS)).toEqual(held);
    expect(
      await leases.renew(
        held.map((lease) => ({ ...lease, holder: "w2" })),
        TTL_MS,
      ),
    ).toEqual([]);
    await database.kysely.updateTable("leases").set({ expires_at: 1 }).where("account_id", "=", "AAAAAA").execute();
    expect((await leases.renew(held, TTL_MS)).map(({ accountId }) => accountId)).toEqual(["BBBBBB"]);
    expect(await leases.renew([], TTL_MS)).toEqual([]);
  });

  test("the token rises each time a lease changes hands", async () => {
    const { database, leases } = await openWith("AAAAAA");
    const tokens: (number | undefined)[] = [];
    for (const holder of ["w1", "w2", "w2", "w1"]) {
      const [lease] = await leases.acquire(by(holder));
      tokens.push(lease?.token);
      await letAllExpire(database);
    }
    expect(tokens).toEqual([1, 2, 3, 4]);
  });

  test("a lease that was given back is free at once; one that was lost cannot be given back", async () => {
    const { database, leases } = await openWith("AAAAAA");
    const first = await leases.acquire(by("w1"));
    await leases.release(first);
    const second = await leases.acquire(by("w2"));
    expect(second).toHaveLength(1);
    await leases.release(first);
    expect(await leases.acquire(by("w3"))).toEqual([]);
    await letAllExpire(database);
    expect(await leases.acquire(by("w3"))).toHaveLength(1);
  });

  test("the overview says who drives what, and for how long yet", async () => {
    const { database, leases } = await openWith("AAAAAA", "BBBBBB");
    expect(await leases.overview()).toEqual([
      { accountId: "AAAAAA", holder: null, expiresInMs: 0 },
      { accountId: "BBBBBB", holder: null, expiresInMs: 0 },
    ]);
    await leases.acquire(by("w1"));
    const overview = await leases.overview();
    expect(overview.map(({ holder }) => holder)).toEqual(["w1", "w1"]);
    for (const { expiresInMs } of overview) {
      expect(expiresInMs).toBeGreaterThan(0);
      expect(expiresInMs).toBeLessThanOrEqual(TTL_MS);
    }
    await letAllExpire(database);
    expect((await leases.overview()).map(({ holder }) => holder)).toEqual([null, null]);
  });

  test("workers that announced themselves are counted until they go or are not heard of", async () => {
    const { database, leases } = await openWith();
    const announce = (holder: string) => leases.announce({ holder, ttlMs: TTL_MS });
    expect(await announce("w1")).toBe(1);
    expect(await announce("w2")).toBe(2);
    expect(await announce("w1")).toBe(2);
    await leases.withdraw("w1");
    expect(await announce("w2")).toBe(1);
    await database.kysely.updateTable("workers").set({ expires_at: 1 }).execute();
    expect(await announce("w3")).toBe(1);
    await leases.withdraw("w3");
    expect(await database.kysely.selectFrom("workers").selectAll().execute()).toEqual([]);
  });
});
