import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MIGRATIONS } from "../../../src/database/migrations/all.ts";
import type { FaultContext } from "./scenario.ts";

const ROOT = join(import.meta.dirname, "../../..");

/**
 * A copy of this software with one migration more, which only adds: a column, a table and an index, as the rules for workers side by
 * side ask (migration.ts). Answers the launcher that starts a command from the copy.
 */
export function buildNextVersion(context: FaultContext): readonly string[] {
  const directory = mkdtempSync(join(tmpdir(), "centra-klaviyo-next-"));
  context.onEnd(() => rmSync(directory, { recursive: true, force: true }));
  for (const name of ["bin", "src", "package.json"])
    cpSync(join(ROOT, name), join(directory, name), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(directory, "node_modules"));
  const current = MIGRATIONS.at(-1)?.version ?? 0;
  writeFileSync(
    join(directory, "src/database/migrations/next.ts"),
    `export const next = {
  version: ${current + 1},
  name: "next",
  worksWithSoftwareOf: ${current},
  statements: () => [
    "ALTER TABLE outbox ADD COLUMN noted_by_next TEXT",
    "ALTER TABLE leases ADD COLUMN region TEXT NOT NULL DEFAULT 'eu'",
    "CREATE TABLE next_things (id BIGINT PRIMARY KEY, thing TEXT NOT NULL)",
    "CREATE INDEX outbox_noted_by_next ON outbox (noted_by_next)",
  ],
};
`,
  );
  writeFileSync(
    join(directory, "src/database/migrations/all.ts"),
    `import { MIGRATIONS as CURRENT } from "${join(ROOT, "src/database/migrations/all.ts")}";
import { next } from "./next.ts";
export const MIGRATIONS = [...CURRENT, next];
`,
  );
  // $1 is Node.js, $2 the command's file of this version; what follows is the command.
  return ["sh", "-c", `node="$1"; shift 2; exec "$node" "${join(directory, "bin/centra-klaviyo.mjs")}" "$@"`, "sh"];
}
