import { expect, test } from "vitest";
import { fillLayout, textKeysIn } from "./fill-layout.ts";

const values = {
  slots: new Map([
    ["shop", "Ascaro"],
    ["logo", ""],
  ]),
  textOf: (key: string) => key.toUpperCase(),
};

test.each([
  ["[[shop]] [[t:order.total]]", "Ascaro ORDER.TOTAL"],
  ["[[?shop]]yes[[/shop]][[!shop]]no[[/shop]]", "yes"],
  ["[[?logo]]yes[[/logo]][[!logo]]no[[/logo]]", "no"],
  ["[[?shop]]a[[?logo]]b[[/logo]]c[[/shop]]", "ac"],
  ["[[!logo]]a[[?shop]]b[[/shop]][[/logo]]", "ab"],
  ["[[?shop]]a[[/shop]]-[[?shop]]b[[/shop]]", "a-b"],
  ["[[?shop]]a[[?shop]]b[[/shop]]c[[/shop]]", "abc"],
  ["{{ event.Items[0] }}", "{{ event.Items[0] }}"],
])("%s is filled as %s", (layout, expected) => {
  expect(fillLayout(layout, values)).toBe(expected);
});

test("a slot that nothing fills is a mistake", () => {
  expect(() => fillLayout("[[sender]]", values)).toThrow("sender");
  expect(() => fillLayout("[[?sender]]x[[/sender]]", values)).toThrow("sender");
});

test("the texts of a layout are found, each once", () => {
  expect(textKeysIn("[[t:b]][[shop]][[t:a.c]][[t:b]]")).toEqual(["b", "a.c"]);
});
