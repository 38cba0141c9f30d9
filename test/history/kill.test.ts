import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { DEMO_ACCOUNT } from "../../sandbox/klaviyo/options.ts";
import { startKlaviyoSandbox } from "../../sandbox/klaviyo/server.ts";
import { makeKlaviyoFail } from "../centra/weather.ts";
import { freshPostgresLocation, freshSqliteLocation } from "../databases.ts";
import { findFreePort } from "../faults/harness/free-port.ts";
import { createServiceApi } from "../faults/harness/service-api.ts";
import { type ServiceProcess, spawnService } from "../faults/harness/service-process.ts";
import { until } from "../until.ts";
import { csvOfShop } from "./csv-of-shop.ts";
import { expectExactly, expectNewestProfiles } from "./export-stage.ts";
import { customersOfShop } from "./make-shop.ts";

const ADMIN_TOKEN = "admin-token-of-the-kill-test";
const EXPORT = "/v1/admin/plugins/shop/export";
const statusSchema = z.looseObject({
  status: z.string(),
  updatedAt: z.number(),
  events: z.looseObject({ sent: z.number() }),
  customers: z.looseObject({ done: z.number() }),
  orders: z.looseObject({ done: z.number() }),
});
const fileSchema = z.looseObject({ file: z.string() });

/** `EXPORT_FULL=1`: a large shop, and a kill every few seconds until all is done. Each kill costs the rest of a lease, some ten seconds. */
const IS_FULL = process.env.EXPORT_FULL === "1";
const CUSTOMERS = IS_FULL ? 50_000 : 2_500;
const MOST_KILLS = IS_FULL ? Number.POSITIVE_INFINITY : 3;
const BETWEEN_KILLS_MS = IS_FULL ? 7_000 : 300;
/** Of Klaviyo's answers. */
const FAILING_SHARE = 0.02;
const WITHIN_MS = IS_FULL ? 2_400_000 : 240_000;
/** Customers whose lines are handed over at once. */
const PIECE = 500;

const ENGINES = [
  { engine: "SQLite", freshLocation: freshSqliteLocation, workers: 0, format: "csv" },
  { engine: "PostgreSQL", freshLocation: freshPostgresLocation, workers: 2, format: "ndjson" },
] as const;

/** The service, as many workers beside it, and the sandbox; all processes share a data directory. */
async function openStage({ freshLocation, workers }: (typeof ENGINES)[number]) {
  const dataDir = await mkdtemp(join(tmpdir(), "centra-klaviyo-kill-"));
  const { location, remove } = await freshLocation();
  const sandbox = await startKlaviyoSandbox({
    ...{ ingestionDelayMs: 0, limits: "off" },
    keepProperties: ["CustomerCurrency", "GrossPaidPriceInCustomerCurrency"],
  });
  makeKlaviyoFail({ klaviyo: sandbox }, FAILING_SHARE);
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

/** All of it before today: what has not happened yet is left out. */
const shop = () => customersOfShop(CUSTOMERS, { first: "2022-09-01T00:00:00Z", hoursApart: 0.5 });

/** The shop as a file, in pieces. */
function* piecesOfFile(format: (typeof ENGINES)[number]["format"]): Generator<string> {
  let isFirst = true;
  for (const customers of chunksOf(shop(), PIECE)) {
    const { header, orders } = csvOfShop(customers);
    const csv = isFirst ? [header, ...orders] : orders;
    isFirst = false;
    const lines = format === "csv" ? csv : customers.flatMap((customer) => customer.lines);
    yield lines.map((line) => `${line}\n`).join("");
  }
}

function* chunksOf<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  let chunk: Item[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

describe.each(ENGINES)("an export of $format whose processes are killed every moment, on $engine", (engine) => {
  test("arrives exactly, while Klaviyo fails at random", { timeout: 2 * WITHIN_MS }, async () => {
    const { sandbox, call, killOne, url } = await openStage(engine);
    await call("POST", "/v1/admin/plugins", {
      ...{ id: "shop", name: "Shop", apiKey: DEMO_ACCOUNT.id, privateKey: DEMO_ACCOUNT.privateKeys[0]?.key },
      settings: { baseCurrency: "SEK", historyQuotaReserve: 0 },
    });
    const { file } = fileSchema.parse(await call("POST", `${EXPORT}/files`, { format: engine.format }));
    let offset = 0;
    for (const piece of piecesOfFile(engine.format)) {
      const body = Buffer.from(piece);
      const answer = await fetch(`${url}${EXPORT}/files/${file}?offset=${offset}`, {
        method: "PUT",
        headers: { authorization: `Bearer ${ADMIN_TOKEN}`, "content-type": "application/octet-stream" },
        body,
      });
      expect(answer.status).toBe(200);
      offset += body.length;
    }
    const startedAt = performance.now();
    await call("POST", `${EXPORT}/start`, { from: "2022-09-01", file });

    const read = async () => statusSchema.parse(await call("GET", EXPORT));
    let kills = 0;
    for (let status = await read(); status.status === "pending" && kills < MOST_KILLS; status = await read()) {
      const { updatedAt, events } = status;
      await until("it gets on", async () => {
        const now = await read();
        return now.updatedAt > updatedAt || now.events.sent > events.sent || now.status !== "pending";
      });
      await sleep(Math.random() * BETWEEN_KILLS_MS);
      await killOne(Math.random());
      kills += 1;
    }
    expect(kills).toBeGreaterThan(1);
    await until("it is synchronised", async () => (await read()).status === "synchronised", WITHIN_MS);
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    const { customers, orders } = await read();
    const counts = sandbox.counts().accounts[DEMO_ACCOUNT.id];
    expectExactly(sandbox, shop());
    expectNewestProfiles(sandbox, shop());
    expect(await call("GET", `${EXPORT}/report`)).toMatchObject({ isEverythingSent: true, waiting: 0, problems: 0 });
    const figures = { engine: engine.engine, seconds, kills, customers, orders, counts };
    if (IS_FULL) process.stdout.write(`${JSON.stringify(figures)}\n`);
  });
});
