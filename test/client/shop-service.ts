import { onTestFinished } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { openDatabase } from "../../src/database/database.ts";
import { migrate } from "../../src/database/migrate.ts";
import { createLogger } from "../../src/observability/logger.ts";
import { freshSqliteLocation } from "../databases.ts";
import { startHttpService } from "../http-service.ts";

/** The real service over HTTP on a database of its own, with the plugin "shop" and a push key. */
export async function startShopService() {
  const { location, remove } = await freshSqliteLocation();
  const database = await openDatabase({ location, clock: systemClock, logger: createLogger({ level: "silent" }) });
  // Registered first, so run last: the service is closed before its database.
  onTestFinished(async () => {
    await database.close();
    await remove();
  });
  await migrate(database);
  const service = await startHttpService(database);
  return {
    ...service,
    /** What is on its way to Klaviyo. */
    outboxed: async () =>
      (await service.outbox.search({}, { limit: 5_000 })).map(({ metric, uniqueId, email }) => ({
        metric,
        uniqueId,
        email,
      })),
  };
}
