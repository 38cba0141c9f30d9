import type { Clock } from "../clock.ts";
import type { Logger } from "../observability/logger.ts";
import type { ExportStore } from "./export-store.ts";
import type { Uploads } from "./file/uploads.ts";

/** Nobody takes longer over an upload, or from there to the start of its export. */
const ABANDONED_AFTER_MS = 24 * 3_600_000;

/** Removes files that were handed over a day ago, or in part, and that no export reads: they hold personal data. Does not throw. */
export async function removeAbandonedFiles(parts: {
  readonly uploads: Uploads;
  readonly exports: Pick<ExportStore, "filesInUse">;
  readonly clock: Clock;
  readonly logger: Logger;
}): Promise<void> {
  const { uploads, exports, clock, logger } = parts;
  try {
    const old = await uploads.untouchedSince(clock.now() - ABANDONED_AFTER_MS);
    if (old.length === 0) return;
    const needed = await exports.filesInUse();
    for (const file of old) if (!needed.has(file)) await uploads.remove(file);
  } catch (error) {
    logger.warn(
      { err: error },
      "Abandoned files of exports could not be removed; it is tried again at the next upload",
    );
  }
}
