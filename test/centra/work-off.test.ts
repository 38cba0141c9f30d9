import { afterEach, expect, test } from "vitest";
import type { CentraSandboxOptions } from "../../sandbox/centra/options.ts";
import { startWithShop } from "../../sandbox/centra/testing/sandbox-with-shop.ts";
import { createRateBudget } from "../../src/centra/api/rate-budget.ts";
import { createCentraTransport } from "../../src/centra/api/transport.ts";
import { completeConnection } from "../../src/centra/connection/parse-connection.ts";
import { createProblemStore } from "../../src/centra/sync/problem-store.ts";
import { createCentraQueue } from "../../src/centra/sync/queue.ts";
import { openSession } from "../../src/centra/sync/session.ts";
import { createToldStore } from "../../src/centra/sync/told-store.ts";
import { workOffBatch } from "../../src/centra/sync/work-off.ts";
import { systemClock } from "../../src/clock.ts";
import type { CommerceEvent } from "../../src/commerce/commerce-event.ts";
import { openDatabase } from "../../src/database/database.ts";
import { DatabaseUnavailableError } from "../../src/database/errors.ts";
import { migrate } from "../../src/database/migrate.ts";
import { createLogger } from "../../src/observability/logger.ts";
import { freshSqliteLocation } from "../databases.ts";
import { insertShop } from "./insert-shop.ts";

const closings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close();
});

/** Changed orders of a shop in the queue, and a door that takes their events or does not. */
async function prepare(orders: number, accept: (event: CommerceEvent) => void, centra: CentraSandboxOptions = {}) {
  const { sandbox } = await startWithShop(orders, centra);
  const transport = createCentraTransport();
  const { location, remove } = await freshSqliteLocation();
  const logger = createLogger({ level: "silent" });
  const database = await openDatabase({ location, clock: systemClock, logger });
  closings.push(
    () => sandbox.close(),
    remove,
    () => database.close(),
    () => transport.close(),
  );
  await migrate(database);
  await insertShop(database);
  const connection = {
    ...{ pluginId: "shop", apiUrl: `${sandbox.url}/graphql`, hasWebhookSecret: false },
    ...{ settings: completeConnection(), createdAt: 0, updatedAt: 0 },
  };
  const budget = createRateBudget(systemClock);
  const session = await openSession({ transport, clock: systemClock, connection, token: sandbox.token, budget });
  const baseline = { of: "", orderNumber: 0, orderChangedAt: null, customerId: 0, voucherId: 0, nextPage: null };
  const queue = createCentraQueue(database);
  const problems = createProblemStore(database);
  const numbers = [...sandbox.instance.orders.keys()].map(String);
  await queue.add(
    "shop",
    numbers.map((reference) => ({ kind: "order", reference })),
    systemClock.now(),
  );
  const taken = new Set<string>();
  const work = () =>
    workOffBatch(
      {
        ...{ queue, problems, clock: systemClock, logger },
        accept: async (events) => {
          for (const event of events) accept(event);
          for (const { subject = "" } of events) taken.add(subject);
        },
      },
      { pluginId: "shop", session, baseline, told: createToldStore(database), imageSize: "" },
    );
  return { numbers, work, taken, queue, problems };
}

test("an order that cannot be taken, whatever is wrong with it, is named and holds up none of its neighbours", async () => {
  let bad = "";
  const { numbers, work, taken, queue, problems } = await prepare(12, ({ subject }) => {
    if (subject === bad) throw new RangeError("Invalid time value");
  });
  bad = numbers[4] ?? "";
  for (let left = numbers.length; left > 0; left -= 1) if ((await work()) === 0) break;
  expect([...taken].toSorted()).toEqual(numbers.filter((number) => number !== bad).toSorted());
  expect(await queue.size("shop")).toMatchObject({ waiting: 1 });
  expect(await problems.list("shop", 10)).toMatchObject([{ code: "object_failed", reference: `order ${bad}` }]);
}, 30_000);

test("a database that is away is nobody's fault: all stays in the queue", async () => {
  const { numbers, work, taken, queue, problems } = await prepare(6, () => {
    throw new DatabaseUnavailableError(new Error("connection refused"));
  });
  await expect(work()).rejects.toBeInstanceOf(DatabaseUnavailableError);
  expect(taken.size).toBe(0);
  expect(await queue.size("shop")).toMatchObject({ waiting: numbers.length });
  expect(await problems.list("shop", 10)).toEqual([]);
}, 30_000);

test("orders that this instance cannot show by their numbers stay in the queue", async () => {
  const { numbers, work, taken, queue } = await prepare(3, () => {}, { schema: { hidden: ["OrderFilter.number"] } });
  await expect(work()).rejects.toMatchObject({ code: "query_refused" });
  expect(taken.size).toBe(0);
  expect(await queue.size("shop")).toMatchObject({ waiting: numbers.length });
}, 30_000);
