import { expect, test } from "vitest";
import { z } from "zod";
import { describeOnBothEngines, type OpenDatabase } from "../databases.ts";
import { startHttpService } from "../http-service.ts";
import { listSource } from "./list-source.ts";
import { makeShop } from "./make-shop.ts";

const versionOf = (json: unknown) => z.looseObject({ version: z.number() }).parse(json).version;

async function openShop(open: OpenDatabase) {
  const service = await startHttpService(await open(), { openShop: listSource(makeShop(60)) });
  const { admin } = service;
  await admin("/plugins/shop", { method: "PATCH", body: { version: 1, privateKey: "pk_of_the_shop" } });
  const change = async (settings: object) => {
    const version = versionOf((await admin("/plugins/shop")).json);
    return admin("/plugins/shop", { method: "PATCH", body: { version, settings } });
  };
  const exportCall = (path = "", rest: Parameters<typeof admin>[1] = {}) => admin(`/plugins/shop/export${path}`, rest);
  return { ...service, change, exportCall };
}

describeOnBothEngines("the export over the admin API", (open) => {
  test("starts when the setting is saved as yes, which is no again, and locks the settings until it is over", async () => {
    const { change, exportCall, admin } = await openShop(open);
    expect((await exportCall()).json).toMatchObject({ status: "not_synchronised", isLocked: false });
    const dateless = await change({ transferHistoricalData: true });
    expect(dateless).toMatchObject({ status: 422, json: { code: "settings_invalid" } });
    expect((await exportCall()).json).toMatchObject({ status: "not_synchronised" });

    const saved = await change({ transferHistoricalData: true, transferHistoricalDataFrom: "2022-09-01" });
    expect(saved).toMatchObject({
      status: 200,
      json: { settings: { transferHistoricalData: false, transferHistoricalDataFrom: "2022-09-01" } },
    });
    expect((await exportCall()).json).toMatchObject({ status: "pending", isLocked: true, from: "2022-09-01" });

    for (const settings of [
      { transferHistoricalData: true },
      { transferHistoricalDataFrom: "2020-01-01" },
      { transferGuestOrders: true },
    ]) {
      const refused = await change(settings);
      const [field] = Object.keys(settings);
      expect(refused).toMatchObject({
        status: 409,
        json: { code: "export_pending", errors: [{ pointer: `/settings/${field}` }] },
      });
    }
    // The form sends all of its fields.
    const { json } = await admin("/plugins/shop");
    const { settings, version } = z.looseObject({ settings: z.looseObject({}), version: z.number() }).parse(json);
    const whole = { version, settings: { ...settings, shortProductName: true } };
    expect(await admin("/plugins/shop", { method: "PATCH", body: whole })).toMatchObject({ status: 200 });
    expect(await exportCall("/start", { body: {} })).toMatchObject({ status: 409, json: { code: "export_pending" } });

    expect(await exportCall("/cancel", { method: "POST" })).toMatchObject({
      status: 200,
      json: { status: "cancelled" },
    });
    expect(await change({ transferHistoricalDataFrom: "2020-01-01" })).toMatchObject({ status: 200 });
  });

  test("a date in the future is refused where it is given, and nothing is saved or started", async () => {
    const { change, exportCall, admin } = await openShop(open);
    const from = "2999-01-01";
    const ofSettings = {
      status: 422,
      json: { code: "settings_invalid", errors: [{ pointer: "/settings/transferHistoricalDataFrom" }] },
    };
    const ofRequest = { status: 422, json: { code: "request_invalid", errors: [{ pointer: "/from" }] } };
    for (const call of ["/start", "/dry-run"])
      expect(await exportCall(call, { body: { from } })).toMatchObject(ofRequest);
    expect(await change({ transferHistoricalDataFrom: from })).toMatchObject(ofSettings);
    expect(await change({ transferHistoricalDataFrom: from, transferHistoricalData: true })).toMatchObject(ofSettings);
    const body = { name: "Ahead", settings: { transferHistoricalDataFrom: from } };
    expect(await admin("/plugins", { body })).toMatchObject(ofSettings);
    expect((await exportCall()).json).toMatchObject({ status: "not_synchronised", from: null });
  });

  test("is started, paused, resumed, reported and cancelled; what does not fit is refused with its code", async () => {
    const { exportCall } = await openShop(open);
    expect(await exportCall("/report")).toMatchObject({ status: 404, json: { code: "export_not_found" } });
    expect(await exportCall("/pause", { method: "POST" })).toMatchObject({
      status: 409,
      json: { code: "export_not_in_state" },
    });
    for (const body of [{ from: "yesterday" }, { since: "2022-09-01" }]) {
      expect(await exportCall("/start", { body })).toMatchObject({ status: 422, json: { code: "request_invalid" } });
    }
    expect(await exportCall("/start", { body: { from: "2022-09-01" } })).toMatchObject({
      status: 200,
      json: { status: "pending" },
    });
    for (const [verb, status] of [
      ["pause", "paused"],
      ["resume", "pending"],
    ] as const) {
      expect(await exportCall(`/${verb}`, { method: "POST" })).toMatchObject({ status: 200, json: { status } });
    }
    expect(await exportCall("/report")).toMatchObject({ status: 200, json: { from: "2022-09-01", lines: [] } });
    const csv = await exportCall("/report.csv");
    expect(csv.headers.get("content-disposition")).toContain("export-shop-2022-09-01.csv");
    expect(csv.text).toMatch(/^metric,currency,source count,/);
    expect(await exportCall("/problems?limit=5")).toMatchObject({ status: 200, json: { problems: [] } });
    const trial = await exportCall("/dry-run", { body: { from: "2022-08-01" } });
    expect(trial).toMatchObject({ status: 200, json: { isWhole: true, total: { customers: 60 } } });
  });

  test("takes a file in pieces", async () => {
    const { exportCall } = await openShop(open);
    const lines = Buffer.from(
      makeShop(20)
        .flatMap(({ lines: own }) => own)
        .join("\n"),
    );
    const made = await exportCall("/files", { method: "POST" });
    expect(made.status).toBe(201);
    const { file } = z.object({ file: z.string(), size: z.literal(0) }).parse(made.json);
    const put = (name: string, offset: number, piece: Buffer) =>
      exportCall(`/files/${name}?offset=${offset}`, { method: "PUT", type: "application/octet-stream", body: piece });
    expect(await put(file, 0, lines.subarray(0, 1_000))).toMatchObject({ status: 200, json: { size: 1_000 } });
    expect(await put(file, 0, lines)).toMatchObject({ status: 409, json: { code: "export_file_offset", size: 1_000 } });
    expect(await put(file, 1_000, lines.subarray(1_000))).toMatchObject({ json: { size: lines.length } });
    expect(await put("..%2Fsecret", 0, lines)).toMatchObject({ status: 404, json: { code: "export_file_not_found" } });
    const trial = await exportCall("/dry-run", { body: { from: "2022-08-01", file } });
    expect(trial.json).toMatchObject({ total: { customers: 20 }, isWhole: true, problems: [] });
    expect((await exportCall(`/files/${file}`, { method: "DELETE" })).status).toBe(204);
    expect((await exportCall(`/files/${file}`, { method: "DELETE" })).status).toBe(404);
  });

  test("a plugin that is removed leaves no file behind", async () => {
    const { exportCall, admin } = await openShop(open);
    const made = await exportCall("/files", { method: "POST" });
    const { file } = z.looseObject({ file: z.string() }).parse(made.json);
    expect(await exportCall("/start", { body: { from: "2022-09-01", file } })).toMatchObject({ status: 200 });
    await admin("/plugins", { body: { id: "another", name: "Another" } });
    const remaining = () =>
      admin(`/plugins/another/export/files/${file}?offset=9`, {
        ...{ method: "PUT", type: "application/octet-stream" },
        body: Buffer.from("x"),
      });
    expect(await remaining()).toMatchObject({ status: 409, json: { code: "export_file_offset" } });
    expect((await admin("/plugins/shop", { method: "DELETE" })).status).toBe(204);
    expect(await remaining()).toMatchObject({ status: 404, json: { code: "export_file_not_found" } });
  });
});
