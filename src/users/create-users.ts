import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { type Change, type ChangeAuthor, SERVICE } from "../changes/change.ts";
import { noteChange } from "../changes/change-log.ts";
import { fieldChanges } from "../changes/field-changes.ts";
import type { Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import type { Schema } from "../database/schema.ts";
import { createAttemptLimits } from "./attempt-limits.ts";
import {
  LastOwnerError,
  LinkInvalidError,
  PasswordInvalidError,
  SignInRefusedError,
  UserExistsError,
  UserNotFoundError,
} from "./errors.ts";
import { createPasswords, type PasswordCost, requireGoodPassword } from "./password.ts";
import { findByLink, replaceLink, useUpLink } from "./password-links.ts";
import { ROLES } from "./role.ts";
import { createSessions } from "./sessions.ts";
import { readUser } from "./user-row.ts";
import type { User, Users } from "./users.ts";

/** The user that a new installation begins with. */
const FIRST_USER_ID = "owner";

interface UsersParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly passwordCost?: PasswordCost;
}

/** Who may use the web app, kept in the database. */
export function createUsers({ database, clock, passwordCost }: UsersParts): Users {
  const { kysely } = database;
  const passwords = createPasswords(passwordCost);
  const sessions = createSessions(database, clock);
  const limits = createAttemptLimits(database, clock);

  const note = (transaction: Kysely<Schema>, change: Omit<Change, "changedAt" | "pluginId">) =>
    noteChange(transaction, { ...change, changedAt: clock.now(), pluginId: null });

  /** @throws SignInRefusedError, SignInDelayedError */
  async function requirePassword(email: string, password: string, address: string): Promise<User> {
    const account = normaliseEmail(email);
    await limits.begin(account, address);
    const row = await kysely.selectFrom("users").selectAll().where("email", "=", account).executeTakeFirst();
    if (!(await passwords.matches(password, row?.password ?? null)) || row === undefined)
      throw new SignInRefusedError();
    await limits.succeed(account, address);
    return readUser(row);
  }

  return {
    sessions,

    async list() {
      const rows = await kysely.selectFrom("users").selectAll().orderBy("name").orderBy("id").execute();
      return rows.map(readUser).toSorted((a, b) => ROLES.indexOf(b.role) - ROLES.indexOf(a.role));
    },

    find: (id) => findUser(kysely, id),

    async invite({ email, name, role }, author = SERVICE) {
      const now = clock.now();
      const row = { id: randomUUID(), email: normaliseEmail(email), name, role, password: null, created_at: now };
      return database.transaction(async (transaction) => {
        const { numInsertedOrUpdatedRows } = await transaction
          .insertInto("users")
          .values(row)
          .onConflict((conflict) => conflict.column("email").doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows !== 1n) throw new UserExistsError();
        const fields = fieldChanges({}, { role });
        await note(transaction, { kind: "user_added", author, userId: row.id, fields });
        return { user: readUser(row), link: await replaceLink(transaction, row.id, now) };
      });
    },

    makeLink: (id, author = SERVICE) =>
      database.transaction(async (transaction) => {
        if ((await findUser(transaction, id)) === null) throw new UserNotFoundError(id);
        await note(transaction, { kind: "password_link_made", author, userId: id });
        return replaceLink(transaction, id, clock.now());
      }),

    async makeFirstLink() {
      const now = clock.now();
      const owners = await kysely.selectFrom("users").selectAll().where("role", "=", "owner").execute();
      if (owners.some(({ password }) => password !== null)) return null;
      await kysely
        .insertInto("users")
        .values({ id: FIRST_USER_ID, email: null, name: "", role: "owner", password: null, created_at: now })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .execute();
      return replaceLink(kysely, FIRST_USER_ID, now);
    },

    lookAtLink: (secret) => findByLink(kysely, secret, clock.now()),

    async setPasswordByLink(secret, chosen) {
      const found = await findByLink(kysely, secret, clock.now());
      if (found === null) throw new LinkInvalidError();
      const email = found.email ?? normaliseEmail(chosen.email ?? "");
      const name = chosen.name ?? found.name;
      if (email === "")
        throw new PasswordInvalidError([{ pointer: "/email", detail: "Say the address that you will sign in with." }]);
      requireGoodPassword(chosen.password, email);
      const password = await passwords.hash(chosen.password);
      return database.transaction(async (transaction) => {
        if (!(await useUpLink(transaction, secret))) throw new LinkInvalidError();
        const other = await transaction
          .selectFrom("users")
          .select("id")
          .where("email", "=", email)
          .where("id", "!=", found.id)
          .executeTakeFirst();
        if (other !== undefined) throw new UserExistsError();
        await transaction.updateTable("users").set({ email, name, password }).where("id", "=", found.id).execute();
        await transaction.deleteFrom("sessions").where("user_id", "=", found.id).execute();
        await note(transaction, { kind: "password_set", author: byThemselves(found.id), userId: found.id });
        return { ...found, email, name, hasPassword: true };
      });
    },

    async changePassword(id, { current, next, address, sessionId }) {
      const user = await findUser(kysely, id);
      if (user?.email == null) throw new UserNotFoundError(id);
      requireGoodPassword(next, user.email, "/next");
      await requirePassword(user.email, current, address);
      const password = await passwords.hash(next);
      await database.transaction(async (transaction) => {
        await transaction.updateTable("users").set({ password }).where("id", "=", id).execute();
        await note(transaction, { kind: "password_changed", author: byThemselves(id), userId: id });
      });
      await sessions.endAll(id, sessionId);
    },

    change: (id, { role, name }, author = SERVICE) =>
      database.transaction(async (transaction) => {
        const user = await findUser(transaction, id);
        if (user === null) throw new UserNotFoundError(id);
        const after = { role: role ?? user.role, name: name ?? user.name };
        if (after.role !== "owner") await requireOtherOwner(transaction, user);
        await transaction.updateTable("users").set(after).where("id", "=", id).execute();
        const fields = fieldChanges({ role: user.role, name: user.name }, after);
        if (fields.length > 0) await note(transaction, { kind: "user_changed", author, userId: id, fields });
        return { ...user, ...after };
      }),

    remove: (id, author = SERVICE) =>
      database.transaction(async (transaction) => {
        const user = await findUser(transaction, id);
        if (user === null) throw new UserNotFoundError(id);
        await requireOtherOwner(transaction, user);
        await transaction.deleteFrom("users").where("id", "=", id).execute();
        await note(transaction, { kind: "user_removed", author, userId: id, name: user.name || user.email });
      }),

    signIn: ({ email, password, address }) => requirePassword(email, password, address),
  };
}

async function findUser(kysely: Kysely<Schema>, id: string): Promise<User | null> {
  const row = await kysely.selectFrom("users").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? null : readUser(row);
}

/** Two owners who take the right from each other at once: the rows of all owners are locked first, one of them comes second. */
async function requireOtherOwner(transaction: Kysely<Schema>, user: User): Promise<void> {
  if (user.role !== "owner") return;
  await transaction.updateTable("users").set({ role: "owner" }).where("role", "=", "owner").execute();
  const other = await transaction
    .selectFrom("users")
    .select("id")
    .where("role", "=", "owner")
    .where("id", "!=", user.id)
    .where("password", "is not", null)
    .executeTakeFirst();
  if (other === undefined) throw new LastOwnerError();
}

function byThemselves(userId: string): ChangeAuthor {
  return { kind: "user", userId };
}

function normaliseEmail(email: string): string {
  return email.trim().toLowerCase();
}
