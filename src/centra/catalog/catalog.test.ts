import { expect, test } from "vitest";
import { systemClock } from "../../clock.ts";
import { createCatalog } from "./catalog.ts";

const item = (id: number) => ({ id, display: { uri: `product-${id}`, categories: [], media: [] } });

/** A catalog over answers in turn, and the ids that were asked for. */
function catalogOver(answers: { readonly items: readonly unknown[]; readonly errors?: readonly unknown[] }[]) {
  const asked: unknown[] = [];
  const catalog = createCatalog({
    clock: systemClock,
    ask: async (_name, { ids }) => {
      asked.push(ids);
      const { items = [], errors = [] } = answers.shift() ?? {};
      return { data: { displayItems: items }, errors };
    },
  });
  const find = async (...ids: string[]) => [...(await catalog.find(ids, "")).keys()];
  return { find, asked };
}

test("products are asked for once, and so is what the shop does not show", async () => {
  const { find, asked } = catalogOver([{ items: [item(1)] }]);
  expect(await find("1", "2", "1", "no number")).toEqual(["1"]);
  expect(await find("1", "2")).toEqual(["1"]);
  expect(asked).toEqual([[1, 2]]);
});

test("what an answer with errors lacks is asked for again", async () => {
  const { find, asked } = catalogOver([
    { items: [item(1), null], errors: [{ message: "internal" }] },
    { items: [item(2)] },
  ]);
  expect(await find("1", "2")).toEqual(["1"]);
  expect(await find("1", "2")).toEqual(["1", "2"]);
  expect(asked).toEqual([[1, 2], [2]]);
});
