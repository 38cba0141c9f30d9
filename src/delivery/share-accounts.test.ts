import fc from "fast-check";
import { expect, test } from "vitest";
import { shareAccounts } from "./share-accounts.ts";

const NOBODY = { holder: null, expiresInMs: 0 };
const of = (holder: string, expiresInMs = 5_000) => ({ holder, expiresInMs });
const named = (overview: readonly { readonly holder: string | null; readonly expiresInMs: number }[]) =>
  overview.map((account, index) => ({ accountId: `A${index}`, ...account }));

test.each([
  ["takes all, alone", [NOBODY, NOBODY], 1, [], { surplus: [], missing: 2 }],
  ["takes half, rounded up", [NOBODY, NOBODY, NOBODY], 2, [], { surplus: [], missing: 2 }],
  ["takes nothing that another holds", [of("other"), of("other")], 1, [], { surplus: [], missing: 0 }],
  [
    "gives back what is more than its half",
    [of("me"), of("me"), of("me")],
    2,
    ["A0", "A1", "A2"],
    { surplus: ["A2"], missing: 0 },
  ],
  ["gives back what is no longer driven", [of("me")], 1, ["A0", "gone"], { surplus: ["gone"], missing: 0 }],
  ["counts itself, though the database knows of no worker", [NOBODY], 0, [], { surplus: [], missing: 1 }],
])("%s", (_what, overview, workers, held, expected) => {
  expect(shareAccounts("me", { accounts: named(overview), workers, held })).toMatchObject(expected);
});

test("the first lease of another worker to run out is told, never one of its own", () => {
  const accounts = named([of("me", 10), of("other", 700), of("third", 300), NOBODY]);
  expect(shareAccounts("me", { accounts, workers: 3, held: ["A0"] }).othersRunOutInMs).toBe(300);
  expect(shareAccounts("me", { accounts: named([of("me", 10)]), workers: 1, held: ["A0"] }).othersRunOutInMs).toBe(
    Number.POSITIVE_INFINITY,
  );
});

test("the shares of any number of workers have room for every account", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 12 }), (count, workers) => {
      const accounts = named(Array.from({ length: count }, () => NOBODY));
      const { missing } = shareAccounts("me", { accounts, workers, held: [] });
      expect(missing * workers).toBeGreaterThanOrEqual(count);
      expect((missing - 1) * workers).toBeLessThan(Math.max(count, 1));
    }),
  );
});
