import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../test/databases.ts";
import { makeAcceptance, makeEvent } from "../../test/outbox-fixtures.ts";
import { systemClock } from "../clock.ts";
import { createOutbox } from "./create-outbox.ts";
import { readRefusedHistory } from "./refused-history.ts";

describeOnBothEngines("the refused history of a plugin", (open) => {
  test("is read whole, of the asked sources alone", async () => {
    const database = await open();
    const outbox = createOutbox({ database, clock: systemClock });
    const given = { lane: "history", commerceSource: "/export/file" } as const;
    await outbox.accept([
      ...Array.from({ length: 1_203 }, (_, index) => makeAcceptance(makeEvent({ ...given, uniqueId: `f${index}` }))),
      makeAcceptance(makeEvent({ ...given, uniqueId: "c1", metric: "Confirmed Order" })),
      makeAcceptance(makeEvent({ ...given, uniqueId: "pushed", commerceSource: "/shop" })),
      makeAcceptance(makeEvent({ ...given, uniqueId: "live", lane: "live" })),
      makeAcceptance(makeEvent({ ...given, uniqueId: "another", pluginId: "another" })),
    ]);
    await database.kysely.updateTable("outbox").set({ state: "dead" }).where("unique_id", "<>", "f7").execute();
    const asked = { pluginId: "shop", metrics: ["Placed Order", "Confirmed Order"], sources: ["/export/file"] };
    const ids: string[] = [];
    for await (const page of readRefusedHistory(database, asked))
      ids.push(...page.map(({ metric, body }) => `${metric} ${JSON.parse(body).unique_id}`));
    expect(ids).toHaveLength(1_203);
    expect(new Set(ids).size).toBe(1_203);
    expect(ids).toContain("Confirmed Order c1");
    expect(ids).not.toContain("Placed Order pushed");
    expect(ids).not.toContain("Placed Order f7");
  });
});
