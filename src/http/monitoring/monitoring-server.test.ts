import { Registry } from "prom-client";
import { afterEach, expect, test } from "vitest";
import { freshSqliteLocation } from "../../../test/databases.ts";
import { systemClock } from "../../clock.ts";
import { checkWritable } from "../../database/check-writable.ts";
import { openDatabase } from "../../database/database.ts";
import { migrate } from "../../database/migrate.ts";
import { createLogger } from "../../observability/logger.ts";
import { createMonitoringServer } from "./monitoring-server.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function startServer() {
  const { location, remove } = await freshSqliteLocation();
  const logger = createLogger({ level: "silent" });
  const database = await openDatabase({ location, clock: systemClock, logger });
  await migrate(database);
  const server = createMonitoringServer({
    ...{ logger, clock: systemClock },
    metrics: { registry: new Registry(), isReaderToken: (token) => token === "the-token" },
    readiness: { meaning: "It works.", check: () => checkWritable(database), refusal: "It does not." },
  });
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  closing.push(
    () => server.close(),
    () => remove(),
  );
  const get = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(new URL(path, url), init);
    return { status: answer.status, text: await answer.text() };
  };
  return { get, database };
}

test("a worker that lost its database lives, but is not ready", async () => {
  const { get, database } = await startServer();
  expect(await get("/healthz")).toEqual({ status: 200, text: '{"status":"ok"}' });
  expect((await get("/readyz")).status).toBe(200);
  await database.close();
  expect((await get("/healthz")).status).toBe(200);
  const refused = await get("/readyz");
  expect(refused.status).toBe(503);
  expect(JSON.parse(refused.text)).toMatchObject({ code: "storage_unavailable", detail: "It does not." });
});

test("it has nothing else", async () => {
  const { get } = await startServer();
  expect((await get("/metrics")).status).toBe(401);
  expect((await get("/metrics", { headers: { authorization: "Bearer the-token" } })).status).toBe(200);
  for (const path of ["/", "/docs", "/v1/admin/status", "/v1/plugins/shop/events"]) {
    expect((await get(path, { headers: { authorization: "Bearer the-token" } })).status).toBe(404);
  }
});
