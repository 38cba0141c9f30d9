/** Writes the documents that are made from the code; with --check only says, with status 1, which are stale. */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { cliMarkdown } from "../src/cli/cli-markdown.ts";
import { configurationMarkdown } from "../src/cli/configuration-markdown.ts";
import { renderErrorDocs } from "../src/http/docs/errors-markdown.ts";
import { metricsMarkdown } from "../src/metrics/docs/metrics-markdown.ts";

const DOCUMENTS = {
  "docs/cli.md": cliMarkdown,
  "docs/configuration.md": configurationMarkdown,
  "docs/errors.md": renderErrorDocs,
  "docs/metrics.md": metricsMarkdown,
} as const;

const root = resolve(import.meta.dirname, "..");
const isCheck = process.argv.includes("--check");

for (const [name, render] of Object.entries(DOCUMENTS)) {
  const file = join(root, name);
  const text = render();
  if (!isCheck) {
    writeFileSync(file, text);
    console.log(`${name} written`);
  } else if (readFileSync(file, "utf8") !== text) {
    console.error(`${name} is stale: run \`node scripts/generate-docs.ts\`.`);
    process.exitCode = 1;
  }
}
