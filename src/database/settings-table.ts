import type { Database } from "./database.ts";

/** A setting of the installation; null when it was never set. */
export async function getSetting({ kysely }: Database, key: string): Promise<string | null> {
  const row = await kysely.selectFrom("settings").select("value").where("key", "=", key).executeTakeFirst();
  return row?.value ?? null;
}

export async function setSetting({ kysely }: Database, key: string, value: string): Promise<void> {
  await kysely
    .insertInto("settings")
    .values({ key, value })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
    .execute();
}

/** Sets it unless it is set, and answers the value that holds: the same for every process that starts at once. */
export async function initSetting(database: Database, key: string, value: string): Promise<string> {
  await database.kysely
    .insertInto("settings")
    .values({ key, value })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
  return (await getSetting(database, key)) ?? value;
}
