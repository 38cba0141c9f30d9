import { sql } from "kysely";
import { pino } from "pino";
import { expect, test } from "vitest";
import { describeOnBothEngines, freshPostgresLocation } from "../../test/databases.ts";
import { systemClock } from "../clock.ts";
import { checkWritable } from "./check-writable.ts";
import { openDatabase } from "./database.ts";

describeOnBothEngines("whether the database takes events", (open) => {
  test("it does, until it is closed", async () => {
    const database = await open();
    await checkWritable(database);
    await database.close();
    await expect(checkWritable(database)).rejects.toThrow();
  });
});

test("a PostgreSQL that only reads, as a standby does, takes none", async () => {
  const { location, remove } = await freshPostgresLocation();
  const logger = pino({ level: "silent" });
  const connect = () => openDatabase({ location, clock: systemClock, logger });
  const writable = await connect();
  await checkWritable(writable);
  const { rows } = await sql<{ name: string }>`SELECT current_database() AS name`.execute(writable.kysely);
  const name = sql.id(rows[0]?.name ?? "");
  await sql`ALTER DATABASE ${name} SET default_transaction_read_only = on`.execute(writable.kysely);
  await writable.close();
  const readOnly = await connect();
  await expect(checkWritable(readOnly)).rejects.toThrow("read-only");
  await readOnly.close();
  await remove();
});
