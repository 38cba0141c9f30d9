/**
 * Imports go down the list of rooms in ARCHITECTURE.md, never up, and the pure rooms import nothing that does I/O.
 * Prints each import that breaks the rule and ends with status 1.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** A room may import itself and every room in a later row; rooms of one row do not know each other. */
const ROWS: readonly (readonly string[])[] = [
  ["main.ts"],
  ["cli"],
  ["demo"],
  ["app.ts"],
  ["monitoring.ts"],
  ["http"],
  ["delivery", "intake", "history", "centra", "emails"],
  ["outbox", "plugins", "users"],
  ["klaviyo"],
  ["metrics"],
  ["commerce"],
  ["changes"],
  ["database", "observability"],
  ["right-of-way.ts"],
  ["config.ts", "clock.ts", "service-note.ts"],
];

/** Pure mapping: no database, no network, no file system, no clock. */
const PURE_ROOMS = ["metrics", "commerce"];
const PURE_PACKAGES = ["zod", "libphonenumber-js"];

const root = resolve(import.meta.dirname, "..");
const source = join(root, "src");

function rowOf(path: string): number {
  return ROWS.findIndex((row) => row.includes(roomOf(path)));
}

/** The folder below src/, or the file itself; a test belongs to the room of what it tests. */
function roomOf(path: string): string {
  return (relative(source, path).split("/")[0] ?? "").replace(".test.ts", ".ts");
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const pattern = /(?:^|\n)\s*(?:import|export)\b[^;"']*?\bfrom\s+["']([^"']+)["']|\bimport\s*\(?\s*["']([^"']+)["']/g;
  return [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? "");
}

const faults: string[] = [];
const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => join(source, name));

for (const file of files) {
  const isTest = file.endsWith(".test.ts");
  const room = roomOf(file);
  const row = rowOf(file);
  if (row === -1) {
    faults.push(`${relative(root, file)}: src/${room} is not in the list of rooms`);
    continue;
  }
  for (const specifier of importsOf(file)) {
    const isLocal = specifier.startsWith(".");
    if (!isLocal) {
      if (PURE_ROOMS.includes(room) && !isTest && !PURE_PACKAGES.includes(specifier.split("/")[0] ?? "")) {
        faults.push(`${relative(root, file)} imports ${specifier}: src/${room} is pure`);
      }
      continue;
    }
    const target = resolve(dirname(file), specifier);
    if (!target.startsWith(`${source}/`)) {
      if (!isTest && !["cli", "demo"].includes(room)) {
        faults.push(`${relative(root, file)} imports ${specifier}: outside src/`);
      }
      continue;
    }
    const targetRoom = roomOf(target);
    const pureReachesDown = PURE_ROOMS.includes(room) && rowOf(target) > rowOf(join(source, "commerce"));
    if (targetRoom !== room && (rowOf(target) <= row || pureReachesDown) && !isTest) {
      faults.push(`${relative(root, file)} imports ${relative(root, target)}: that goes up the list of rooms`);
    }
  }
}

if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`imports go down the list: ${files.length} files`);
