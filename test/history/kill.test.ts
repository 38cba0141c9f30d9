import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { DEMO_ACCOUNT } from "../../sandbox/klaviyo/options.ts";
import { startKlaviyoSandbox } from "../../sandbox/klaviyo/server.ts";
import { freshPostgresLocation, freshSqliteLocation } from "../databases.ts";
import { findFreePort } from "../faults/harness/free-port.ts";
import { createServiceApi } from "../faults/harness/service-api.ts";
import { type ServiceProcess, spawnService } from "../faults/harness/service-process.ts";
import { until } from "../until.ts";
import { csvOfShop } from "./csv-of-shop.ts";
import { expectExactly } from "./export-stage.ts";
import { type MadeCustomer, makeShop } from "./make-shop.ts";

const ADMIN_TOKEN = "admin-token-of-the-kill-test";
const EXPORT = "/v1/admin/plugins/shop/export";
const statusSchema = z.looseObject({
  status: z.string(),
  customers: z.looseObject({ done: z.number() }),
  orders: z.looseObject({ done: z.number() }),
});
const fileSchema = z.looseObject({ file: z.string() });

/** Each costs the rest of a lease, some ten seconds. `EXPORT_FULL=1` kills more often, in a larger shop. */
const IS_FULL = process.env.EXPORT_FULL === "1";
const KILLS = IS_FULL ? 25 : 3;
const CUSTOMERS = IS_FULL ? 20_000 : 2_500;

const ENGINES = [
  { engine: "SQLite", freshLocation: freshSqliteLocation, workers: 0, format: "csv" },
  { engine: "PostgreSQL", freshLocation: freshPostgresLocation, workers: 2, format: "ndjson" },
] as const;

/** The service, as many workers beside it, and the sandbox; all processes share a data directory. */
async function openStage({ freshLocation, workers }: (typeof ENGINES)[number]) {
  const dataDir = await mkdtemp(join(tmpdir(), "centra-klaviyo-kill-"));
  const { location, remove } = await freshLocation();
  const sandbox = await startKlaviyoSandbox({ ingestionDelayMs: 0, limits: "off" });
  const port = await findFreePort();
  const environment = {
    ...{ DATA_DIR: dataDir, PORT: String(port), ADMIN_TOKEN, KLAVIYO_API_URL: sandbox.url, LOG_LEVEL: "warn" },
    ...("url" in location ? { DATABASE_URL: location.url } : {}),
  };
  const api = createServiceApi(`http://127.0.0.1:${port}`, ADMIN_TOKEN);
  const call = async (method: string, path: string, body?: unknown) => {
    let answer = await api.tryCall(method, path, { bearer: ADMIN_TOKEN, body });
    for (let attempt = 0; answer === null && attempt < 1_200; attempt++) {
      await sleep(50);
      answer = await api.tryCall(method, path, { bearer: ADMIN_TOKEN, body });
    }
    if (answer === null || answer.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer.body;
  };
  const spawn = (command: "serve" | "worker") => spawnService({ command: [command], environment });
  const processes: ServiceProcess[] = [spawn("serve")];
  await call("GET", "/v1/admin/plugins");
  for (let index = 0; index < workers; index++) processes.push(spawn("worker"));
  onTestFinished(async () => {
    await Promise.all(processes.map((process) => process.kill()));
    await api.close();
    await sandbox.close();
    await remove();
    await rm(dataDir, { recursive: true });
  });
  return {
    ...{ sandbox, call, url: api.url },
    /** Kills one of the processes, and starts another in its place. */
    async killOne(random: number) {
      const victim = Math.floor(random * processes.length);
      await processes[victim]?.kill();
      processes[victim] = spawn(victim === 0 ? "serve" : "worker");
    },
  };
}

function textOf(shop: readonly MadeCustomer[], format: (typeof ENGINES)[number]["format"]): string {
  const { header, orders } = csvOfShop(shop);
  const lines = format === "csv" ? [header, ...orders] : shop.flatMap((customer) => customer.lines);
  return lines.map((line) => `${line}\n`).join("");
}

describe.each(ENGINES)("an export of $format whose processes are killed every moment, on $engine", (engine) => {
  test("arrives exactly", { timeout: IS_FULL ? 1_200_000 : 240_000 }, async () => {
    const { sandbox, call, killOne, url } = await openStage(engine);
    // All of it before today: what has not happened yet is left out.
    const shop = makeShop(CUSTOMERS, { first: "2022-09-01T00:00:00Z", hoursApart: 1 });
    await call("POST", "/v1/admin/plugins", {
      ...{ id: "shop", name: "Shop", apiKey: DEMO_ACCOUNT.id, privateKey: DEMO_ACCOUNT.privateKeys[0]?.key },
      settings: { baseCurrency: "SEK", historyQuotaReserve: 0 },
    });
    const { file } = fileSchema.parse(await call("POST", `${EXPORT}/files`, { format: engine.format }));
    const text = textOf(shop, engine.format);
    for (let offset = 0; offset < text.length; ) {
      const piece = Buffer.from(text).subarray(offset, offset + 4_000_000);
      const answer = await fetch(`${url}${EXPORT}/files/${file}?offset=${offset}`, {
        method: "PUT",
        headers: { authorization: `Bearer ${ADMIN_TOKEN}`, "content-type": "application/octet-stream" },
        body: piece,
      });
      expect(answer.status).toBe(200);
      offset += piece.length;
      if (piece.length === 0) break;
    }
    await call("POST", `${EXPORT}/start`, { from: "2022-09-01", file });

    const read = async () => statusSchema.parse(await call("GET", EXPORT));
    let kills = 0;
    for (let status = await read(); status.status === "pending"; status = await read()) {
      if (kills === KILLS) break;
      const { orders } = status;
      await until("it gets on", async () => {
        const now = await read();
        return now.orders.done > orders.done || now.status !== "pending";
      });
      await sleep(Math.random() * 300);
      await killOne(Math.random());
      kills += 1;
    }
    expect(kills).toBeGreaterThan(1);
    await until("it is synchronised", async () => (await read()).status === "synchronised", 600_000);
    expectExactly(sandbox, shop);
    expect(await call("GET", `${EXPORT}/report`)).toMatchObject({ isEverythingSent: true, waiting: 0, problems: 0 });
  });
});
