import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FreshLocation, freshSqliteLocation } from "../../../test/databases.ts";
import { systemClock } from "../../clock.ts";
import { migrate } from "../migrate.ts";
import { openSqlite } from "./open-sqlite.ts";

const openerScript = fileURLToPath(new URL("../../../test/processes/open-database.ts", import.meta.url));

let fresh: FreshLocation;
let path: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  fresh = await freshSqliteLocation();
  path = "path" in fresh.location ? fresh.location.path : "";
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await fresh.remove();
});

/** Another process that opens the file and holds it; answers the first line that it says. */
async function openElsewhere(): Promise<{ readonly child: ChildProcess; readonly said: string }> {
  const child = spawn(process.execPath, [openerScript, path], { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  const [said] = await once(createInterface({ input: child.stdout }), "line");
  return { child, said: String(said) };
}

test("directory and files are for the owner alone", async () => {
  const database = openSqlite({ path, clock: systemClock });
  await migrate(database);
  const modeOf = (file: string) => statSync(file).mode & 0o777;
  expect(modeOf(join(path, ".."))).toBe(0o700);
  expect([modeOf(path), modeOf(`${path}-wal`)]).toEqual([0o600, 0o600]);
  await database.close();
});

test("a second process is refused while the first one lives, with a word on what to do, and let in once it was killed", async () => {
  const first = await openElsewhere();
  expect(first.said).toBe("open");
  const second = await openElsewhere();
  expect(second.said).toBe("database_in_use");
  expect(() => openSqlite({ path, clock: systemClock })).toThrow(/in use by another process.*Stop that process/);

  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  const database = openSqlite({ path, clock: systemClock });
  await database.close();
});

test("a commit is on the disk, not only in memory", async () => {
  const database = openSqlite({ path, clock: systemClock });
  const pragma = async (name: string) => {
    const { rows } = await database.kysely.executeQuery<Record<string, unknown>>({
      sql: `PRAGMA ${name}`,
      parameters: [],
      query: { kind: "RawNode", sqlFragments: [`PRAGMA ${name}`], parameters: [] },
      queryId: { queryId: name },
    });
    return Object.values(rows[0] ?? {})[0];
  };
  expect(await pragma("synchronous")).toBe(2);
  expect(await pragma("journal_mode")).toBe("wal");
  await database.close();
});

test("whoever opens the file does not wait for the leases of a process that is gone", async () => {
  const first = openSqlite({ path, clock: systemClock });
  await migrate(first);
  const lease = { account_id: "ACC001", holder: "killed", token: 3, expires_at: Date.now() + 3_600_000 };
  await first.kysely.insertInto("leases").values(lease).execute();
  await first.kysely.insertInto("workers").values({ holder: "killed", expires_at: lease.expires_at }).execute();
  await first.close();

  const second = openSqlite({ path, clock: systemClock });
  expect(await second.kysely.selectFrom("leases").selectAll().executeTakeFirst()).toEqual({
    ...lease,
    holder: null,
    expires_at: 0,
  });
  expect(await second.kysely.selectFrom("workers").selectAll().execute()).toEqual([]);
  await second.close();
});
