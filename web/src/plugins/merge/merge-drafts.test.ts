import fc from "fast-check";
import { expect, test } from "vitest";
import { completeSettings } from "../../../../src/plugins/parse-input.ts";
import { changeBetween, changedFields, type Draft, fieldValue } from "../form/draft.ts";
import { mergeDrafts } from "./merge-drafts.ts";

const base: Draft = {
  name: "Shop",
  status: "active",
  apiKey: "SHOP01",
  privateKey: "",
  settings: completeSettings({ baseCurrency: "SEK" }),
};

const withSettings = (draft: Draft, settings: Partial<Draft["settings"]>): Draft => ({
  ...draft,
  settings: { ...draft.settings, ...settings },
});

test("what they alone changed is taken over", () => {
  const mine = { ...base, name: "Mine" };
  const theirs = withSettings(base, { timeZone: "Europe/Oslo" });
  const { merged, conflicts, taken } = mergeDrafts(base, mine, theirs);
  expect([merged.name, merged.settings.timeZone]).toEqual(["Mine", "Europe/Oslo"]);
  expect([conflicts, taken]).toEqual([[], ["settings.timeZone"]]);
});

test("what both changed to different values is in question, and stays mine until answered", () => {
  const { merged, conflicts } = mergeDrafts(base, { ...base, name: "Mine" }, { ...base, name: "Theirs" });
  expect(merged.name).toBe("Mine");
  expect(conflicts).toEqual([{ field: "name", was: "Shop", mine: "Mine", theirs: "Theirs" }]);
});

test("what both changed to the same value is no question", () => {
  const both = withSettings(base, { restrictCountries: ["NO"] });
  expect(mergeDrafts(base, both, withSettings(base, { restrictCountries: ["NO"] }))).toMatchObject({
    conflicts: [],
    taken: [],
  });
});

test("a new private key of mine is kept", () => {
  const { merged } = mergeDrafts(base, { ...base, privateKey: "pk_mine" }, { ...base, name: "Theirs" });
  expect(merged).toMatchObject({ privateKey: "pk_mine", name: "Theirs" });
});

const someDraft: fc.Arbitrary<Draft> = fc
  .record({
    name: fc.constantFrom("Shop", "A", "B"),
    imageSize: fc.constantFrom("", "full", "small"),
    restrictCountries: fc.constantFrom<string[]>([], ["SE"], ["SE", "NO"]),
    shortProductName: fc.boolean(),
  })
  .map(({ name, ...settings }) => ({ ...withSettings(base, settings), name }));

test("no change of either is lost without a question", () => {
  fc.assert(
    fc.property(someDraft, someDraft, (mine, theirs) => {
      const { merged, conflicts } = mergeDrafts(base, mine, theirs);
      const inQuestion = new Set(conflicts.map(({ field }) => field));
      for (const field of changedFields(base, mine)) expect(fieldValue(merged, field)).toEqual(fieldValue(mine, field));
      for (const field of changedFields(base, theirs)) {
        if (!inQuestion.has(field)) expect(fieldValue(merged, field)).toEqual(fieldValue(theirs, field));
      }
    }),
  );
});

test("a change holds what differs, and nothing else", () => {
  const changed = withSettings({ ...base, name: "New" }, { exchangeRates: { USD: "10" } });
  expect(changeBetween(base, changed)).toEqual({ name: "New", settings: { exchangeRates: { USD: "10" } } });
  expect(changeBetween(base, base)).toEqual({});
});
