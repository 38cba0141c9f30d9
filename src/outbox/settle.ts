import { sql, type Transaction } from "kysely";
import type { Database, SqlValue } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import { saveAttempts } from "./attempts.ts";
import { saveTally, tallyChanges } from "./counts.ts";
import { LeaseLostError } from "./errors.ts";
import { storableWords } from "./foreign-words.ts";
import type { EventState, Lane, Lease, Settlement } from "./outbox.ts";
import { blankSecrets, readSecretNames } from "./secrets.ts";

const MAX_DETAIL_LENGTH = 2_000;

/** An outcome that is undone by a power cut is found out again: the event is sent once more under its id, of which Klaviyo keeps the first. */
const CAN_BE_REPEATED = { isDurable: false };

/**
 * Writes what became of attempted events, all or nothing, while the lease is held under its token: the fence against a worker that
 * was paused, lost its accounts meanwhile, and wakes up. An event that is no longer pending stays as it is.
 */
export async function settleEvents(
  database: Database,
  lease: Lease,
  settlements: readonly Settlement[],
): Promise<void> {
  if (settlements.length === 0) return;
  await database.transaction(async (transaction) => {
    await requireLease(database, transaction, lease);
    const tally = tallyChanges();
    const all = await updateEvents(database, transaction, settlements);
    await saveAttempts(database, transaction, settlements, new Set(all.map(({ id }) => id)));
    for (const changed of all) {
      if (changed.state === "pending") continue;
      const kind = { pluginId: changed.plugin_id, lane: changed.lane, metric: changed.metric };
      tally.move({ ...kind, state: "pending" }, changed.state);
      if (changed.state === "delivered" && changed.secrets !== null) {
        await blankPayload(transaction, changed.id, readSecretNames(changed.secrets));
      }
    }
    await saveTally(database, transaction, tally);
  }, CAN_BE_REPEATED);
}

/** Touches the lease's row, so that on PostgreSQL nobody takes it over before this commits. */
async function requireLease(database: Database, transaction: Transaction<Schema>, lease: Lease): Promise<void> {
  const { numUpdatedRows } = await transaction
    .updateTable("leases")
    .set({ token: lease.token })
    .where("account_id", "=", lease.accountId)
    .where("holder", "=", lease.holder)
    .where("token", "=", lease.token)
    .where("expires_at", ">", database.time())
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new LeaseLostError(lease.accountId);
}

interface ChangedEvent {
  readonly id: number;
  readonly plugin_id: string;
  readonly lane: Lane;
  readonly metric: string;
  readonly state: EventState;
  readonly secrets: string | null;
}

async function updateEvents(
  database: Database,
  transaction: Transaction<Schema>,
  settlements: readonly Settlement[],
): Promise<ChangedEvent[]> {
  // The last word on an event counts, and ids in order keep two writers from waiting for each other in a circle.
  const byId = new Map(settlements.map((settlement) => [settlement.id, settlement]));
  const values = database.values("v", {
    columns: {
      id: "bigint",
      state: "text",
      due_at: "bigint",
      attempts: "bigint",
      settled_at: "bigint",
      failure: "text",
      deferred: "bigint",
    },
    rows: [...byId.values()].sort((a, b) => a.id - b.id).map(toRow),
  });
  // The state is asked for as a subquery, so that PostgreSQL goes by the ids: its statistics may be of a time when next to nothing was
  // pending, and then it would rather read the whole index of pending events.
  const { rows } = await sql<ChangedEvent>`
    UPDATE outbox SET
      state = v.state,
      due_at = coalesce(v.due_at, outbox.due_at),
      attempts = coalesce(v.attempts, outbox.attempts),
      settled_at = v.settled_at,
      failure = CASE WHEN v.deferred = 1 THEN outbox.failure ELSE v.failure END
    FROM ${values}
    WHERE outbox.id = v.id AND outbox.state = (SELECT 'pending')
    RETURNING outbox.id, outbox.plugin_id, outbox.lane, outbox.metric, outbox.state, outbox.secrets`.execute(
    transaction,
  );
  return rows;
}

function toRow(settlement: Settlement): SqlValue[] {
  const { id } = settlement;
  switch (settlement.outcome) {
    case "delivered":
      return [id, "delivered", null, settlement.attempts, settlement.at, null, 0];
    case "retry":
      return [id, "pending", settlement.dueAt, settlement.attempts, null, toFailure(settlement), 0];
    case "dead":
      return [id, "dead", null, settlement.attempts, settlement.failure.at, toFailure(settlement), 0];
    case "deferred":
      return [id, "pending", settlement.dueAt, null, null, null, 1];
    default:
      throw new TypeError(`unknown outcome of a settlement: ${JSON.stringify(settlement satisfies never)}`);
  }
}

function toFailure({ failure }: Extract<Settlement, { outcome: "retry" | "dead" }>): string {
  return JSON.stringify({ ...failure, detail: storableWords(failure.detail, MAX_DETAIL_LENGTH) });
}

async function blankPayload(transaction: Transaction<Schema>, id: number, names: readonly string[]): Promise<void> {
  const payload = await transaction
    .selectFrom("outbox_payloads")
    .select("body")
    .where("event_id", "=", id)
    .executeTakeFirst();
  if (!payload) return;
  const body = blankSecrets(payload.body, names);
  await transaction.updateTable("outbox_payloads").set({ body }).where("event_id", "=", id).execute();
}
