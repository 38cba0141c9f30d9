import { expect, test } from "vitest";
import { describeOnBothEngines, type OpenDatabase } from "../../../test/databases.ts";
import { createIntakeParts } from "../../../test/intake-parts.ts";
import { systemClock } from "../../clock.ts";
import type { PluginStore } from "../../plugins/store.ts";
import { createPushAccess } from "./access.ts";

async function openAccess(open: OpenDatabase) {
  let elapsedMs = 0;
  const clock = { ...systemClock, monotonic: () => elapsedMs };
  const { plugins } = createIntakeParts(await open());
  await plugins.create({ id: "shop", name: "Shop", apiKey: "SHOP01" });
  const { key, secret } = await plugins.addKey("shop", "storefront");
  let questions = 0;
  /** The real store, deaf to announcements when they are to be lost, with its questions counted. */
  const counted = (hearsChanges: boolean): PluginStore => ({
    ...plugins,
    find: (id) => plugins.find(id).finally(() => (questions += 1)),
    authenticate: (id, given) => plugins.authenticate(id, given).finally(() => (questions += 1)),
    onChange: (listener) => (hearsChanges ? plugins.onChange(listener) : () => {}),
  });
  return {
    ...{ plugins, key, secret, counted, clock },
    asked: () => questions,
    pass: (ms: number) => {
      elapsedMs += ms;
    },
  };
}

describeOnBothEngines("push access", (open) => {
  test("a good key costs no question to the database for five seconds, a bad one always does", async () => {
    const { secret, counted, clock, asked, pass } = await openAccess(open);
    const access = createPushAccess({ plugins: counted(false), clock });
    for (let index = 0; index < 10; index += 1) await access.authorize("shop", `Bearer ${secret}`);
    const afterTen = asked();
    pass(5_001);
    await access.authorize("shop", `Bearer ${secret}`);
    const afterFiveSeconds = asked();
    for (let index = 0; index < 3; index += 1) {
      await expect(access.authorize("shop", "Bearer wrong")).rejects.toMatchObject({ code: "key_refused" });
    }
    expect([afterTen, afterFiveSeconds, asked()]).toEqual([2, 4, 7]);
  });

  test("a key that was revoked without an announcement ends after five seconds", async () => {
    const { plugins, key, secret, counted, clock, pass } = await openAccess(open);
    const access = createPushAccess({ plugins: counted(false), clock });
    await access.authorize("shop", `Bearer ${secret}`);
    await plugins.revokeKey("shop", key.id);
    pass(5_001);
    await expect(access.authorize("shop", `Bearer ${secret}`)).rejects.toMatchObject({ code: "key_refused" });
  });

  test("an announced change ends what is remembered", async () => {
    const { plugins, key, secret, counted, clock } = await openAccess(open);
    const access = createPushAccess({ plugins: counted(true), clock });
    await access.authorize("shop", `Bearer ${secret}`);
    await plugins.update("shop", 1, { name: "Renamed" });
    await expect.poll(async () => (await access.authorize("shop", `Bearer ${secret}`)).name).toBe("Renamed");
    await plugins.revokeKey("shop", key.id);
    await expect
      .poll(() =>
        access.authorize("shop", `Bearer ${secret}`).then(
          () => "in",
          () => "out",
        ),
      )
      .toBe("out");
  });

  test("an answer that was asked for before a revocation is not remembered after it", async () => {
    const { plugins, key, secret, counted, clock } = await openAccess(open);
    const gate = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    const slow: PluginStore = {
      ...counted(false),
      authenticate: async (id, given) => {
        const isValid = await plugins.authenticate(id, given);
        answered.resolve();
        await gate.promise;
        return isValid;
      },
    };
    const access = createPushAccess({ plugins: slow, clock });
    const early = access.authorize("shop", `Bearer ${secret}`);
    await answered.promise;
    await plugins.revokeKey("shop", key.id);
    access.forget();
    gate.resolve();
    await early.catch(() => {});
    await expect(access.authorize("shop", `Bearer ${secret}`)).rejects.toMatchObject({ code: "key_refused" });
  });
});
