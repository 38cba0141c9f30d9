import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import { digestOf, makeSecret } from "./secret.ts";
import { readSession, readUser } from "./user-row.ts";
import type { Sessions } from "./users.ts";

const HOUR_MS = 3_600_000;

/** A session ends when it was not used for so long. */
export const IDLE_MS = 24 * HOUR_MS;
/** And after so long in any case. */
export const LONGEST_MS = 14 * 24 * HOUR_MS;

/** Use within this time of the last noted one is not noted, so that reading a page writes nothing. */
const NOTED_EVERY_MS = 60_000;
const BROWSER_LENGTH = 200;

/** Sessions live in the database, so that ending one ends it everywhere at once. */
export function createSessions({ kysely }: Database, clock: Clock): Sessions {
  return {
    async open(userId, browser) {
      const secret = makeSecret("us");
      const now = clock.now();
      const row = {
        ...{ id: randomUUID(), hash: digestOf(secret), user_id: userId, browser: browser.slice(0, BROWSER_LENGTH) },
        ...{ created_at: now, seen_at: now, expires_at: now + LONGEST_MS },
      };
      await kysely
        .deleteFrom("sessions")
        .where((session) => session.or([session("expires_at", "<=", now), session("seen_at", "<=", now - IDLE_MS)]))
        .execute();
      await kysely.insertInto("sessions").values(row).execute();
      return { secret, session: readSession(row) };
    },

    async find(secret) {
      const now = clock.now();
      const session = await kysely
        .selectFrom("sessions")
        .selectAll()
        .where("hash", "=", digestOf(secret))
        .where("expires_at", ">", now)
        .where("seen_at", ">", now - IDLE_MS)
        .executeTakeFirst();
      if (session === undefined) return null;
      const user = await kysely.selectFrom("users").selectAll().where("id", "=", session.user_id).executeTakeFirst();
      if (user === undefined) return null;
      if (now - session.seen_at >= NOTED_EVERY_MS)
        await kysely.updateTable("sessions").set({ seen_at: now }).where("id", "=", session.id).execute();
      return { user: readUser(user), session: readSession(session) };
    },

    async list(userId) {
      const now = clock.now();
      const rows = await kysely
        .selectFrom("sessions")
        .selectAll()
        .where("user_id", "=", userId)
        .where("expires_at", ">", now)
        .where("seen_at", ">", now - IDLE_MS)
        .orderBy("seen_at", "desc")
        .orderBy("id")
        .execute();
      return rows.map(readSession);
    },

    async end(userId, id) {
      const { numDeletedRows } = await kysely
        .deleteFrom("sessions")
        .where("user_id", "=", userId)
        .where("id", "=", id)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },

    async endAll(userId, except = "") {
      await kysely.deleteFrom("sessions").where("user_id", "=", userId).where("id", "!=", except).execute();
    },
  };
}
