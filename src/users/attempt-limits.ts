import { hash } from "node:crypto";
import type { Transaction } from "kysely";
import type { Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import { SignInDelayedError } from "./errors.ts";

/** So many may fail without a delay; an address may stand for a whole office. */
const FREE_FAILURES = { account: 4, address: 20 } as const;
const LONGEST_DELAY_MS = 15 * 60_000;
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;

type Kind = keyof typeof FREE_FAILURES;

interface Subject {
  readonly kind: Kind;
  readonly key: string;
}

export interface AttemptLimits {
  /** Counts an attempt as failed before it is looked at, so that many at once gain nothing. Throws SignInDelayedError. */
  begin(account: string, address: string): Promise<void>;
  /** It was the right password after all: the account's count begins anew, the address's is as before. */
  succeed(account: string, address: string): Promise<void>;
}

/** How long nothing more is tried after so many failures: 1 s, doubled with each further one, a quarter of an hour at most. */
export function delayAfter(failures: number, kind: Kind): number {
  const counted = failures - FREE_FAILURES[kind];
  return counted <= 0 ? 0 : Math.min(1_000 * 2 ** (counted - 1), LONGEST_DELAY_MS);
}

/** Limits attempts at passwords by account, known or not, and by address; of both the database has hashes alone. */
export function createAttemptLimits(database: Database, clock: Clock): AttemptLimits {
  return {
    async begin(account, address) {
      const now = clock.now();
      const subjects = subjectsOf(account, address);
      await database.transaction(async (transaction) => {
        await transaction
          .deleteFrom("sign_in_attempts")
          .where("last_at", "<", now - FORGOTTEN_AFTER_MS)
          .execute();
        const rows = [];
        for (const subject of subjects)
          rows.push({ ...subject, ...(await lockAttempts(transaction, subject.key, now)) });
        const blockedUntil = Math.max(...rows.map((row) => row.blockedUntil));
        if (blockedUntil > now) throw new SignInDelayedError(blockedUntil - now);
        for (const { key, kind, failures } of rows) {
          await transaction
            .updateTable("sign_in_attempts")
            .set({ failures: failures + 1, blocked_until: now + delayAfter(failures + 1, kind), last_at: now })
            .where("subject", "=", key)
            .execute();
        }
      });
    },

    async succeed(account, address) {
      const [ofAccount, ofAddress] = subjectsOf(account, address);
      await database.transaction(async (transaction) => {
        await transaction.deleteFrom("sign_in_attempts").where("subject", "=", ofAccount.key).execute();
        await transaction
          .updateTable("sign_in_attempts")
          .set((row) => ({ failures: row("failures", "-", 1), blocked_until: 0 }))
          .where("subject", "=", ofAddress.key)
          .where("failures", ">", 0)
          .execute();
      });
    },
  };
}

/** In this order in every transaction, so that two do not wait for each other. */
function subjectsOf(account: string, address: string): readonly [Subject, Subject] {
  return [
    { kind: "account", key: `account:${hash("sha256", account, "hex")}` },
    { kind: "address", key: `address:${hash("sha256", address, "hex")}` },
  ];
}

/** The row, there and locked until the transaction ends. */
async function lockAttempts(transaction: Transaction<Schema>, subject: string, now: number) {
  const row = await transaction
    .insertInto("sign_in_attempts")
    .values({ subject, failures: 0, blocked_until: 0, last_at: now })
    .onConflict((conflict) =>
      conflict.column("subject").doUpdateSet((existing) => ({ subject: existing.ref("excluded.subject") })),
    )
    .returning(["failures", "blocked_until"])
    .executeTakeFirstOrThrow();
  return { failures: row.failures, blockedUntil: row.blocked_until };
}
