import { buildSchema, parse, validate } from "graphql";
import { expect, test } from "vitest";
import { fitQuery } from "./fit-query.ts";

const schema = buildSchema(`
  enum Sort { id_ASC }
  input Where { number: [Int!] }
  interface Thing { id: Int! }
  type Order implements Thing { id: Int! number: Int! total(withTax: Boolean = true): Money secret(key: String!): String }
  type Other { id: Int! }
  type Money { value: Float! }
  type Query { orders(where: Where, sort: [Sort!]): [Thing!]! order: Order other: Other }
`);

const fitted = (text: string) => fitQuery(text, schema);
const oneLine = (text: string) => fitted(text).document?.replace(/\s+/g, " ");

test.each([
  ["an unknown field", "{ order { id colour } }", "{ order { id } }"],
  ["an unknown object", "{ order { id buyer { name } } }", "{ order { id } }"],
  ["an object of which nothing is left", "{ order { id total { sum } } }", "{ order { id } }"],
  ["a value where an object is", "{ order { id total } }", "{ order { id } }"],
  ["an object where a value is", "{ order { id number { value } } }", "{ order { id } }"],
  ["an unknown argument", "{ order { total(currency: 1) { value } } }", "{ order { total { value } } }"],
  ["a field whose argument is not given", "{ order { id secret } }", "{ order { id } }"],
  [
    "an unknown member of a filter",
    "{ orders(where: {number: 1, store: 2}) { id } }",
    "{ orders(where: {number: 1}) { id } }",
  ],
  [
    "an unknown value of an enum in a list",
    "{ orders(sort: [id_ASC, name_ASC]) { id } }",
    "{ orders(sort: [id_ASC]) { id } }",
  ],
  ["an unknown type", "{ orders { id ... on Basket { id } } }", "{ orders { id } }"],
  ["a type that it cannot be", "{ orders { id ... on Other { id } } }", "{ orders { id } }"],
  ["a type that it may be", "{ orders { ... on Order { number } } }", "{ orders { ... on Order { number } } }"],
  [
    "an unused variable",
    "query ($n: [Int!], $m: Int) { orders(where: {number: $n}) { id } }",
    "query ($n: [Int!]) { orders(where: {number: $n}) { id } }",
  ],
  [
    "a list whose filter cannot be followed",
    "query ($n: Int) { orders(where: {store: $n, number: [1]}) { id } order { id } }",
    "{ order { id } }",
  ],
  [
    "a list that knows no filter",
    "query ($n: Int) { orders(filter: {number: $n}) { id } order { id } }",
    "{ order { id } }",
  ],
  [
    "a list whose order cannot be followed",
    "{ a: orders(sort: [name_ASC]) { id } b: orders(sort: [id_ASC]) { id } }",
    "{ b: orders(sort: [id_ASC]) { id } }",
  ],
  [
    "a variable of another type",
    "query ($n: Strange) { orders(where: {number: $n}) { id } }",
    "query ($n: [Int!]) { orders(where: {number: $n}) { id } }",
  ],
  ["fragments", "{ order { ...f } } fragment f on Order { id colour }", "{ order { ... on Order { id } } }"],
])("%s", (_name, text, wanted) => {
  expect(oneLine(text)).toBe(wanted);
  expect(validate(schema, parse(wanted))).toEqual([]);
});

test("what is kept and what is missing is named by its path", () => {
  expect(fitted("{ order { a: id colour total { value sum } } basket { id } }")).toMatchObject({
    kept: ["order.id", "order.total.value"],
    missing: ["order.colour", "order.total.sum", "basket"],
  });
});

test("what goes with its list counts as missing, not as kept", () => {
  expect(fitted("query ($n: Int) { orders(where: {store: $n}) { id } order { id } }")).toMatchObject({
    kept: ["order.id"],
    missing: ["orders"],
  });
});

test("a question of which nothing is left is none", () => expect(fitted("{ basket { id } }").document).toBeNull());
