import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../test/databases.ts";
import { type Clock, systemClock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import { createUsers } from "./create-users.ts";
import {
  LastOwnerError,
  LinkInvalidError,
  PasswordInvalidError,
  SignInDelayedError,
  SignInRefusedError,
  UserExistsError,
} from "./errors.ts";
import { IDLE_MS, LONGEST_MS } from "./sessions.ts";

const PASSWORD = "correct horse battery";
/** The real cost is tested in password.test.ts. */
const CHEAP = { N: 2 ** 4, r: 8, p: 1 };
const ADDRESS = "192.0.2.1";

/** A clock that moves when the test says so. */
function drivenClock() {
  let now = Date.UTC(2026, 0, 1);
  const clock: Clock = { ...systemClock, now: () => now };
  return {
    clock,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

async function withOwner(database: Database) {
  const { clock, pass } = drivenClock();
  const users = createUsers({ database, clock, passwordCost: CHEAP });
  const link = await users.makeFirstLink();
  const owner = await users.setPasswordByLink(link?.secret ?? "", { email: "Anna@Shop.example", password: PASSWORD });
  const signIn = (email: string, password: string, address = ADDRESS) => users.signIn({ email, password, address });
  return { users, owner, clock, pass, signIn };
}

describeOnBothEngines("users", (open) => {
  test("a new installation's owner sets the password with a link, once", async () => {
    const database = await open();
    const { clock } = drivenClock();
    const users = createUsers({ database, clock, passwordCost: CHEAP });
    const first = await users.makeFirstLink();
    const second = await users.makeFirstLink();
    const chosen = { email: " Anna@Shop.example ", name: "Anna", password: PASSWORD };

    await expect(users.setPasswordByLink(first?.secret ?? "", chosen)).rejects.toThrow(LinkInvalidError);
    expect(await users.lookAtLink(second?.secret ?? "")).toMatchObject({
      email: null,
      role: "owner",
      hasPassword: false,
    });
    const owner = await users.setPasswordByLink(second?.secret ?? "", chosen);
    expect(owner).toMatchObject({ email: "anna@shop.example", name: "Anna", role: "owner", hasPassword: true });
    await expect(users.setPasswordByLink(second?.secret ?? "", chosen)).rejects.toThrow(LinkInvalidError);
    expect(await users.makeFirstLink()).toBeNull();
    expect(JSON.stringify(await database.kysely.selectFrom("users").selectAll().execute())).not.toContain(PASSWORD);
  });

  test("of several who use a link at once, one does", async () => {
    const users = createUsers({ database: await open(), clock: systemClock, passwordCost: CHEAP });
    const link = await users.makeFirstLink();
    const uses = ["a", "b", "c"].map((name) =>
      users.setPasswordByLink(link?.secret ?? "", { email: `${name}@shop.example`, password: PASSWORD }),
    );
    const ends = await Promise.allSettled(uses);
    expect(ends.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected", "rejected"]);
  });

  test("a link ends after 48 hours, and when it is replaced", async () => {
    const { users, owner, pass } = await withOwner(await open());
    const old = await users.makeLink(owner.id);
    const replaced = await users.makeLink(owner.id);
    expect(await users.lookAtLink(old.secret)).toBeNull();
    pass(48 * 3_600_000 - 1);
    expect(await users.lookAtLink(replaced.secret)).not.toBeNull();
    pass(1);
    expect(await users.lookAtLink(replaced.secret)).toBeNull();
  });

  test.each([
    ["short", "seventeen", /12 characters/],
    ["long", "ab1".repeat(100), /200 characters/],
    ["repeated", "abababababababab", /repeats itself/],
    ["the address", "anna@shop.example!", /e-mail address/],
  ])("a password that is too easy is refused: %s", async (_what, password, words) => {
    const { users, owner } = await withOwner(await open());
    const link = await users.makeLink(owner.id);
    const set = users.setPasswordByLink(link.secret, { password });
    await expect(set).rejects.toThrow(PasswordInvalidError);
    await expect(set).rejects.toThrow(words);
    expect(await users.lookAtLink(link.secret)).not.toBeNull();
  });

  test("an invited user sets a password and signs in, whatever the capitals", async () => {
    const { users, signIn } = await withOwner(await open());
    const { user, link } = await users.invite({ email: "Bo@shop.example", name: "Bo", role: "viewer" });
    await expect(signIn("bo@shop.example", "")).rejects.toThrow(SignInRefusedError);
    await users.setPasswordByLink(link.secret, { password: PASSWORD });
    expect(await signIn(" BO@shop.example", PASSWORD)).toMatchObject({ id: user.id, role: "viewer" });
    await expect(users.invite({ email: "bo@SHOP.example", name: "", role: "owner" })).rejects.toThrow(UserExistsError);
    expect((await users.list()).map(({ role }) => role)).toEqual(["owner", "viewer"]);
  });

  test("the last owner stays", async () => {
    const { users, owner } = await withOwner(await open());
    const { user, link } = await users.invite({ email: "bo@shop.example", name: "", role: "owner" });
    await expect(users.remove(owner.id)).rejects.toThrow(LastOwnerError);
    await expect(users.change(owner.id, { role: "editor" })).rejects.toThrow(LastOwnerError);
    await users.setPasswordByLink(link.secret, { password: PASSWORD });
    const ends = await Promise.allSettled([
      users.change(owner.id, { role: "viewer" }),
      users.change(user.id, { role: "viewer" }),
    ]);
    expect(ends.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });
});

describeOnBothEngines("attempts at passwords", (open) => {
  test.each(["anna@shop.example", "nobody@shop.example"])(
    "are delayed longer and longer by account, from wherever, whether there is one or not: %s",
    async (email) => {
      const { signIn, pass } = await withOwner(await open());
      for (let guess = 1; guess <= 5; guess += 1)
        await expect(signIn(email, "wrong")).rejects.toThrow(SignInRefusedError);
      for (const wait of [1_000, 2_000, 4_000]) {
        await expect(signIn(email, PASSWORD, "198.51.100.9")).rejects.toThrow(`Try again in ${wait / 1_000} s.`);
        pass(wait);
        await expect(signIn(email, "wrong")).rejects.toThrow(SignInRefusedError);
      }
    },
  );

  test("are forgotten when the right password comes, and after a day", async () => {
    const { signIn, pass } = await withOwner(await open());
    const fail = () => signIn("anna@shop.example", "wrong").catch(() => {});
    for (let guess = 1; guess <= 4; guess += 1) await fail();
    await signIn("anna@shop.example", PASSWORD);
    for (let guess = 1; guess <= 20; guess += 1) await fail();
    await expect(signIn("anna@shop.example", PASSWORD)).rejects.toThrow(SignInDelayedError);
    pass(25 * 3_600_000);
    for (let guess = 1; guess <= 4; guess += 1) await fail();
    expect(await signIn("anna@shop.example", PASSWORD)).toMatchObject({ role: "owner" });
  });

  test("many at once are counted before they are looked at", async () => {
    const { signIn } = await withOwner(await open());
    const guesses = Array.from({ length: 12 }, (_, index) => signIn("anna@shop.example", `guess ${index}`));
    const ends = await Promise.allSettled(guesses);
    const refused = ends.filter((end) => end.status === "rejected" && end.reason instanceof SignInRefusedError);
    expect(refused).toHaveLength(5);
  });

  test("from one address at many accounts are delayed, too", async () => {
    const { signIn } = await withOwner(await open());
    const ends: unknown[] = [];
    for (let guess = 0; guess < 23; guess += 1)
      ends.push(await signIn(`user-${guess}@shop.example`, PASSWORD).catch((error: unknown) => error));
    expect(ends.filter((end) => end instanceof SignInRefusedError)).toHaveLength(21);
    await expect(signIn("anna@shop.example", PASSWORD)).rejects.toThrow(SignInDelayedError);
    expect(await signIn("anna@shop.example", PASSWORD, "198.51.100.7")).toMatchObject({ role: "owner" });
  });

  test("neither addresses nor accounts are kept in clear", async () => {
    const database = await open();
    const { signIn } = await withOwner(database);
    await signIn("anna@shop.example", "wrong").catch(() => {});
    const kept = JSON.stringify(await database.kysely.selectFrom("sign_in_attempts").selectAll().execute());
    expect(kept).not.toMatch(/anna|192\.0/);
  });
});

describeOnBothEngines("sessions", (open) => {
  test("end without use, and after two weeks in any case", async () => {
    const { users, owner, pass } = await withOwner(await open());
    const idle = await users.sessions.open(owner.id, "Firefox");
    const used = await users.sessions.open(owner.id, "Chrome");
    pass(IDLE_MS / 2);
    expect(await users.sessions.find(used.secret)).toMatchObject({
      user: { id: owner.id },
      session: { browser: "Chrome" },
    });
    pass(IDLE_MS / 2);
    expect(await users.sessions.find(idle.secret)).toBeNull();
    for (let at = IDLE_MS; at < LONGEST_MS; at += IDLE_MS / 2) {
      expect(await users.sessions.find(used.secret)).not.toBeNull();
      pass(IDLE_MS / 2);
    }
    expect(await users.sessions.find(used.secret)).toBeNull();
  });

  test("end one by one, all together, and with their user", async () => {
    const database = await open();
    const { users, owner } = await withOwner(database);
    const { user, link } = await users.invite({ email: "bo@shop.example", name: "", role: "editor" });
    await users.setPasswordByLink(link.secret, { password: PASSWORD });
    const [one, two, three] = await Promise.all(["1", "2", "3"].map((name) => users.sessions.open(owner.id, name)));
    const other = await users.sessions.open(user.id, "other");
    const isOpen = async (session: typeof one) => (await users.sessions.find(session?.secret ?? "")) !== null;

    expect(await users.sessions.end(user.id, one?.session.id ?? "")).toBe(false);
    expect(await users.sessions.end(owner.id, one?.session.id ?? "")).toBe(true);
    expect([await isOpen(one), await isOpen(two)]).toEqual([false, true]);
    await users.sessions.endAll(owner.id, two?.session.id);
    expect([await isOpen(two), await isOpen(three), await isOpen(other)]).toEqual([true, false, true]);
    await users.remove(user.id);
    expect(await isOpen(other)).toBe(false);
    expect(await database.kysely.selectFrom("sessions").selectAll().execute()).toHaveLength(1);
  });

  test("a new password ends every other session, by a link or by the user", async () => {
    const { users, owner, signIn } = await withOwner(await open());
    const mine = await users.sessions.open(owner.id, "mine");
    const other = await users.sessions.open(owner.id, "other");
    const next = "another good password";
    const change = { next, address: ADDRESS, sessionId: mine.session.id };

    await expect(users.changePassword(owner.id, { ...change, current: "wrong" })).rejects.toThrow(SignInRefusedError);
    await users.changePassword(owner.id, { ...change, current: PASSWORD });
    expect(await users.sessions.find(mine.secret)).not.toBeNull();
    expect(await users.sessions.find(other.secret)).toBeNull();
    await expect(signIn("anna@shop.example", PASSWORD)).rejects.toThrow(SignInRefusedError);
    expect(await signIn("anna@shop.example", next)).toMatchObject({ id: owner.id });
    await users.setPasswordByLink((await users.makeLink(owner.id)).secret, { password: PASSWORD });
    expect(await users.sessions.find(mine.secret)).toBeNull();
  });
});
