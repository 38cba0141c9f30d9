import { chmod, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../clock.ts";
import type { Database } from "./database.ts";
import { BackUpNotPossibleError } from "./errors.ts";

const NAME = /^centra-klaviyo-\d{8}T\d{6}Z\.sqlite$/;

export interface BackUp {
  /** Absolute path. */
  readonly file: string;
  readonly bytes: number;
  /** Absolute paths of earlier ones that were deleted. */
  readonly removed: readonly string[];
}

/** Copies of the embedded database, made while the service works. */
export interface BackUps {
  /**
   * Makes one in the back-ups' folder, whole or not at all, and then deletes all but the newest `keep`; without it none. One at a time: who
   * asks meanwhile gets the same. Throws BackUpNotPossibleError on PostgreSQL.
   */
  make(options?: { readonly keep?: number | undefined }): Promise<BackUp>;
}

export function createBackUps(options: {
  readonly database: Pick<Database, "copyTo">;
  readonly folder: string;
  readonly clock: Clock;
}): BackUps {
  const { database, folder, clock } = options;
  let running: Promise<BackUp> | null = null;

  async function make(keep: number | undefined): Promise<BackUp> {
    if (database.copyTo === null) throw new BackUpNotPossibleError();
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, `centra-klaviyo-${stampOf(clock.now())}.sqlite`);
    const part = join(folder, "unfinished.part");
    await rm(part, { force: true });
    // It holds customers' data, so nobody else may read it at any moment.
    await (await open(part, "wx", 0o600)).close();
    try {
      await database.copyTo(part);
      await chmod(part, 0o600);
      await rename(part, file);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    return { file, bytes: (await stat(file)).size, removed: keep === undefined ? [] : await removeOld(keep) };
  }

  async function removeOld(keep: number): Promise<string[]> {
    const names = (await readdir(folder)).filter((name) => NAME.test(name)).toSorted();
    const old = names.slice(0, Math.max(0, names.length - keep)).map((name) => join(folder, name));
    for (const file of old) await rm(file, { force: true });
    return old;
  }

  return {
    make({ keep } = {}) {
      running ??= make(keep).finally(() => {
        running = null;
      });
      return running;
    },
  };
}

/** `20261126T203000Z` */
function stampOf(now: number): string {
  return `${new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}
