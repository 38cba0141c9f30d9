import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DatabaseInUseError } from "../errors.ts";

const SQLITE_BUSY = 5;

/** How long a second opener waits for the first to end, so that a restart that overlaps by a moment succeeds. */
const LOCK_WAIT_MS = 1_000;

/** How a commit meets the disk: it waits for it, or the next one that waits takes it along (SQLite, PRAGMA synchronous, in WAL mode). */
export const DURABLE = "PRAGMA synchronous = FULL";
export const WITHOUT_WAITING = "PRAGMA synchronous = NORMAL";

/**
 * Opens the file for this process alone: `locking_mode=EXCLUSIVE` keeps an operating-system lock until the process ends, however
 * it ends. The directory is made with mode 0700 and the files with 0600, since they hold customers' data.
 */
export function openSqliteFile(path: string): DatabaseSync {
  if (path !== ":memory:") prepareFile(path);
  const file = new DatabaseSync(path, { timeout: LOCK_WAIT_MS, enableForeignKeyConstraints: true });
  try {
    file.exec("PRAGMA locking_mode = EXCLUSIVE");
    file.exec("PRAGMA journal_mode = WAL");
    file.exec(DURABLE);
    file.exec("PRAGMA cache_size = -4096");
    file.exec("PRAGMA temp_store = MEMORY");
    file.exec("PRAGMA journal_size_limit = 67108864");
    file.exec("BEGIN IMMEDIATE; COMMIT");
  } catch (error) {
    file.close();
    if (isBusy(error)) throw new DatabaseInUseError(path, { cause: error });
    throw error;
  }
  return file;
}

function prepareFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (!existsSync(path)) closeSync(openSync(path, "a", 0o600));
  chmodSync(path, 0o600);
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}
