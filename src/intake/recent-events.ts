import { sql } from "kysely";
import type { Clock } from "../clock.ts";
import type { CommerceEvent } from "../commerce/commerce-event.ts";
import { parseCommerceEvent } from "../commerce/parse-commerce-event.ts";
import type { Database } from "../database/database.ts";
import type { Logger } from "../observability/logger.ts";
import { withoutCredentials } from "./without-credentials.ts";

const WRITE_EVERY_MS = 5_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** The newest live commerce event of each type and plugin: what a change of settings is tried on before it is saved. */
export interface RecentEvents {
  /** Keeps in memory what was just committed; costs the intake no write. */
  note(pluginId: string, events: readonly CommerceEvent[]): void;
  /** At most one of each type, newest noted first, without credentials; what this process has noted is in it. */
  latest(pluginId: string): Promise<CommerceEvent[]>;
  /** Writes every five seconds, and deletes what is older than events are kept. */
  start(): void;
  /** Writes what is still to be written. */
  stop(): Promise<void>;
}

interface Noted {
  readonly pluginId: string;
  readonly event: CommerceEvent;
}

interface RecentEventsOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** They hold personal data, so they go when delivered events of that age do. */
  readonly keepDays: number;
}

export function createRecentEvents({ database, clock, logger, keepDays }: RecentEventsOptions): RecentEvents {
  const { kysely } = database;
  const stopping = new AbortController();
  const unwritten = new Map<string, Noted>();
  let running: Promise<void> = Promise.resolve();
  let purgedAt = Number.NEGATIVE_INFINITY;

  async function write(): Promise<void> {
    for (const [key, noted] of unwritten) {
      await upsert(noted);
      if (unwritten.get(key) === noted) unwritten.delete(key);
    }
  }

  /** Of a plugin that is gone meanwhile nothing is written. */
  async function upsert({ pluginId, event }: Noted): Promise<void> {
    const text = JSON.stringify(withoutCredentials(event));
    const now = clock.now();
    await sql`INSERT INTO recent_events (plugin_id, commerce_type, commerce_event, noted_at)
      SELECT id, ${event.type}, ${text}, ${sql.lit(now)} FROM plugins WHERE id = ${pluginId}
      ON CONFLICT (plugin_id, commerce_type)
      DO UPDATE SET commerce_event = excluded.commerce_event, noted_at = excluded.noted_at`.execute(kysely);
  }

  async function purge(): Promise<void> {
    if (clock.monotonic() - purgedAt < HOUR_MS) return;
    await kysely
      .deleteFrom("recent_events")
      .where("noted_at", "<", clock.now() - keepDays * DAY_MS)
      .execute();
    purgedAt = clock.monotonic();
  }

  const warn = (error: unknown) =>
    logger.warn({ err: error }, "Recent events for previews could not be kept; it is tried again in seconds");

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await write().then(purge).catch(warn);
      await clock.sleep(WRITE_EVERY_MS, stopping.signal);
    }
  }

  return {
    note(pluginId, events) {
      for (const event of events) unwritten.set(`${pluginId} ${event.type}`, { pluginId, event });
    },
    async latest(pluginId) {
      await write();
      const rows = await kysely
        .selectFrom("recent_events")
        .select("commerce_event")
        .where("plugin_id", "=", pluginId)
        .orderBy("noted_at", "desc")
        .orderBy("commerce_type")
        .execute();
      return rows.flatMap((row) => {
        const parsed = parseCommerceEvent(JSON.parse(row.commerce_event));
        return parsed.ok ? [parsed.event] : [];
      });
    },
    start() {
      running = run();
    },
    async stop() {
      stopping.abort();
      await running;
      await write().catch(warn);
    },
  };
}
