/** A process that accepts events for ever, several callers at once, and says each id as soon as it was told that it is durable. */
import { writeSync } from "node:fs";
import { systemClock } from "../../src/clock.ts";
import { migrate } from "../../src/database/migrate.ts";
import { openSqlite } from "../../src/database/sqlite/open-sqlite.ts";
import { createOutbox } from "../../src/outbox/create-outbox.ts";
import { makeAcceptance, makeEvent } from "../outbox-fixtures.ts";

const CALLERS = 8;
const [path = "", round = ""] = process.argv.slice(2);

const database = openSqlite({ path, clock: systemClock });
await migrate(database);
const outbox = createOutbox({ database, clock: systemClock });

async function acceptForEver(caller: number): Promise<never> {
  for (let turn = 0; ; turn += 1) {
    const uniqueId = `${round}-${caller}-${turn}`;
    await outbox.accept([
      makeAcceptance(
        makeEvent({ uniqueId }),
        makeEvent({ uniqueId, metric: "Ordered Product", body: `{"properties":{"of":"${uniqueId}"}}` }),
      ),
    ]);
    writeSync(1, `${uniqueId}\n`);
  }
}

await Promise.all(Array.from({ length: CALLERS }, (_, caller) => acceptForEver(caller)));
