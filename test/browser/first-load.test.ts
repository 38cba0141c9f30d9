import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { DIST } from "../../web/build-stamp.ts";

const MAX_BYTES = 200_000;

const manifestSchema = z.record(
  z.string(),
  z.object({ file: z.string(), isEntry: z.boolean().optional(), imports: z.array(z.string()).default([]) }),
);
const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(DIST, ".vite/manifest.json"), "utf8")));

/** A chunk with all that it imports at once. */
function withImports(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const other of manifest[name]?.imports ?? []) withImports(other, seen);
  return seen;
}

function compressedBytes(name: string): number {
  const file = join(DIST, manifest[name]?.file ?? "");
  return statSync(`${file}.gz`, { throwIfNoEntry: false })?.size ?? statSync(file).size;
}

test("what is loaded before the first page is small", () => {
  const entries = Object.keys(manifest).filter((name) => manifest[name]?.isEntry === true);
  const chunks = [...new Set(entries.flatMap((name) => [...withImports(name)]))];
  const bytes = chunks.reduce((sum, name) => sum + compressedBytes(name), 0);
  expect(chunks.length).toBeGreaterThan(0);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(MAX_BYTES);
});
