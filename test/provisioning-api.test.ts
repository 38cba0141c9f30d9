import { expect, it } from "vitest";
import { z } from "zod";
import { freshSqliteLocation } from "./databases.ts";
import { startWholeService } from "./whole-service.ts";

const runSchema = z.looseObject({ state: z.string(), done: z.number(), total: z.number(), problem: z.unknown() });
const order = { languages: ["en", "sv"], metrics: ["Placed Order"] };

async function start(sandbox: Parameters<typeof startWholeService>[1] = {}) {
  const service = await startWholeService((await freshSqliteLocation()).location, sandbox);
  const path = "/plugins/shop/emails";
  return {
    ...service,
    plan: (body: unknown = order) => service.admin("POST", `${path}/plan`, body),
    apply: (body: unknown = order) => service.admin("POST", `${path}/apply`, body),
    run: () => service.admin("GET", `${path}/run`),
  };
}

it("plans with a picture of each flow, applies once at a time, and tells how far it is", async () => {
  const { plan, apply, run } = await start();
  expect(await run()).toMatchObject({ status: 404, body: { code: "provisioning_run_not_found" } });
  expect(await plan()).toMatchObject({
    status: 200,
    body: {
      languages: ["sv", "en"],
      kept: [],
      flows: [
        {
          ...{ name: "Centra shop · Placed Order", change: "make", status: null },
          tree: {
            metric: "Placed Order",
            first: {
              kind: "split",
              languages: ["sv"],
              yes: { name: "Placed Order SV" },
              no: { name: "Placed Order EN" },
            },
          },
        },
      ],
    },
  });
  expect((await apply()).status).toBe(202);
  expect(await apply()).toMatchObject({ status: 409, body: { code: "provisioning_runs" } });
  await expect
    .poll(async () => (await run()).body, { timeout: 60_000 })
    .toMatchObject({ state: "done", problem: null });
  const { done, total } = runSchema.parse((await run()).body);
  expect([done, total]).toEqual([10, 10]);
  expect((await plan()).body).toMatchObject({ steps: [], flows: [{ change: "none", status: "draft" }] });
});

it("refuses what cannot be, and says why", async () => {
  const { plan, apply, admin, klaviyo } = await start();
  expect(await plan({ languages: ["swedish"] })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/languages/0" }] },
  });
  expect(await plan({ metrics: ["Placed order"] })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/metrics/0" }] },
  });
  expect(await admin("POST", "/plugins/none/emails/plan", {})).toMatchObject({
    status: 404,
    body: { code: "plugin_not_found" },
  });
  const other = await plan({ ...order, privateKey: "pk_of_nobody" });
  expect(other).toMatchObject({ status: 502, body: { code: "klaviyo_setup_failed" } });
  expect(JSON.stringify(other)).not.toContain("pk_of_nobody");
  await admin("POST", "/plugins", { id: "keyless", name: "Keyless" });
  expect(await admin("POST", "/plugins/keyless/emails/apply", {})).toMatchObject({
    status: 409,
    body: { code: "provisioning_impossible" },
  });
  klaviyo.setPaused(true);
  expect((await apply()).status).toBe(202);
});
