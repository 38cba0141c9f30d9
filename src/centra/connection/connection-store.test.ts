import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../../test/databases.ts";
import { createChangeLog } from "../../changes/change-log.ts";
import { systemClock } from "../../clock.ts";
import { createCipher } from "../../plugins/cipher.ts";
import { createPluginStore } from "../../plugins/create-plugin-store.ts";
import { createProgressStore } from "../sync/progress-store.ts";
import { createConnectionStore } from "./connection-store.ts";

const TOKEN = "centra-token-0123456789";
const GIVEN = { apiUrl: "shop.centra.com", token: TOKEN, webhookSecret: "whsec" };

describeOnBothEngines("connections", (open) => {
  async function prepare() {
    const database = await open();
    const parts = { database, cipher: createCipher(randomBytes(32)), clock: systemClock };
    const plugins = createPluginStore(parts);
    for (const id of ["one", "two"]) await plugins.create({ id, name: id });
    return { database, plugins, connections: createConnectionStore(parts), progress: createProgressStore(database) };
  }

  test("token and secret are stored encrypted, read back for asking alone, and kept when not named", async () => {
    const { database, connections } = await prepare();
    const saved = await connections.save("one", GIVEN);
    expect(JSON.stringify(saved)).not.toContain(TOKEN);
    await connections.save("one", { pollIntervalSeconds: 60 });
    expect(await connections.credentials("one")).toEqual({ token: TOKEN });
    expect(await connections.webhookSecret("one")).toBe("whsec");
    const rows = JSON.stringify(await database.kysely.selectFrom("centra_connections").selectAll().execute());
    expect(rows).not.toContain(TOKEN);
    expect(rows).not.toContain("whsec");
    expect((await connections.find("one"))?.settings.pollIntervalSeconds).toBe(60);
  });

  test("a secret can be taken away, and an unconnected plugin has none", async () => {
    const { connections } = await prepare();
    await connections.save("one", GIVEN);
    expect((await connections.save("one", { webhookSecret: null })).hasWebhookSecret).toBe(false);
    expect(await connections.webhookSecret("two")).toBeNull();
    await expect(connections.credentials("two")).rejects.toThrow("not connected to Centra");
  });

  test("two plugins may share an instance, but not its token", async () => {
    const { connections } = await prepare();
    await connections.save("one", GIVEN);
    await expect(connections.save("two", GIVEN)).rejects.toThrow('is in use by plugin "one"');
    await expect(connections.save("two", { ...GIVEN, token: "another-token" })).resolves.toMatchObject({
      pluginId: "two",
    });
  });

  test("another instance begins anew, another token goes on", async () => {
    const { connections, progress } = await prepare();
    await connections.save("one", GIVEN);
    const baseline = { of: "", orderNumber: 5, orderChangedAt: null, customerId: 1, voucherId: null, nextPage: null };
    await progress.saveBaseline("one", baseline);
    await connections.save("one", { token: "a-newer-token" });
    expect(await progress.baseline("one")).toEqual(baseline);
    await connections.save("one", { storeId: 2 });
    expect(await progress.baseline("one")).toBeNull();
  });

  test("a saved token is not sent to an address that it was not entered for", async () => {
    const { connections } = await prepare();
    await connections.save("one", GIVEN);
    const moved = connections.save("one", { apiUrl: "https://elsewhere.example" });
    await expect(moved).rejects.toMatchObject({ faults: [{ pointer: "/token" }] });
    await connections.save("one", { apiUrl: "https://shop.centra.com/" });
    await connections.save("one", { apiUrl: "https://elsewhere.example", token: "a-token-of-there" });
    expect((await connections.find("one"))?.apiUrl).toBe("https://elsewhere.example/graphql");
  });

  test("it goes with its plugin, and a change is announced", async () => {
    const { connections, plugins } = await prepare();
    const changes: string[] = [];
    const stop = connections.onChange(() => changes.push("changed"));
    await connections.save("one", GIVEN);
    await expect.poll(() => changes.length).toBeGreaterThan(0);
    stop();
    await plugins.remove("one");
    expect(await connections.find("one")).toBeNull();
    expect(await connections.remove("one")).toBe(false);
    await expect(connections.save("one", GIVEN)).rejects.toMatchObject({ code: "plugin_not_found" });
  });

  test("who changed a connection is noted, with what was changed and nothing of token and secret", async () => {
    const { database, connections } = await prepare();
    const eva = { kind: "user", userId: "eva" } as const;
    await connections.save("one", GIVEN, eva);
    await connections.save("one", { pollIntervalSeconds: 60, token: "a-newer-token", webhookSecret: null }, eva);
    await connections.remove("one");
    await connections.remove("one");
    const noted = await createChangeLog(database, systemClock).list({ pluginId: "one", limit: 10 });
    expect(noted).toMatchObject([
      { kind: "centra_disconnected", author: { kind: "service" } },
      {
        kind: "centra_changed",
        author: eva,
        fields: [
          { field: "settings.pollIntervalSeconds", after: 60 },
          { field: "token", before: null, after: null },
          { field: "webhookSecret", before: null, after: null },
        ],
      },
      { kind: "centra_connected", author: eva, fields: [{ field: "apiUrl", before: null }] },
      { kind: "plugin_added" },
    ]);
    expect(JSON.stringify(noted)).not.toMatch(/centra-token|newer-token|whsec/);
  });
});
