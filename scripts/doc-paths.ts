import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** Folders whose names begin a path of the repository wherever they stand in a document. */
const FOLDERS = ["src", "sandbox", "bench", "test", "scripts", "docs", "bin", "deploy", "client"];
const NAMED_PATH = new RegExp(`(?<![\\w./@:$-])(?:${FOLDERS.join("|")})/[\\w./*{},-]*[\\w*/}]`, "g");
const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;
const HEADING = /^#{1,6} (.+)$/gm;

/** What a document names that the repository does not have: paths in its text, links, and headings that links lead to. */
export function findDeadPaths(root: string, document: string): string[] {
  const file = join(root, document);
  const text = readFileSync(file, "utf8");
  const named = [...text.replaceAll(LINK, " ").matchAll(NAMED_PATH)].map(([path]) => path);
  const dead = named.filter((path) => !isThere(root, path));
  const deadLinks = [...text.matchAll(LINK)].flatMap(([, target = ""]) => (isDeadLink(file, target) ? [target] : []));
  return [...new Set([...dead, ...deadLinks])].map(
    (path) => `${relative(root, file)} names ${path}, which is not there`,
  );
}

/** A path, or a pattern that fits at least one. */
function isThere(root: string, path: string): boolean {
  return /[*{]/.test(path) ? globSync(path, { cwd: root }).length > 0 : existsSync(join(root, path));
}

function isDeadLink(file: string, target: string): boolean {
  if (/^[a-z]+:/i.test(target)) return false;
  const [path = "", heading] = target.split("#");
  const there = path === "" ? file : resolve(dirname(file), path);
  if (!existsSync(there)) return true;
  return heading !== undefined && there.endsWith(".md") && !headingsOf(there).includes(heading);
}

/** As GitHub names them. */
function headingsOf(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(HEADING)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
