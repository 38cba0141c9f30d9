/** Writes docs/errors.md from the table of the API's errors; with --check only says, with status 1, when the file is stale. */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { renderErrorDocs } from "../src/http/docs/errors-markdown.ts";

const file = join(resolve(import.meta.dirname, ".."), "docs/errors.md");
const text = renderErrorDocs();

if (process.argv.includes("--check")) {
  if (readFileSync(file, "utf8") !== text) {
    console.error("docs/errors.md is stale: run `node scripts/generate-error-docs.ts`.");
    process.exit(1);
  }
} else {
  writeFileSync(file, text);
  console.log("docs/errors.md written");
}
