import { sql } from "kysely";
import { Gauge } from "prom-client";
import type { Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import type { Logger } from "../observability/logger.ts";
import type { MetricsRegistry } from "../observability/metrics-registry.ts";
import { readAtScrape } from "../observability/read-at-scrape.ts";
import { TOKEN_REFERENCE } from "./sync/problem-store.ts";

/** Waiting things are counted up to this, per plugin. */
const COUNT_LIMIT = 10_000;

interface CentraMetricsParts {
  readonly registry: MetricsRegistry;
  readonly database: Pick<Database, "kysely">;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Shows how reading from Centra fares, for every active plugin that is connected: asked of the database when Prometheus asks, so that any process
 * can tell it. When the database does not answer, these figures are absent.
 */
export function createCentraMetrics({ registry, database, clock, logger }: CentraMetricsParts): void {
  const { kysely } = database;
  const refresh = readAtScrape({
    ...{ clock, read },
    onFailure: (error) => {
      for (const one of all) one.reset();
      logger.warn({ err: error }, "How reading from Centra fares could not be read for the metrics");
    },
  });
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers: [registry], collect: refresh });
  const problem = gauge(
    "centra_klaviyo_centra_problem",
    "1 while something stands in the way of reading a shop, or will soon, with its code.",
    ["plugin", "code"],
  );
  const waiting = gauge(
    "centra_klaviyo_centra_waiting",
    "Changed things in Centra that are still to be looked at; counted up to 10,000.",
    ["plugin"],
  );
  const oldest = gauge(
    "centra_klaviyo_centra_oldest_waiting_seconds",
    "How long the first of them has waited; 0 when none does.",
    ["plugin"],
  );
  const all = [problem, waiting, oldest];

  async function read(): Promise<void> {
    const [problems, queues] = await Promise.all([readProblems(), readQueues()]);
    const now = clock.now();
    for (const one of all) one.reset();
    for (const { plugin, code } of problems) problem.set({ plugin, code }, 1);
    for (const { plugin, things, seenAt } of queues) {
      waiting.set({ plugin }, Number(things));
      oldest.set({ plugin }, seenAt === null ? 0 : Math.max(0, now - Number(seenAt)) / 1_000);
    }
  }

  /** Of the connection and of its token; what is wrong with single things in Centra is no figure. */
  async function readProblems() {
    const { rows } = await sql<{ plugin: string; code: string }>`
      SELECT DISTINCT c.plugin_id AS plugin, p.code FROM centra_connections c
      JOIN plugins ON plugins.id = c.plugin_id AND plugins.status = 'active'
      JOIN centra_problems p ON p.plugin_id = c.plugin_id
      WHERE p.reference IN ('', ${TOKEN_REFERENCE})`.execute(kysely);
    return rows;
  }

  async function readQueues() {
    const first = sql`
      SELECT seen_at FROM centra_queue q WHERE q.plugin_id = c.plugin_id ORDER BY q.due_at LIMIT ${sql.lit(COUNT_LIMIT)}`;
    const { rows } = await sql<{ plugin: string; things: number; seenAt: number | null }>`
      SELECT c.plugin_id AS plugin, (SELECT count(*) FROM (${first}) AS few) AS things,
        (SELECT min(seen_at) FROM (${first}) AS few) AS "seenAt"
      FROM centra_connections c JOIN plugins ON plugins.id = c.plugin_id AND plugins.status = 'active'`.execute(kysely);
    return rows;
  }
}
