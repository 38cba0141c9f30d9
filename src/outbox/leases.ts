import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import type { Lease, Leases } from "./outbox.ts";

/** Rows of workers that were killed are removed after a day, by whichever worker goes next. */
const GONE_AFTER_MS = 86_400_000;

/**
 * One row an account. A living lease is one with a holder whose time has not run out by the database's clock; taking over is
 * possible only after that, and raises the token, which fences off whatever the earlier holder still wants to write.
 */
export function createLeases(database: Database): Leases {
  const { kysely } = database;
  const drivenAccounts = sql`
    SELECT DISTINCT api_key AS account_id FROM plugins
    WHERE status = 'active' AND api_key <> '' AND private_key IS NOT NULL`;

  return {
    acquire: async ({ holder, ttlMs, limit }) => {
      if (limit <= 0) return [];
      // Chosen at random, so that workers share; written in order, so that those that come at once do not deadlock.
      const { rows } = await sql<{ accountId: string; token: number }>`
        INSERT INTO leases (account_id, holder, token, expires_at)
        SELECT account_id, CAST(${holder} AS text), 1, ${database.time()} + ${ttlMs} FROM (
          SELECT account_id FROM (${drivenAccounts}) AS driven
          WHERE NOT EXISTS (
            SELECT 1 FROM leases l
            WHERE l.account_id = driven.account_id AND l.holder IS NOT NULL AND l.expires_at > ${database.time()})
          ORDER BY random() LIMIT ${limit}) AS free
        WHERE true
        ORDER BY account_id
        ON CONFLICT (account_id) DO UPDATE
          SET holder = excluded.holder, token = leases.token + 1, expires_at = excluded.expires_at
          WHERE leases.holder IS NULL OR leases.expires_at <= ${database.time()}
        RETURNING account_id AS "accountId", token`.execute(kysely);
      return rows.map(({ accountId, token }) => ({ accountId, holder, token }));
    },

    renew: async (leases, ttlMs) => {
      if (leases.length === 0) return [];
      const { rows } = await sql<{ accountId: string }>`
        UPDATE leases SET expires_at = ${database.time()} + ${ttlMs}
        FROM ${database.values("v", heldLeases(leases))}
        WHERE leases.account_id = v.account_id AND leases.holder = v.holder AND leases.token = v.token
          AND leases.expires_at > ${database.time()}
        RETURNING leases.account_id AS "accountId"`.execute(kysely);
      const held = new Set(rows.map(({ accountId }) => accountId));
      return leases.filter(({ accountId }) => held.has(accountId));
    },

    release: async (leases) => {
      if (leases.length === 0) return;
      await sql`
        UPDATE leases SET holder = NULL, expires_at = 0
        FROM ${database.values("v", heldLeases(leases))}
        WHERE leases.account_id = v.account_id AND leases.holder = v.holder AND leases.token = v.token`.execute(kysely);
    },

    announce: async ({ holder, ttlMs }) => {
      await sql`
        INSERT INTO workers (holder, expires_at) VALUES (${holder}, ${database.time()} + ${ttlMs})
        ON CONFLICT (holder) DO UPDATE SET expires_at = excluded.expires_at`.execute(kysely);
      const { rows } = await sql<{ workers: number }>`
        SELECT count(*) AS workers FROM workers WHERE expires_at > ${database.time()}`.execute(kysely);
      return rows[0]?.workers ?? 1;
    },

    withdraw: async (holder) => {
      await sql`
        DELETE FROM workers
        WHERE holder = ${holder} OR expires_at < ${database.time()} - ${GONE_AFTER_MS}`.execute(kysely);
    },

    overview: async () => {
      const { rows } = await sql<{ accountId: string; holder: string | null; expiresInMs: number }>`
        SELECT accountId AS "accountId", CASE WHEN remaining > 0 THEN holder END AS holder,
          CASE WHEN remaining > 0 AND holder IS NOT NULL THEN remaining ELSE 0 END AS "expiresInMs"
        FROM (
          SELECT driven.account_id AS accountId, l.holder, coalesce(l.expires_at, 0) - ${database.time()} AS remaining
          FROM (${drivenAccounts}) AS driven LEFT JOIN leases l ON l.account_id = driven.account_id) AS accounts
        ORDER BY accountId`.execute(kysely);
      return rows;
    },
  };
}

function heldLeases(leases: readonly Lease[]) {
  return {
    columns: { account_id: "text", holder: "text", token: "bigint" } as const,
    rows: leases.map(({ accountId, holder, token }) => [accountId, holder, token] as const),
  };
}
