import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import type { Database } from "../database/database.ts";
import { listAttempts } from "./attempts.ts";
import { listKinds } from "./counts.ts";
import { conditionsOf } from "./event-filter.ts";
import {
  EVENT_STATES,
  type EventDetail,
  type EventFilter,
  type EventState,
  type EventSummary,
  type Page,
} from "./outbox.ts";
import { maskSecrets, readSecretNames } from "./secrets.ts";
import { boundIds } from "./time-bounds.ts";

/** SQLite joins at most 500 selects in one statement. */
const KINDS_PER_STATEMENT = 200;

const failureSchema = z.object({
  code: z.string(),
  status: z.number().nullable(),
  detail: z.string(),
  request: z.string(),
  at: z.number(),
});

const nameSchema = z
  .object({ first_name: z.string().optional(), last_name: z.string().optional() })
  .transform(({ first_name, last_name }) => [first_name, last_name].filter((part) => part !== undefined).join(" "))
  .catch("");

function nameIn(profile: string): string | null {
  const name = nameSchema.parse(JSON.parse(profile)).trim();
  return name === "" ? null : name;
}

/** A page of events, newest first, in a time that depends on the page's length and not on the table's. */
export async function searchEvents(database: Database, filter: EventFilter, page: Page): Promise<EventSummary[]> {
  const ids = await findIds(database, filter, { ...page, newestFirst: true });
  return readSummaries(database, ids);
}

/** With the payload, credentials masked. */
export async function findEvent(database: Database, id: number): Promise<EventDetail | null> {
  const [summary] = await readSummaries(database, [id]);
  const payload = await database.kysely
    .selectFrom("outbox_payloads")
    .innerJoin("outbox", "outbox.id", "outbox_payloads.event_id")
    .select(["body", "profile", "secrets"])
    .where("event_id", "=", id)
    .executeTakeFirst();
  if (!summary || !payload) return null;
  return {
    ...summary,
    body: maskSecrets(payload.body, readSecretNames(payload.secrets)),
    profile: payload.profile,
    failedAttempts: await listAttempts(database, id),
  };
}

/** A walk along the ids of matching events. */
export interface Walk {
  readonly limit: number;
  readonly newestFirst: boolean;
  /** Ids below this only. */
  readonly before?: number;
  /** Ids above this only. */
  readonly after?: number;
  /** Events in one of these states only, besides what the filter says. */
  readonly states?: readonly EventState[];
}

/**
 * The ids of the next matching events. A customer or an order is looked up in its own index. Otherwise each kind of event there is
 * (plugin, lane, metric, state: the counters know them) is read along the index of kinds, and the parts are merged.
 */
export async function findIds(database: Database, filter: EventFilter, walk: Walk): Promise<number[]> {
  const states = (walk.states ?? EVENT_STATES).filter((state) => filter.state === undefined || filter.state === state);
  if (states.length === 0) return [];
  const conditions = [...conditionsOf(filter), ...cursorOf(walk), ...(await boundIds(database, filter))];
  const direction = sql.raw(walk.newestFirst ? "DESC" : "ASC");
  const select = (more: readonly RawBuilder<unknown>[]) => sql<{ id: number }>`
    SELECT id FROM outbox WHERE ${sql.join([...more, ...conditions], sql` AND `)} ORDER BY id ${direction} LIMIT ${walk.limit}`;

  if (hasOwnIndex(filter, states)) {
    const { rows } = await select([sql`state IN (${sql.join(states)})`]).execute(database.kysely);
    return rows.map(({ id }) => id);
  }

  const kinds = await listKinds(database, { ...filter, states });
  const ids: number[] = [];
  for (let start = 0; start < kinds.length; start += KINDS_PER_STATEMENT) {
    const parts = kinds.slice(start, start + KINDS_PER_STATEMENT).map((kind) => {
      const { pluginId, lane, metric, state } = kind;
      const ofKind = conditionsOf({ pluginId, lane, metric, state });
      return sql`SELECT * FROM (${select(ofKind)}) AS part`;
    });
    const { rows } = await sql<{ id: number }>`
      SELECT id FROM (${sql.join(parts, sql` UNION ALL `)}) AS parts
      ORDER BY id ${direction} LIMIT ${walk.limit}`.execute(database.kysely);
    ids.push(...rows.map(({ id }) => id));
  }
  return ids.sort((a, b) => (walk.newestFirst ? b - a : a - b)).slice(0, walk.limit);
}

/** A customer's or an order's events are few, and an unfiltered page is the end of the table. */
function hasOwnIndex(filter: EventFilter, states: readonly EventState[]): boolean {
  if (filter.email !== undefined || filter.orderNumber !== undefined) return true;
  const { pluginId, lane, metric } = filter;
  return pluginId === undefined && lane === undefined && metric === undefined && states.length === EVENT_STATES.length;
}

function cursorOf({ before, after }: Walk): RawBuilder<unknown>[] {
  return [...(before === undefined ? [] : [sql`id < ${before}`]), ...(after === undefined ? [] : [sql`id > ${after}`])];
}

/** In the order of the ids; those that are gone are left out. */
export async function readSummaries({ kysely }: Database, ids: readonly number[]): Promise<EventSummary[]> {
  if (ids.length === 0) return [];
  const rows = await kysely
    .selectFrom("outbox")
    .leftJoin("outbox_payloads", "outbox_payloads.event_id", "outbox.id")
    .selectAll("outbox")
    .select("outbox_payloads.profile")
    .where("outbox.id", "in", ids)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    return [
      {
        id,
        pluginId: row.plugin_id,
        lane: row.lane,
        metric: row.metric,
        uniqueId: row.unique_id,
        state: row.state,
        attempts: row.attempts,
        dueAt: row.due_at,
        occurredAt: row.occurred_at,
        receivedAt: row.received_at,
        settledAt: row.settled_at,
        email: row.profile_key,
        name: row.profile === null ? null : nameIn(row.profile),
        orderNumber: row.order_number,
        commerceType: row.commerce_type,
        commerceSource: row.commerce_source,
        commerceId: row.commerce_id,
        reason: row.reason_code === null ? null : { code: row.reason_code, message: row.reason_message ?? "" },
        failure: row.failure === null ? null : failureSchema.parse(JSON.parse(row.failure)),
      },
    ];
  });
}
