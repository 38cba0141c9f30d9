import { expect, test } from "vitest";
import { readBearer } from "./bearer.ts";

test.each([
  ["Bearer ck_shop_abc-DEF_123", "ck_shop_abc-DEF_123"],
  ["bearer   token", "token"],
  ["BEARER a.b~c+d/e==", "a.b~c+d/e=="],
])("reads the token of %j", (header, token) => {
  expect(readBearer(header)).toBe(token);
});

test.each([undefined, "", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer two words", `Bearer ${"x".repeat(513)}`])(
  "finds no token in %j",
  (header) => {
    expect(() => readBearer(header)).toThrow(expect.objectContaining({ code: "key_missing" }));
  },
);
