import { sql, type Transaction } from "kysely";
import type { Database } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import { saveTally, type Tally, tallyChanges } from "./counts.ts";
import { deleteHeldOf, insertHeld } from "./held.ts";
import { saveHours } from "./hours.ts";
import type { Acceptance, AcceptanceResult, EventState, Lane, NewEvent } from "./outbox.ts";

const COLUMNS = {
  plugin_id: "text",
  lane: "text",
  metric: "text",
  unique_id: "text",
  state: "text",
  due_at: "bigint",
  occurred_at: "bigint",
  received_at: "bigint",
  settled_at: "bigint",
  profile_key: "text",
  order_number: "text",
  commerce_type: "text",
  commerce_source: "text",
  commerce_id: "text",
  secrets: "text",
  trace_parent: "text",
  reason_code: "text",
  reason_message: "text",
  export_started_at: "bigint",
} as const;

const KEY = ["plugin_id", "metric", "unique_id"] as const;

/** An event of the group, and the acceptance that brings it first. */
interface Candidate {
  event: NewEvent;
  readonly owner: number;
}

/** What a group of acceptances changed. */
export interface Written {
  readonly results: AcceptanceResult[];
  /** Accounts that got new pending events. */
  readonly accountIds: readonly string[];
}

/**
 * Writes acceptances within a transaction. An event that is there already stays as it is, save that a skipped one which is now to
 * be sent becomes pending with its new payload, and that one which Klaviyo has not taken belongs to the export that tells of it now.
 * What was held of the same commerce event goes, since this replaces it.
 */
export async function writeAcceptances(
  database: Database,
  transaction: Transaction<Schema>,
  acceptances: readonly Acceptance[],
  now: number,
): Promise<Written> {
  const tally = tallyChanges();
  const candidates = mergeEvents(acceptances);
  const written = new Set(acceptances.flatMap(({ events, held }, index) => (events.length > 0 || held ? [] : [index])));

  const ids = await database.insertNew(transaction, {
    table: "outbox",
    key: KEY,
    columns: COLUMNS,
    rows: candidates.map(({ event }) => toRow(event, now)),
  });
  const inserted = candidates.flatMap((candidate, index) => {
    const id = ids[index];
    return typeof id === "number" ? [{ ...candidate, id }] : [];
  });
  for (const { event, owner } of inserted) {
    written.add(owner);
    tally.add(event, 1);
  }
  await database.insertPayloads(
    transaction,
    inserted.map(({ id, event }) => [id, event.body, event.profile]),
  );

  const known = candidates.filter(({ event }, index) => ids[index] === null && event.state === "pending");
  const undelivered = known.length === 0 ? [] : await findUndelivered(database, transaction, known);
  const revived = await reviveSkipped(transaction, undelivered, now, tally);
  await giveToExports(transaction, undelivered);
  for (const { owner } of revived) written.add(owner);

  for (const owner of await insertHeld(database, transaction, acceptances, now)) written.add(owner);
  await deleteHeldOf(database, transaction, acceptances);
  await saveHours(
    database,
    transaction,
    inserted.map(({ event }) => event),
    now,
  );
  await saveTally(database, transaction, tally);

  const pending = [...inserted, ...revived].filter(({ event }) => event.state === "pending");
  return {
    results: acceptances.map((_, index) => (written.has(index) ? "accepted" : "duplicate")),
    accountIds: [...new Set(pending.map(({ event }) => event.accountId))].filter((id) => id !== ""),
  };
}

/** One candidate a key; when callers bring the same event at once, one that sends it wins over one that skips it. */
function mergeEvents(acceptances: readonly Acceptance[]): Candidate[] {
  const byKey = new Map<string, Candidate>();
  acceptances.forEach(({ events }, owner) => {
    for (const event of events) {
      const key = keyOf(event.pluginId, event.metric, event.uniqueId);
      const known = byKey.get(key);
      if (!known) byKey.set(key, { event, owner });
      else if (known.event.state === "skipped" && event.state === "pending") known.event = event;
      else if (event.exportStartedAt) known.event = { ...known.event, exportStartedAt: event.exportStartedAt };
    }
  });
  return [...byKey.values()];
}

const keyOf = (pluginId: string, metric: string, uniqueId: string) => JSON.stringify([pluginId, metric, uniqueId]);

