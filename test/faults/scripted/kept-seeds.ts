import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** Seeds that once made a plan fail. They are committed, and played again before any new one. */
const FILE = join(import.meta.dirname, "seeds.json");
const seedsSchema = z.array(z.int32());

export async function readKeptSeeds(): Promise<number[]> {
  return seedsSchema.parse(JSON.parse(await readFile(FILE, "utf8")));
}

export async function keepSeed(seed: number): Promise<void> {
  const seeds = await readKeptSeeds();
  if (!seeds.includes(seed)) await writeFile(FILE, `${JSON.stringify([...seeds, seed])}\n`);
}
