/** Writes docs/metrics.md from the code that maps; with --check only says, with status 1, when the file is stale. */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { metricsMarkdown } from "../src/metrics/docs/metrics-markdown.ts";

const file = join(resolve(import.meta.dirname, ".."), "docs/metrics.md");
const text = metricsMarkdown();

if (process.argv.includes("--check")) {
  if (readFileSync(file, "utf8") !== text) {
    console.error("docs/metrics.md is stale: run `node scripts/generate-docs.ts`.");
    process.exit(1);
  }
} else {
  writeFileSync(file, text);
  console.log("docs/metrics.md written");
}
