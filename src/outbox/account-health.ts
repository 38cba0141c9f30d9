import { sql } from "kysely";
import { z } from "zod";
import type { Database } from "../database/database.ts";

const windowSchema = z.object({ used: z.number(), limit: z.number(), at: z.number() });
const latencySchema = z.object({ events: z.number(), p50Ms: z.number(), p95Ms: z.number() });
const endpointSchema = z.object({
  /** Of the last request; null before the first. */
  window: windowSchema.nullable(),
  state: z.enum(["closed", "open", "recovering"]),
});
const figuresSchema = z.object({
  single: endpointSchema,
  bulk: endpointSchema,
  latency: z.object({ live: latencySchema.nullable(), history: latencySchema.nullable() }),
});

/** What the worker that drives an account tells of it: use of Klaviyo's minute, state of the endpoints, latency of late. */
export type AccountFigures = z.infer<typeof figuresSchema>;

export interface AccountHealth extends AccountFigures {
  readonly accountId: string;
  readonly takenAt: number;
}

/** Where workers leave what they know of their accounts, for processes that drive none. */
export interface AccountHealthStore {
  save(healths: readonly AccountHealth[]): Promise<void>;
  list(): Promise<AccountHealth[]>;
}

export function createAccountHealthStore(database: Database): AccountHealthStore {
  return {
    async save(healths) {
      if (healths.length === 0) return;
      const table = database.values("v", {
        columns: { account_id: "text", taken_at: "bigint", figures: "text" },
        rows: healths.map(({ accountId, takenAt, ...figures }) => [accountId, takenAt, JSON.stringify(figures)]),
      });
      await sql`
        INSERT INTO account_health (account_id, taken_at, figures)
        SELECT account_id, taken_at, figures FROM ${table} WHERE true ORDER BY account_id
        ON CONFLICT (account_id) DO UPDATE SET taken_at = excluded.taken_at, figures = excluded.figures
      `.execute(database.kysely);
    },
    async list() {
      const rows = await database.kysely.selectFrom("account_health").selectAll().execute();
      return rows.flatMap(({ account_id: accountId, taken_at: takenAt, figures }) => {
        // A worker of another version may tell other things; then nothing is known.
        const parsed = figuresSchema.safeParse(JSON.parse(figures));
        return parsed.success ? [{ accountId, takenAt, ...parsed.data }] : [];
      });
    },
  };
}
