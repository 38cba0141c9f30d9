import { expect, test } from "vitest";
import { describeOnBothEngines } from "../../../test/databases.ts";
import { insertPlugin } from "../../../test/outbox-fixtures.ts";
import { createFileSurvey } from "./file-survey.ts";

const NOBODY = { isKnown: true, isChosen: true, orders: 1, ordersSince: 1, newestOrderAt: 1, newestOrder: "1" };

describeOnBothEngines("what a file says", (open) => {
  test.each([0, 1, 499, 500, 1_203])(
    "is forgotten whole, with %i customers, and nothing of another file",
    async (count) => {
      const database = await open();
      await insertPlugin(database);
      let turns = 0;
      const nextTurn = async () => {
        turns++;
      };
      const surveyOf = (file: string) => createFileSurvey({ database, pluginId: "shop", file, nextTurn });
      const emails = Array.from({ length: count }, (_, index) => `${index}-å@shop.example`);
      for (const file of ["a.ndjson", "b.ndjson"]) {
        const customers = emails.map((email) => ({ ...NOBODY, email }));
        const firstLines = new Map(emails.map((email, index) => [email, index + 1]));
        await surveyOf(file).add({ customers, firstLines }, { from: 0, to: 10 });
      }

      await surveyOf("a.ndjson").clear();

      expect(await surveyOf("a.ndjson").totals(true)).toEqual({ customers: 0, orders: 0 });
      expect(await surveyOf("a.ndjson").customers(emails)).toEqual(new Map());
      expect(await surveyOf("a.ndjson").firstLines(emails)).toEqual(new Map());
      expect(await surveyOf("b.ndjson").totals(true)).toEqual({ customers: count, orders: count });
      expect((await surveyOf("b.ndjson").firstLines(emails)).size).toBe(count);
      expect(turns).toBeGreaterThanOrEqual(2 + 2 * Math.floor(count / 500));

      // From the beginning, as if nothing had been known.
      await surveyOf("a.ndjson").add(
        { customers: [{ ...NOBODY, email: "eva@shop.example" }], firstLines: new Map() },
        { from: 0, to: 5 },
      );
      expect(await surveyOf("a.ndjson").totals(true)).toEqual({ customers: 1, orders: 1 });
    },
  );
});
