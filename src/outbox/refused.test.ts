import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../test/databases.ts";
import { makeAcceptance, makeEvent } from "../../test/outbox-fixtures.ts";
import { systemClock } from "../clock.ts";
import { createOutbox } from "./create-outbox.ts";
import { readRefused } from "./refused.ts";

describeOnBothEngines("what Klaviyo refused of an export", (open) => {
  test("is read whole, and nothing else", async () => {
    const database = await open();
    const outbox = createOutbox({ database, clock: systemClock });
    const given = { lane: "history", exportStartedAt: 7 } as const;
    await outbox.accept([
      ...Array.from({ length: 1_203 }, (_, index) => makeAcceptance(makeEvent({ ...given, uniqueId: `f${index}` }))),
      makeAcceptance(makeEvent({ ...given, uniqueId: "c1", metric: "Confirmed Order" })),
      makeAcceptance(makeEvent({ ...given, uniqueId: "pushed", exportStartedAt: null })),
      makeAcceptance(makeEvent({ ...given, uniqueId: "earlier", exportStartedAt: 6 })),
      makeAcceptance(makeEvent({ ...given, uniqueId: "live", lane: "live" })),
      makeAcceptance(makeEvent({ ...given, uniqueId: "another", pluginId: "another" })),
    ]);
    await database.kysely.updateTable("outbox").set({ state: "dead" }).where("unique_id", "<>", "f7").execute();
    const asked = { pluginId: "shop", metrics: ["Placed Order", "Confirmed Order"], exportStartedAt: 7 };
    const ids: string[] = [];
    for await (const page of readRefused(database, asked))
      ids.push(...page.map(({ metric, body }) => `${metric} ${JSON.parse(body).unique_id}`));
    expect(ids).toHaveLength(1_204);
    expect(new Set(ids).size).toBe(1_204);
    expect(ids).toContain("Confirmed Order c1");
    expect(ids).toContain("Placed Order live");
    expect(ids).not.toContain("Placed Order pushed");
    expect(ids).not.toContain("Placed Order earlier");
    expect(ids).not.toContain("Placed Order f7");
  });
});
