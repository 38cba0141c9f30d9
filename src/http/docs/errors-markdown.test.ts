import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { renderErrorDocs } from "./errors-markdown.ts";

test("docs/errors.md is what `node scripts/generate-docs.ts` writes", () => {
  const file = new URL("../../../docs/errors.md", import.meta.url);
  expect(readFileSync(file, "utf8")).toBe(renderErrorDocs());
});
