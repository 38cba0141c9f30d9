import { sql, type Transaction } from "kysely";
import type { Database } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import { storableWords } from "./foreign-words.ts";
import type { FailedAttempt, Settlement } from "./outbox.ts";

/** An outage of days tries an event hundreds of times: its first attempts are kept here, the last one with the event. */
const KEPT_ATTEMPTS = 10;
const MAX_DETAIL_LENGTH = 300;

type FailedSettlement = Extract<Settlement, { readonly outcome: "retry" | "dead" }>;

/** Keeps what failed, of the events whose settlement counted. What was delivered at once writes nothing. */
export async function saveAttempts(
  database: Database,
  transaction: Transaction<Schema>,
  settlements: readonly Settlement[],
  settledIds: ReadonlySet<number>,
): Promise<void> {
  const failed = settlements.filter(
    (settlement): settlement is FailedSettlement =>
      "failure" in settlement && settlement.attempts <= KEPT_ATTEMPTS && settledIds.has(settlement.id),
  );
  if (failed.length === 0) return;
  const table = database.values("v", {
    columns: {
      ...{ event_id: "bigint", at: "bigint", attempt: "bigint", code: "text" },
      ...{ status: "bigint", detail: "text", request: "text" },
    },
    rows: failed.map(({ id, attempts, failure }) => [
      ...[id, failure.at, attempts, failure.code],
      ...[failure.status, storableWords(failure.detail, MAX_DETAIL_LENGTH), failure.request],
    ]),
  });
  await sql`
    INSERT INTO outbox_attempts (event_id, at, attempt, code, status, detail, request)
    SELECT event_id, at, attempt, code, status, detail, request FROM ${table} WHERE true
    ON CONFLICT (event_id, at) DO NOTHING`.execute(transaction);
}

/** Attempts that failed, oldest first. */
export async function listAttempts({ kysely }: Database, eventId: number): Promise<FailedAttempt[]> {
  return kysely
    .selectFrom("outbox_attempts")
    .select(["attempt", "at", "code", "status", "detail", "request"])
    .where("event_id", "=", eventId)
    .orderBy("at")
    .execute();
}

export async function deleteAttempts(
  database: Database,
  transaction: Transaction<Schema>,
  events: readonly { readonly id: number }[],
): Promise<void> {
  const ids = database.values("v", { columns: { id: "bigint" }, rows: events.map(({ id }) => [id]) });
  await sql`DELETE FROM outbox_attempts WHERE event_id IN (SELECT id FROM ${ids})`.execute(transaction);
}
