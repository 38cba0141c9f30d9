import { sql } from "kysely";
import type { Database } from "../database/database.ts";

const PAGE = 500;

export interface RefusedEvent {
  readonly metric: string;
  /** JSON text, as it was sent. */
  readonly body: string;
}

const LANES = ["live", "history"] as const;

/**
 * The dead letters among the events that an export told of, page by page, however many there are: what was live before it came to the export
 * among them. Each page is read along the index of its lane and metric.
 */
export async function* readRefused(
  { kysely }: Pick<Database, "kysely">,
  {
    pluginId,
    metrics,
    exportStartedAt,
  }: { readonly pluginId: string; readonly metrics: readonly string[]; readonly exportStartedAt: number },
): AsyncGenerator<readonly RefusedEvent[]> {
  for (const [lane, metric] of LANES.flatMap((one) => metrics.map((name) => [one, name] as const))) {
    let after = 0;
    let isLast = false;
    while (!isLast) {
      const { rows } = await sql<RefusedEvent & { readonly id: number }>`
        SELECT page.id, page.metric, p.body
        FROM (
          SELECT id, metric FROM outbox
          WHERE plugin_id = ${pluginId} AND lane = ${lane} AND metric = ${metric} AND state = 'dead' AND id > ${after}
            AND export_started_at = ${exportStartedAt}
          ORDER BY id LIMIT ${PAGE}) AS page
        JOIN outbox_payloads p ON p.event_id = page.id
        ORDER BY page.id`.execute(kysely);
      after = rows.at(-1)?.id ?? after;
      isLast = rows.length < PAGE;
      yield rows;
    }
  }
}
