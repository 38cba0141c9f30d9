import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { freshSqliteLocation } from "../../test/databases.ts";
import { systemClock } from "../clock.ts";
import { openSqlite } from "../database/sqlite/open-sqlite.ts";

const ROUNDS = 5;
const acceptScript = fileURLToPath(new URL("../../test/processes/accept-events.ts", import.meta.url));

/** Runs the process until it has said so many ids, kills it, and answers all that it said. */
async function acceptUntilKilled(path: string, round: number, afterIds: number): Promise<string[]> {
  const child = spawn(process.execPath, [acceptScript, path, String(round)], { stdio: ["ignore", "pipe", "inherit"] });
  const said: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    said.push(line);
    if (said.length === afterIds) child.kill("SIGKILL");
  });
  await once(child, "close");
  return said;
}

test("what was accepted is there after SIGKILL at any moment, whole", async () => {
  const { location, remove } = await freshSqliteLocation();
  if (!("path" in location)) throw new Error("no file");
  const accepted: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    accepted.push(...(await acceptUntilKilled(location.path, round, 20 + round * 37)));
  }
  const { kysely, close } = openSqlite({ path: location.path, clock: systemClock });
  const stored = await kysely
    .selectFrom("outbox")
    .innerJoin("outbox_payloads", "event_id", "outbox.id")
    .select("unique_id")
    .select((select) => select.fn.countAll<number>().as("parts"))
    .groupBy("unique_id")
    .execute();
  await close();
  await remove();

  expect(accepted.length).toBeGreaterThan(ROUNDS * 20);
  const partsOf = new Map(stored.map(({ unique_id, parts }) => [unique_id, parts]));
  expect(accepted.filter((id) => partsOf.get(id) !== 2)).toEqual([]);
  expect([...partsOf.values()].filter((parts) => parts !== 2)).toEqual([]);
}, 60_000);
