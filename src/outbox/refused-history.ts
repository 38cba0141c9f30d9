import { sql } from "kysely";
import type { Database } from "../database/database.ts";

const PAGE = 500;

export interface RefusedEvent {
  readonly metric: string;
  /** JSON text, as it was sent. */
  readonly body: string;
}

/**
 * The dead letters of a plugin's history lane that came from one of the sources, page by page, however many there are. Each page is read
 * along the index of its metric.
 */
export async function* readRefusedHistory(
  { kysely }: Pick<Database, "kysely">,
  {
    pluginId,
    metrics,
    sources,
  }: {
    readonly pluginId: string;
    readonly metrics: readonly string[];
    readonly sources: readonly string[];
  },
): AsyncGenerator<readonly RefusedEvent[]> {
  if (sources.length === 0) return;
  for (const metric of metrics) {
    let after = 0;
    let isLast = false;
    while (!isLast) {
      const { rows } = await sql<RefusedEvent & { readonly id: number; readonly source: string }>`
        SELECT o.id, o.metric, o.commerce_source AS source, p.body
        FROM (
          SELECT id FROM outbox
          WHERE plugin_id = ${pluginId} AND lane = 'history' AND metric = ${metric} AND state = 'dead' AND id > ${after}
          ORDER BY id LIMIT ${PAGE}) AS page
        JOIN outbox o ON o.id = page.id
        JOIN outbox_payloads p ON p.event_id = page.id
        ORDER BY o.id`.execute(kysely);
      after = rows.at(-1)?.id ?? after;
      isLast = rows.length < PAGE;
      yield rows.filter(({ source }) => sources.includes(source));
    }
  }
}
