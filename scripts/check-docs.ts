/** Every path that a Markdown document names exists. Prints each that does not and ends with status 1. */
import { globSync } from "node:fs";
import { resolve } from "node:path";
import { findDeadPaths } from "./doc-paths.ts";

/** What was true once may be gone. */
const HISTORY = "CHANGELOG.md";

const root = resolve(import.meta.dirname, "..");
const documents = globSync("**/*.md", {
  cwd: root,
  exclude: (name) => /(^|\/)(node_modules|data|\.[^/]*)$/.test(name),
});
const dead = documents.filter((name) => name !== HISTORY).flatMap((name) => findDeadPaths(root, name));

if (dead.length > 0) {
  console.error(dead.join("\n"));
  process.exit(1);
}
console.log(`documents name only what is there: ${documents.length} files`);
