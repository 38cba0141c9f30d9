/** A process that opens the database file given to it, says so, and holds it until it is killed. */
import { systemClock } from "../../src/clock.ts";
import { DatabaseInUseError } from "../../src/database/errors.ts";
import { openSqlite } from "../../src/database/sqlite/open-sqlite.ts";

try {
  openSqlite({ path: process.argv[2] ?? "", clock: systemClock });
  process.stdout.write("open\n");
  process.stdin.resume();
} catch (error) {
  process.stdout.write(`${error instanceof DatabaseInUseError ? error.code : String(error)}\n`);
}
