import { statSync } from "node:fs";
import { join } from "node:path";
import { request } from "undici";
import { z } from "zod";
import type { RunOptions } from "../benchmark.ts";
import { ADMIN_TOKEN, type RunningService } from "../processes/start-service.ts";
import { round } from "../report/statistics.ts";
import { until } from "../report/until.ts";
import type { BenchStorage } from "../storage/bench-storage.ts";
import { writeImportFile } from "./import-file.ts";

const FILE = "orders.ndjson";
const TELL_EVERY_MS = 30_000;
/** An hour and more for a million orders on a slow machine. */
export const EXPORT_LIMIT_MS = 3 * 3_600_000;

const statusSchema = z.looseObject({
  status: z.string(),
  orders: z.looseObject({ done: z.number() }),
  events: z.looseObject({ total: z.number(), sent: z.number() }),
});

/** Puts a file of so many orders where uploads are; answers how many events they make. */
export async function fillFile(storage: BenchStorage, orders: number, tell: RunOptions["tell"]): Promise<number> {
  const path = join(storage.dataDir, "exports", FILE);
  tell(`writing a file of ${orders} orders`);
  const events = await writeImportFile(path, orders);
  tell(`${round(statSync(path).size / 2 ** 20)} MB, which make ${events} events`);
  return events;
}

/** Starts the export of that file, and waits until it was surveyed. */
export async function startExportOfFile(service: RunningService, tell: RunOptions["tell"]) {
  const call = callExport(service);
  const readStatus = tellingOn(call, service, tell);
  const startedAt = performance.now();
  await call("/start", { from: "2020-01-01", file: FILE });
  await until("the first order is exported", async () => ((await readStatus()).orders.done > 0 ? true : null), {
    limitMs: EXPORT_LIMIT_MS,
  });
  return { call, readStatus, startedAt, surveyedAt: performance.now() };
}

function callExport({ url }: RunningService) {
  return async (path: string, body?: unknown): Promise<unknown> => {
    const answer = await request(`${url}/v1/admin/plugins/shop/export${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${ADMIN_TOKEN}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const json: unknown = await answer.body.json();
    if (answer.statusCode >= 400) throw new Error(`${path} was answered ${answer.statusCode}: ${JSON.stringify(json)}`);
    return json;
  };
}

/** Reads the status, and says every half minute how far it is. */
function tellingOn(call: ReturnType<typeof callExport>, service: RunningService, tell: RunOptions["tell"]) {
  let toldAt = performance.now();
  return async () => {
    const status = statusSchema.parse(await call(""));
    if (performance.now() - toldAt > TELL_EVERY_MS) {
      toldAt = performance.now();
      const { orders, events } = status;
      tell(`${orders.done} orders read, ${events.sent} events sent, at most ${round(service.peakMemoryMb())} MB`);
    }
    return status;
  };
}
