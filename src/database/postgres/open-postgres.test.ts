import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { sql } from "kysely";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FreshLocation, freshPostgresLocation, PATIENTLY } from "../../../test/databases.ts";
import { systemClock } from "../../clock.ts";
import type { Database } from "../database.ts";
import { openPostgres } from "./open-postgres.ts";

let fresh: FreshLocation;
let url: URL;
const opened: Database[] = [];
const doors: Door[] = [];
/** A worker's lease lives so long (delivery-settings.ts). */
const LEASE_MS = 10_000;

beforeEach(async () => {
  fresh = await freshPostgresLocation();
  url = new URL("url" in fresh.location ? fresh.location.url : "");
});

afterEach(async () => {
  for (const database of opened.splice(0)) await database.close();
  for (const door of doors.splice(0)) await door.shut();
  await fresh.remove();
});

function openAt(address: string): Database {
  const database = openPostgres({
    url: address,
    clock: systemClock,
    logger: pino({ level: "silent" }),
    maxConnections: 3,
  });
  opened.push(database);
  return database;
}

/** A way to the server that can be cut. */
interface Door {
  readonly url: string;
  cut(): void;
  shut(): Promise<void>;
}

async function openDoor(port = 0): Promise<Door & { readonly port: number }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const behind = connect(Number(url.port), url.hostname);
    for (const end of [socket, behind]) {
      sockets.add(end);
      end.on("error", () => {}).on("close", () => sockets.delete(end));
    }
    socket.pipe(behind).pipe(socket);
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const through = new URL(url);
  through.port = String(address.port);
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const door = {
    port: address.port,
    url: through.href,
    cut,
    shut: async () => {
      server.close();
      cut();
    },
  };
  doors.push(door);
  return door;
}

const ask = (database: Database) => sql<{ one: number }>`SELECT 1 AS one`.execute(database.kysely);

async function countSleepers({ kysely }: Database): Promise<number | undefined> {
  const { rows } = await sql<{ sleepers: number }>`
    SELECT count(*) AS sleepers FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()`.execute(
    kysely,
  );
  return rows[0]?.sleepers;
}

test("what one process notifies, another hears, and the sender hears it once", async () => {
  const [one, other] = [openAt(url.href), openAt(url.href)];
  const heard: string[] = [];
  one.listen("news", (payload) => heard.push(`one ${payload}`));
  other.listen("news", (payload) => heard.push(`other ${payload}`));
  await expect.poll(() => heard, PATIENTLY).toContain("other null");
  one.notify("news", "a b");
  one.notify("news", "a b");
  await expect.poll(() => heard, PATIENTLY).toContain("other a b");
  other.notify("news", "end");
  await expect.poll(() => heard.filter((line) => line.endsWith("end")), PATIENTLY).toHaveLength(2);
  expect(heard.filter((line) => line === "other a b")).toHaveLength(1);
  expect(heard.filter((line) => line === "one a b")).toHaveLength(2);
});

test("channels that are followed at once are each heard, and the connection is asked one question at a time", async () => {
  const warnings: string[] = [];
  const note = ({ message }: Error) => void warnings.push(message);
  process.on("warning", note);
  const database = openAt(url.href);
  const heard = new Set<string>();
  database.listen("first", () => heard.add("first"));
  await expect.poll(() => heard.size, PATIENTLY).toBe(1);
  const channels = Array.from({ length: 8 }, (_, index) => `channel_${index}`);
  for (const channel of channels) database.listen(channel, () => heard.add(channel));
  await expect.poll(() => heard.size, PATIENTLY).toBe(9);
  process.off("warning", note);
  expect(warnings).toEqual([]);
});

test("a listener whose connection is cut learns that it may have missed something, and hears again", async () => {
  const door = await openDoor();
  const [near, far] = [openAt(url.href), openAt(door.url)];
  const heard: (string | null)[] = [];
  far.listen("news", (payload) => heard.push(payload));
  await expect.poll(() => heard, PATIENTLY).toEqual([null]);
  door.cut();
  await expect.poll(() => heard, PATIENTLY).toEqual([null, null]);
  near.notify("news", "again");
  await expect.poll(() => heard, PATIENTLY).toEqual([null, null, "again"]);
});

test("a cut connection fails its statement with one kind of error, and the next statement works", async () => {
  const door = await openDoor();
  const database = openAt(door.url);
  await ask(database);
  const slow = sql`SELECT pg_sleep(20)`.execute(database.kysely);
  const failed = expect(slow).rejects.toMatchObject({ code: "storage_unavailable" });
  const observer = openAt(url.href);
  await expect.poll(() => countSleepers(observer), PATIENTLY).toBe(1);
  door.cut();
  await failed;
  expect((await ask(database)).rows).toEqual([{ one: 1 }]);
});

test("a transaction that is cut off fails as unavailable and leaves nothing", async () => {
  const door = await openDoor();
  const database = openAt(door.url);
  const cutOff = database.transaction(async (transaction) => {
    await transaction.insertInto("settings").values({ key: "a", value: "1" }).execute();
    door.cut();
    await transaction.insertInto("settings").values({ key: "b", value: "1" }).execute();
  });
  await expect(cutOff).rejects.toMatchObject({ code: "storage_unavailable" });
  expect(await database.kysely.selectFrom("settings").selectAll().execute()).toEqual([]);
});

test("a server that is not there is unavailable", async () => {
  const door = await openDoor();
  await door.shut();
  await expect(ask(openAt(door.url))).rejects.toMatchObject({ code: "storage_unavailable" });
});

test("of two transactions that wait for each other, both come through", async () => {
  const database = openAt(url.href);
  await database.kysely
    .insertInto("settings")
    .values(["a", "b"].map((key) => ({ key, value: "" })))
    .execute();
  const { promise: bothStarted, resolve: start } = Promise.withResolvers<void>();
  let started = 0;
  const touch = (keys: readonly string[]) =>
    database.transaction(async (transaction) => {
      for (const key of keys) {
        await sql`UPDATE settings SET value = value || ${keys.join("")} WHERE key = ${key}`.execute(transaction);
        started += 1;
        if (started >= 2) start();
        await bothStarted;
      }
    });
  await Promise.all([touch(["a", "b"]), touch(["b", "a"])]);
  const rows = await database.kysely.selectFrom("settings").selectAll().orderBy("key").execute();
  expect(rows.map(({ value }) => value.length)).toEqual([4, 4]);
});

test("a process that stands still within a transaction does not keep others waiting for as long as a lease lives", async () => {
  const [still, other] = [openAt(url.href), openAt(url.href)];
  await still.kysely.insertInto("settings").values({ key: "a", value: "1" }).execute();
  const { promise: isOver, resolve: end } = Promise.withResolvers<void>();
  const { promise: holdsTheRow, resolve: tell } = Promise.withResolvers<void>();
  const stuck = still.transaction(async (transaction) => {
    await transaction.updateTable("settings").set({ value: "2" }).where("key", "=", "a").execute();
    tell();
    await isOver;
    await ask(still);
  });
  await holdsTheRow;
  await other.transaction(async (transaction) => {
    await sql`SET LOCAL lock_timeout = ${sql.lit(LEASE_MS)}`.execute(transaction);
    await transaction.updateTable("settings").set({ value: "3" }).where("key", "=", "a").execute();
  });
  end();
  await expect(stuck).rejects.toMatchObject({ code: "storage_unavailable" });
  const rows = await other.kysely.selectFrom("settings").select("value").execute();
  expect(rows).toEqual([{ value: "3" }]);
});
