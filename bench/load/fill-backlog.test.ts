import { expect, test } from "vitest";
import { systemClock } from "../../src/clock.ts";
import type { Database } from "../../src/database/database.ts";
import { createOutbox } from "../../src/outbox/create-outbox.ts";
import { createCipher } from "../../src/plugins/cipher.ts";
import { createPluginStore } from "../../src/plugins/create-plugin-store.ts";
import { describeOnBothEngines } from "../../test/databases.ts";
import { acceptBacklog } from "./backlog.ts";
import { fillBacklog } from "./fill-backlog.ts";

/** No multiple of an order's events, so that the last order is cut short. */
const EVENTS = 1_003;

async function readEvents({ kysely }: Database, pluginId: string) {
  const rows = await kysely
    .selectFrom("outbox")
    .innerJoin("outbox_payloads", "event_id", "id")
    .selectAll()
    .where("plugin_id", "=", pluginId)
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    ...row,
    ...{ id: 0, event_id: 0, plugin_id: "", occurred_at: 0, received_at: 0, due_at: row.due_at - row.received_at },
  }));
}

describeOnBothEngines("a backlog", (open) => {
  test.each([0, 7])("that the database fills is the one that intake leaves, from order %i on", async (skipOrders) => {
    const database = await open();
    const plugins = createPluginStore({ database, cipher: createCipher(Buffer.alloc(32)), clock: systemClock });
    const create = (id: string) =>
      plugins.create({ id, name: id, apiKey: `${id.slice(0, 5)}0`, settings: { baseCurrency: "SEK" } });
    const backlog = { lane: "history", events: EVENTS, skipOrders } as const;
    await acceptBacklog(database, await create("accepted"), backlog);
    const told: number[] = [];
    await fillBacklog(database, await create("filled"), backlog, (events) => told.push(events));

    const filled = await readEvents(database, "filled");
    expect(filled).toHaveLength(EVENTS);
    expect(filled).toEqual(await readEvents(database, "accepted"));
    expect(told.at(-1)).toBeGreaterThan(EVENTS - 5);

    const outbox = createOutbox({ database, clock: systemClock });
    const kindsOf = async (plugin: string) =>
      (await outbox.counts(plugin)).map((count) => ({ ...count, pluginId: "" })).toSorted(byMetric);
    expect(await kindsOf("filled")).toEqual(await kindsOf("accepted"));
  });
});

function byMetric(one: { readonly metric: string }, other: { readonly metric: string }): number {
  return one.metric.localeCompare(other.metric);
}
