import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findDeadPaths } from "./doc-paths.ts";

const root = mkdtempSync(join(tmpdir(), "centra-klaviyo-docs-"));
for (const folder of ["src/outbox", "docs"]) mkdirSync(join(root, folder), { recursive: true });
for (const file of ["src/outbox/claim.ts", "src/outbox/claim.test.ts"]) writeFileSync(join(root, file), "");
writeFileSync(join(root, "docs/other.md"), "# One thing\n\n## What `it` does, and why\n");
afterAll(() => rmSync(root, { recursive: true }));

function check(text: string): string[] {
  writeFileSync(join(root, "docs/page.md"), text);
  return findDeadPaths(root, "docs/page.md").map((fault) => fault.split(" names ")[1]?.split(", which")[0] ?? "");
}

test.each([
  ["a path in a sentence", "It is in src/outbox/claim.ts."],
  ["a path as code", "`src/outbox/claim.ts`"],
  ["a folder", "`src/outbox/`"],
  ["a pattern", "`src/outbox/*.test.ts`, `src/outbox/claim{,.test}.ts`"],
  ["a link beside", "[other](other.md)"],
  ["a link upwards", "[claim](../src/outbox/claim.ts)"],
  ["a link to a heading", "[why](other.md#what-it-does-and-why), [one](other.md#one-thing)"],
  ["a link elsewhere", "[Klaviyo](https://developers.klaviyo.com/docs/none), [mail](mailto:a@b.example)"],
  ["addresses and packages", "https://shop.example/src/none.ts, @scope/docs/none, POST /v1/test/none, ./src/none.ts"],
])("%s is right", (_what, text) => {
  expect(check(text)).toEqual([]);
});

test.each([
  ["a file that is gone", "See src/outbox/gone.ts.", "src/outbox/gone.ts"],
  ["a folder that is gone", "`src/gone/`", "src/gone/"],
  ["a pattern that fits nothing", "`src/outbox/*.sql`", "src/outbox/*.sql"],
  ["a link to nothing", "[other](none.md)", "none.md"],
  ["a link to a heading that is gone", "[other](other.md#another-thing)", "other.md#another-thing"],
  ["a link to a heading of its own that is gone", "# Here\n[there](#there)", "#there"],
])("%s is found", (_what, text, path) => {
  expect(check(text)).toEqual([path]);
});
