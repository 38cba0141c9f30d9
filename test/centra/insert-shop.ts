import type { Database } from "../../src/database/database.ts";

/** The plugin `shop`, whose rows of Centra's refer to it. */
export async function insertShop(database: Database): Promise<void> {
  await database.kysely
    .insertInto("plugins")
    .values({
      ...{ id: "shop", name: "Shop", status: "active", api_key: "", private_key: null, settings: "{}" },
      ...{ version: 1, alarm: null, created_at: 0, updated_at: 0 },
    })
    .execute();
}
