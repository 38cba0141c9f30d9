import { expect, test } from "vitest";
import { describeField } from "./describe-field.ts";

test.each([
  ["user_changed", { field: "role", before: "viewer", after: "editor" }, "Role: Viewer → Editor"],
  ["user_added", { field: "role", before: null, after: "owner" }, "Role: Owner"],
  ["plugin_changed", { field: "status", before: "active", after: "inactive" }, "Status: Active → Inactive"],
  ["plugin_changed", { field: "privateKey", before: null, after: null }, "API private key: replaced"],
  ["centra_changed", { field: "token", before: null, after: null }, "Token: replaced"],
  ["centra_changed", { field: "settings.storeId", before: null, after: 2 }, "Store: empty → 2"],
  ["plugin_changed", { field: "settings.ofTheFuture", before: 1, after: 2 }, "settings.ofTheFuture: 1 → 2"],
] as const)("of %s is told %j", (kind, field, sentence) => {
  expect(describeField(kind, field)).toBe(sentence);
});
