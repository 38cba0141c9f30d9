import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../test/databases.ts";
import { insertPlugin } from "../../test/outbox-fixtures.ts";
import { systemClock } from "../clock.ts";
import { createLeases } from "../outbox/leases.ts";
import { createHeldAccounts } from "./held-accounts.ts";

const TTL_MS = 60_000;

describeOnBothEngines("held accounts", (open) => {
  async function holdTwo() {
    const database = await open();
    await insertPlugin(database, "shop-a", "AAAAAA");
    await insertPlugin(database, "shop-b", "BBBBBB");
    const leases = createLeases(database);
    let time = 0;
    let beforeRenewal = async () => {};
    const held = createHeldAccounts({
      leases: {
        ...leases,
        renew: async (given, ttlMs) => {
          await beforeRenewal();
          return leases.renew(given, ttlMs);
        },
      },
      holder: "w1",
      ttlMs: TTL_MS,
      clock: { ...systemClock, monotonic: () => time },
    });
    const [a, b] = (await held.acquire(2)).toSorted((one, other) => (one.accountId < other.accountId ? -1 : 1));
    if (a === undefined || b === undefined) throw new Error("Two accounts are there to be taken.");
    return {
      ...{ database, held, a, b },
      pass: (ms: number) => {
        time += ms;
      },
      onRenewal: (act: () => Promise<void>) => {
        beforeRenewal = act;
      },
    };
  }

  test("an account is driven until a second before its lease runs out by our own clock", async () => {
    const { held, a, pass } = await holdTwo();
    pass(TTL_MS - 1_001);
    expect(held.mayDrive(a)).toBe(true);
    pass(1);
    expect(held.mayDrive(a)).toBe(false);
    expect(await held.renew()).toEqual([]);
    expect(held.mayDrive(a)).toBe(true);
  });

  test("a lease that ran out is lost; the others stay", async () => {
    const { database, held, a, b } = await holdTwo();
    await database.kysely.updateTable("leases").set({ expires_at: 1 }).where("account_id", "=", "AAAAAA").execute();
    expect(await held.renew()).toEqual([a]);
    expect([held.mayDrive(a), held.mayDrive(b)]).toEqual([false, true]);
  });

  test("what is given back while the leases are renewed is not lost", async () => {
    const { held, a, b, onRenewal } = await holdTwo();
    onRenewal(() => held.release([a]));
    expect(await held.renew()).toEqual([]);
    expect(held.accountIds()).toEqual([b.accountId]);
  });
});
