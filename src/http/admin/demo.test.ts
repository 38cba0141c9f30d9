import { expect, onTestFinished, test } from "vitest";
import { freshSqliteLocation } from "../../../test/databases.ts";
import { startHttpService } from "../../../test/http-service.ts";
import { systemClock } from "../../clock.ts";
import { openDatabase } from "../../database/database.ts";
import { migrate } from "../../database/migrate.ts";
import { createLogger } from "../../observability/logger.ts";
import type { DemoStarter } from "./demo.ts";

const entrance = { url: "http://127.0.0.1:4711/app", email: "anna@fjallform.com", password: "fjall-1" };

async function startService(startDemo?: DemoStarter) {
  const fresh = await freshSqliteLocation();
  const database = await openDatabase({ ...fresh, clock: systemClock, logger: createLogger({ level: "silent" }) });
  onTestFinished(async () => {
    await database.close();
    await fresh.remove();
  });
  await migrate(database);
  return startHttpService(database, startDemo === undefined ? {} : { startDemo });
}

test("where it cannot be started, that is known before and said after", async () => {
  const { admin } = await startService();
  expect((await admin("/demo")).json).toEqual({ canStart: false });
  expect((await admin("/demo", { method: "POST" })).json).toMatchObject({ code: "demo_not_possible" });
});

test.each([
  ["127.0.0.1", "http://localhost:4711/app"],
  ["localhost", "http://127.0.0.1:4711/app"],
])("from %s it is entered at %s, so that its cookie is another one", async (host, address) => {
  const { admin, url } = await startService(async () => entrance);
  const port = new URL(url).port;
  expect((await admin("/demo")).json).toEqual({ canStart: true });
  const { server } = await startService(async () => entrance);
  const answer = await server.inject({
    method: "POST",
    url: "/v1/admin/demo",
    headers: { host: `${host}:${port}`, authorization: "Bearer admin-token-of-the-test" },
  });
  expect([answer.statusCode, answer.json()]).toEqual([201, { ...entrance, url: address }]);
});
