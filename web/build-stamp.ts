import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the built web app is. */
export const DIST = join(import.meta.dirname, "dist");

/** In DIST: what it was built from. */
export const STAMP_FILE = "stamp.txt";

/** Types and tests. */
const NOT_BUNDLED = /^api-types\.ts$|\.test\.ts$/;

/** What a build is made from, as one hash: the same sources and packages give the same. */
export function stampOfSources(): string {
  const sources = globSync(["src/**/*", "public/*", "index.html", "*.ts"], {
    cwd: import.meta.dirname,
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile() && !NOT_BUNDLED.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const hash = createHash("sha256");
  for (const file of [...sources, join(import.meta.dirname, "../package-lock.json")])
    hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
}

/** null when there is no build. */
export function stampOfBuild(): string | null {
  try {
    return readFileSync(join(DIST, STAMP_FILE), "utf8");
  } catch {
    return null;
  }
}
