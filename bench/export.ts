import { z } from "zod";
import type { Engine } from "../src/database/database.ts";
import type { Benchmark, RunOptions } from "./benchmark.ts";
import { EXPORT_LIMIT_MS, fillFile, startExportOfFile } from "./load/export-of-a-file.ts";
import { startSandbox } from "./processes/start-sandbox.ts";
import { startService } from "./processes/start-service.ts";
import { prefixNames } from "./report/prefix-names.ts";
import { perSecond, round } from "./report/statistics.ts";
import { until } from "./report/until.ts";
import { withStorage } from "./storage/bench-storage.ts";
import { countStates } from "./storage/outcome.ts";
import { setUpShop } from "./storage/set-up-shop.ts";

/** Klaviyo's own connector for commercetools, as its makers measured it. */
const COMMERCETOOLS_ORDERS_PER_SECOND = 4.7;
const MOST_MEMORY_MB = 250;

/** From the start of the export until everything was delivered; the file is read twice in that time. */
async function exportWhole(engine: Engine, orders: number, tell: RunOptions["tell"]) {
  return withStorage(engine, async (storage) => {
    const sandbox = await startSandbox({ limits: "off", keep: "counts" });
    await setUpShop(storage, { apiKey: sandbox.account, privateKey: sandbox.privateKey });
    const events = await fillFile(storage, orders, tell);
    const service = await startService({ storage, klaviyoUrl: sandbox.url });
    tell(`${engine}: exporting without limits`);
    const { call, readStatus, startedAt, surveyedAt } = await startExportOfFile(service, tell);
    await until("it is synchronised", async () => ((await readStatus()).status === "synchronised" ? true : null), {
      everyMs: 250,
      limitMs: EXPORT_LIMIT_MS,
    });
    const elapsedMs = performance.now() - startedAt;
    const exact = z.looseObject({ isEverythingSent: z.boolean() }).parse(await call("/report"));
    const figures = {
      ordersPerSecond: perSecond(orders, elapsedMs),
      eventsPerSecond: perSecond(events, elapsedMs),
      surveyOrdersPerSecond: perSecond(orders, surveyedAt - startedAt),
      peakMemoryMb: round(service.peakMemoryMb()),
      serviceCpu: round((service.cpuSeconds() * 1_000) / elapsedMs, 2),
    };
    await service.stop();
    const accepted = await sandbox.accepted();
    await sandbox.stop();
    const { delivered } = await countStates(storage);
    if (accepted !== events || delivered !== events || !exact.isEverythingSent)
      throw new Error(`Of ${events} events ${accepted} arrived and ${delivered} were settled as delivered`);
    return figures;
  });
}

export const benchmark: Benchmark = {
  name: "export",
  what: "a historical export of a million orders from a file, without Klaviyo's limits: orders/s and memory",
  async run({ isQuick, size, tell }) {
    const orders = size ?? (isQuick ? 10_000 : 1_000_000);
    const onPostgres = isQuick ? orders : Math.ceil(orders / 4);
    const sqlite = await exportWhole("sqlite", orders, tell);
    const postgres = await exportWhole("postgres", onPostgres, tell);
    return {
      figures: { ...prefixNames("sqlite", sqlite), ...prefixNames("postgres", postgres) },
      baseline: { commercetoolsOrdersPerSecond: COMMERCETOOLS_ORDERS_PER_SECOND },
      target: `at most ${MOST_MEMORY_MB} MB`,
      met: Math.max(sqlite.peakMemoryMb, postgres.peakMemoryMb) <= MOST_MEMORY_MB,
      notes: [
        `${orders} orders on SQLite, ${onPostgres} on PostgreSQL, five a customer, of one to four lines; the file is surveyed first, which is within orders/s.`,
        "Every event arrived and was settled; the report named no difference.",
        "Service, sandbox and, on PostgreSQL, the server share the machine's cores.",
      ],
    };
  },
};