function toRow(event: NewEvent, now: number) {
  return [
    event.pluginId,
    event.lane,
    event.metric,
    event.uniqueId,
    event.state,
    now,
    event.occurredAt,
    now,
    event.state === "skipped" ? now : null,
    event.profileKey,
    event.orderNumber,
    event.commerceType,
    event.commerceSource,
    event.commerceId,
    event.secrets.length > 0 ? JSON.stringify(event.secrets) : null,
    event.traceParent ?? null,
    event.reason?.code ?? null,
    event.reason?.message ?? null,
    event.exportStartedAt ?? null,
  ];
}

interface Undelivered {
  readonly id: number;
  readonly state: EventState;
  readonly lane: Lane;
  readonly exportStartedAt: number | null;
  /** What is there again. */
  readonly candidate: Candidate;
}

/** Which of the candidates are there, and Klaviyo has not taken them. */
async function findUndelivered(
  database: Database,
  transaction: Transaction<Schema>,
  candidates: readonly Candidate[],
): Promise<Undelivered[]> {
  const keys = database.values("v", {
    columns: { plugin_id: "text", metric: "text", unique_id: "text" },
    rows: candidates.map(({ event }) => [event.pluginId, event.metric, event.uniqueId]),
  });
  const { rows } = await sql<
    Omit<Undelivered, "candidate"> & { readonly plugin_id: string; readonly metric: string; readonly unique_id: string }
  >`
    SELECT o.id, o.state, o.plugin_id, o.lane, o.metric, o.unique_id, o.export_started_at AS "exportStartedAt" FROM ${keys}
    JOIN outbox o ON o.plugin_id = v.plugin_id AND o.metric = v.metric AND o.unique_id = v.unique_id
    WHERE o.state <> 'delivered'`.execute(transaction);
  const byKey = new Map(
    candidates.map((candidate) => [
      keyOf(candidate.event.pluginId, candidate.event.metric, candidate.event.uniqueId),
      candidate,
    ]),
  );
  return rows.flatMap(({ plugin_id, metric, unique_id, ...found }) => {
    const candidate = byKey.get(keyOf(plugin_id, metric, unique_id));
    return candidate === undefined ? [] : [{ ...found, candidate }];
  });
}

/** A setting was changed and the source sent it again: what was left out is sent after all. */
async function reviveSkipped(
  transaction: Transaction<Schema>,
  undelivered: readonly Undelivered[],
  now: number,
  tally: Tally,
): Promise<Candidate[]> {
  const revived: Candidate[] = [];
  for (const { id, state, lane, candidate } of undelivered) {
    if (state !== "skipped") continue;
    const { event } = candidate;
    const changed = await transaction
      .updateTable("outbox")
      .set({
        state: "pending",
        lane: event.lane,
        attempts: 0,
        due_at: now,
        occurred_at: event.occurredAt,
        settled_at: null,
        profile_key: event.profileKey,
        order_number: event.orderNumber,
        secrets: event.secrets.length > 0 ? JSON.stringify(event.secrets) : null,
        trace_parent: event.traceParent ?? null,
        reason_code: null,
        reason_message: null,
        failure: null,
        export_started_at: event.exportStartedAt ?? null,
      })
      .where("id", "=", id)
      .where("state", "=", "skipped")
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) continue;
    await transaction
      .updateTable("outbox_payloads")
      .set({ body: event.body, profile: event.profile })
      .where("event_id", "=", id)
      .execute();
    tally.add({ pluginId: event.pluginId, lane, metric: event.metric, state: "skipped" }, -1);
    tally.add(event, 1);
    revived.push(candidate);
  }
  return revived;
}

/** An export counts what Klaviyo refuses of what it tells of, whoever told of it first. */
async function giveToExports(transaction: Transaction<Schema>, undelivered: readonly Undelivered[]): Promise<void> {
  const given = undelivered.flatMap(({ id, state, exportStartedAt: before, candidate }) => {
    const startedAt = candidate.event.exportStartedAt ?? null;
    return state === "skipped" || startedAt === null || startedAt === before ? [] : [{ id, startedAt }];
  });
  for (const [startedAt, events] of Map.groupBy(given, (one) => one.startedAt)) {
    const ids = events.map(({ id }) => id);
    await transaction.updateTable("outbox").set({ export_started_at: startedAt }).where("id", "in", ids).execute();
  }
}
