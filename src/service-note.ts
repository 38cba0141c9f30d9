import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/**
 * A running service leaves a note in its data directory, readable by its owner alone, so that commands on the same
 * machine find it. The token is made anew at each start and ends with it.
 */
export interface ServiceNote {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
}

const noteSchema = z.object({ url: z.url(), token: z.string().min(1), pid: z.number().int() });

export async function writeServiceNote(dataDir: string, note: ServiceNote): Promise<void> {
  await writeFile(pathOf(dataDir), `${JSON.stringify(note)}\n`, { mode: 0o600 });
}

/** null when no service is running on this data directory (a note that a killed service left behind counts as none). */
export async function readServiceNote(dataDir: string): Promise<ServiceNote | null> {
  const text = await readFile(pathOf(dataDir), "utf8").catch(() => null);
  if (text === null) return null;
  const note = noteSchema.safeParse(parseJson(text));
  return note.success && isRunning(note.data.pid) ? note.data : null;
}

export async function removeServiceNote(dataDir: string): Promise<void> {
  await rm(pathOf(dataDir), { force: true });
}

function pathOf(dataDir: string): string {
  return join(dataDir, "service.json");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
