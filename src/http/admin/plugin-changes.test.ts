import { expect, test } from "vitest";
import { signInAs } from "../../../test/browser/harness/sign-in-as.ts";
import { describeOnBothEngines } from "../../../test/databases.ts";
import { startHttpService } from "../../../test/http-service.ts";

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
      { version: 1, fields: [] },
    ]);
    await admin(`/users/${id}`, { method: "DELETE" });
    expect(JSON.stringify(await json("/plugins/shop/changes"))).not.toContain("The editor");
    expect((await admin("/plugins/nowhere/changes")).status).toBe(404);
  });
});
