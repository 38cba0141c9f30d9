import type { DatabaseSync } from "node:sqlite";
import { DURABLE, WITHOUT_WAITING } from "./sqlite-file.ts";

/** How commits meet the disk. SQLite keeps it with the connection, so whoever changes it changes it for all that come later. */
export interface CommitLevel {
  /** Commits do not wait, until `makeReady`. Throws within a transaction, where SQLite does not change it. */
  relax(): void;
  /**
   * In no transaction, and commits wait for the disk: so whoever gets the connection finds it, whatever the one before left behind. Throws when
   * a transaction that was left open cannot be rolled back; then nothing may be done on the connection.
   */
  makeReady(): void;
}

export function createCommitLevel(file: DatabaseSync): CommitLevel {
  let isRelaxed = false;
  return {
    relax() {
      isRelaxed = true;
      file.exec(WITHOUT_WAITING);
    },
    makeReady() {
      if (file.isTransaction) file.exec("ROLLBACK");
      if (!isRelaxed) return;
      file.exec(DURABLE);
      isRelaxed = false;
    },
  };
}
