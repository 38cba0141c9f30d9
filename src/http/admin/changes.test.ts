import { expect, test } from "vitest";
import { signInAs } from "../../../test/browser/harness/sign-in-as.ts";
import { describeOnBothEngines } from "../../../test/databases.ts";
import { startHttpService } from "../../../test/http-service.ts";
import { sampleEvent } from "../../commerce/samples.ts";

describeOnBothEngines("who changed a plugin", (open) => {
  test("is told by name, and no longer when the user is gone", async () => {
    const service = await startHttpService(await open());
    const { url, call, admin } = service;
    const json = async (path: string, rest: object = {}) => (await admin(path, rest)).json;
    const { id, cookie } = await signInAs(
      { url, admin: (method, path, body) => json(path, { method, body }) },
      "editor",
    );
    const change = (version: number, name: string) => ({
      method: "PATCH",
      body: { version, name },
      headers: { cookie, "sec-fetch-site": "same-origin" },
    });
    await call("/v1/admin/plugins/shop", change(1, "Shop Norden"));
    await admin("/plugins/shop", { method: "PATCH", body: { version: 2, settings: { shortProductName: true } } });

    const { changes } = await json("/plugins/shop/changes");
    expect(changes).toMatchObject([
      {
        author: { kind: "token", name: null },
        fields: [{ field: "settings.shortProductName", before: false, after: true }],
      },
      {
        author: { kind: "user", name: "The editor" },
        fields: [{ field: "name", before: "Shop", after: "Shop Norden" }],
      },
      { version: null, kind: "push_key_made", name: "storefront" },
      { version: 1, fields: [] },
    ]);
    await admin(`/users/${id}`, { method: "DELETE" });
    expect(JSON.stringify(await json("/plugins/shop/changes"))).not.toContain("The editor");
    expect((await admin("/plugins/nowhere/changes")).status).toBe(404);
  });

  test("covers users, keys and what was sent again, with nothing secret in it", async () => {
    const service = await startHttpService(await open());
    const { url, call, admin, outbox, push, pushKey } = service;
    const json = async (path: string, rest: object = {}) => (await admin(path, rest)).json;
    const bridge = { url, admin: (method: string, path: string, body?: unknown) => json(path, { method, body }) };
    const owner = await signInAs(bridge, "owner");
    const viewer = await signInAs(bridge, "viewer");
    const asOwner = (path: string, method: string, body?: unknown) =>
      call(`/v1/admin${path}`, { method, body, headers: { cookie: owner.cookie, "sec-fetch-site": "same-origin" } });

    await asOwner(`/users/${viewer.id}`, "PATCH", { role: "editor" });
    const link = await asOwner(`/users/${viewer.id}/link`, "POST");
    await asOwner(`/users/${viewer.id}`, "DELETE");
    const made = await asOwner("/plugins/shop/keys", "POST", { name: "storefront 2" });
    await asOwner(`/plugins/shop/keys/${pushKey.id}`, "DELETE");
    await asOwner("/plugins/shop", "PATCH", { version: 1, status: "inactive" });
    await push(sampleEvent("order.placed", {}, { id: "placed-1" }), { token: String(made.json.secret) });
    await asOwner("/plugins/shop", "PATCH", { version: 2, status: "active" });
    await asOwner("/events/replay", "POST", { plugin: "shop", state: "skipped", email: "nobody@example.com" });
    const { replayed } = (await asOwner("/events/replay", "POST", { plugin: "shop", state: "skipped" })).json;
    expect(replayed).toBe((await outbox.search({ pluginId: "shop" }, { limit: 50 })).length);

    const author = { kind: "user", name: "The owner" };
    const all = await json("/changes");
    expect(all.changes).toMatchObject([
      { kind: "events_replayed", author, plugin: "shop", count: replayed },
      { kind: "plugin_changed", author, plugin: "shop" },
      { kind: "plugin_changed", author },
      { kind: "push_key_revoked", author, plugin: "shop", name: "storefront" },
      { kind: "push_key_made", author, name: "storefront 2" },
      { kind: "user_removed", author, name: "The viewer" },
      { kind: "password_link_made", author, name: null },
      { kind: "user_changed", fields: [{ field: "role", before: "viewer", after: "editor" }] },
      { kind: "password_set", author: { kind: "user", name: null } },
      { kind: "user_added", author: { kind: "token" } },
      { kind: "password_set", author, name: "The owner" },
      { kind: "user_added", author: { kind: "token" }, fields: [{ field: "role", before: null, after: "owner" }] },
      { kind: "push_key_made", author: { kind: "service" } },
      { kind: "plugin_added", author: { kind: "service" } },
    ]);
    for (const secret of [made.json.secret, link.json.url, "nobody@example.com"])
      expect(JSON.stringify(all)).not.toContain(String(secret));

    const ofPlugin = await json("/plugins/shop/changes");
    expect(ofPlugin.changes).toMatchObject([
      { kind: "events_replayed", version: null },
      { kind: "plugin_changed", version: 3, fields: [{ field: "status", before: "inactive", after: "active" }] },
      { kind: "plugin_changed", version: 2 },
      { kind: "push_key_revoked", version: null },
      { kind: "push_key_made" },
      { kind: "push_key_made" },
      { kind: "plugin_added", version: 1 },
    ]);
  });

  test("is for owners as a whole, goes on page by page, and outlives the plugin", async () => {
    const { url, call, admin } = await startHttpService(await open());
    const bridge = {
      url,
      admin: async (method: string, path: string, body?: unknown) => (await admin(path, { method, body })).json,
    };
    const { cookie } = await signInAs(bridge, "editor");
    expect((await call("/v1/admin/changes", { headers: { cookie } })).status).toBe(403);
    expect((await call("/v1/admin/plugins/shop/changes", { headers: { cookie } })).status).toBe(200);
    await admin("/plugins/shop", { method: "DELETE" });
    const first = (await admin("/changes?plugin=shop&limit=2")).json;
    expect(first.changes).toMatchObject([{ kind: "plugin_removed", name: "Shop" }, { kind: "push_key_made" }]);
    const second = (await admin(`/changes?plugin=shop&limit=2&before=${first.next}`)).json;
    expect(second).toMatchObject({ changes: [{ kind: "plugin_added" }], next: null });
    expect((await admin("/changes?limit=0")).status).toBe(422);
  });
});
