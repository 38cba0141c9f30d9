import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

const KEY_BYTES = 32;

/**
 * The encryption key in the file; at the first start it is made, mode 0600. Processes that start at once agree on one key, and a
 * process that dies in between leaves no half a key.
 */
export async function readOrCreateKeyFile(path: string): Promise<Buffer> {
  const existing = await readKey(path);
  if (existing) return existing;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${randomBytes(6).toString("hex")}`;
  await writeFile(temporary, `${randomBytes(KEY_BYTES).toString("hex")}\n`, { mode: 0o600, flag: "wx", flush: true });
  try {
    // Unlike a rename, a link never replaces the key that another process made a moment ago.
    await link(temporary, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(temporary, { force: true });
  }
  const created = await readKey(path);
  if (!created) throw new Error(`The key file ${path} is gone as soon as it was made. Check the directory.`);
  return created;
}

async function readKey(path: string): Promise<Buffer | null> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (text === null) return null;
  await chmod(path, 0o600);
  const key = Buffer.from(text.trim(), "hex");
  if (key.length !== KEY_BYTES) {
    throw new Error(
      `The key file ${path} does not hold 64 hexadecimal digits. Restore it from a back-up; without it the stored private keys cannot be read.`,
    );
  }
  return key;
}
