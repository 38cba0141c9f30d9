import { expect, test } from "vitest";
import { safeReturnPath } from "./return-path.ts";

test.each(["/", "/activity", "/plugins/main-shop?tab=centra#keys", "/activity?email=a%40b.example"])(
  "an address of the app is kept: %s",
  (path) => expect(safeReturnPath(path)).toBe(path),
);

test.each([
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/./\\evil.example",
  "/.//evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "activity",
  "",
  undefined,
  42,
  null,
])("anything else leads to the beginning: %j", (path) => expect(safeReturnPath(path)).toBe("/"));
