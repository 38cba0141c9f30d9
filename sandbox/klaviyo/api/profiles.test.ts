import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type KlaviyoSandbox, startKlaviyoSandbox } from "../server.ts";
import { callApi, TEST_ACCOUNT } from "../testing/api-client.ts";
import { anna, profileBody } from "../testing/bodies.ts";

let sandbox: KlaviyoSandbox;
beforeEach(async () => {
  sandbox = await startKlaviyoSandbox({ accounts: [TEST_ACCOUNT], limits: "off", ingestionDelayMs: 0 });
});
afterEach(() => sandbox.close());

const create = (attributes: Record<string, unknown>) =>
  callApi(sandbox, "POST", "/api/profiles", profileBody(attributes));
const importOne = (attributes: Record<string, unknown>, changes = {}) =>
  callApi(sandbox, "POST", "/api/profile-import", profileBody(attributes, changes));
const update = (id: string, attributes: Record<string, unknown>, changes = {}) =>
  callApi(sandbox, "PATCH", `/api/profiles/${id}`, profileBody(attributes, { id, ...changes }));

describe("creating", () => {
  it("answers 201, and 409 with the profile that has the identifier", async () => {
    const created = await create({ ...anna, phone_number: "+46701234567" });
    expect([created.status, created.one().attributes.email]).toEqual([201, "anna@shop.se"]);
    for (const taken of [{ email: "ANNA@shop.se" }, { email: "new@shop.se", phone_number: "+46701234567" }]) {
      const refused = await create(taken);
      expect(refused.errors()).toEqual([
        expect.objectContaining({
          status: 409,
          code: "duplicate_profile",
          meta: { duplicate_profile_id: created.one().id },
        }),
      ]);
    }
  });
});

describe("importing", () => {
  it("answers 201 for a new profile and 200 for a known one", async () => {
    const created = await importOne({ ...anna, first_name: "Anna" });
    const updated = await importOne({ ...anna, last_name: "Berg" });
    expect([created.status, updated.status]).toEqual([201, 200]);
    expect(updated.one()).toMatchObject({
      id: created.one().id,
      attributes: { first_name: "Anna", last_name: "Berg" },
    });
  });

  it("answers 409 when the identifiers belong to two profiles", async () => {
    await create(anna);
    const bo = await create({ email: "bo@shop.se", phone_number: "+46701234567" });
    const refused = await importOne({ ...anna, phone_number: "+46701234567" });
    expect([refused.status, refused.errors()[0]?.meta.duplicate_profile_id]).toEqual([409, bo.one().id]);
  });

  it("appends to, removes from and unsets properties", async () => {
    await importOne({ ...anna, properties: { Sizes: ["S"], Old: 1, Markets: ["SE", "NO"] } });
    const meta = { patch_properties: { append: { Sizes: ["M", "S"] }, unappend: { Markets: "NO" }, unset: ["Old"] } };
    expect((await importOne(anna, { meta })).one().attributes.properties).toEqual({
      Sizes: ["S", "M"],
      Markets: ["SE"],
    });
  });
});

describe("updating", () => {
  it("leaves absent fields and clears those that are null", async () => {
    const { id } = (await create({ ...anna, first_name: "Anna", phone_number: "+46701234567" })).one();
    const updated = await update(id, { phone_number: null, last_name: "Berg" });
    expect(updated.one().attributes).toMatchObject({ first_name: "Anna", last_name: "Berg", phone_number: null });
    expect((await create({ email: "bo@shop.se", phone_number: "+46701234567" })).status).toBe(201);
  });

  it("answers 404 for an unknown id, 409 for another's identifier, 400 for two ids", async () => {
    const { id } = (await create(anna)).one();
    await create({ email: "bo@shop.se" });
    expect((await update("01UNKNOWN", anna)).status).toBe(404);
    expect((await update(id, { email: "bo@shop.se" })).status).toBe(409);
    const twoIds = await update(id, anna, { id: "01OTHER" });
    expect([twoIds.status, twoIds.errors()[0]?.source.pointer]).toEqual([400, "/data/id"]);
  });
});
