import { type HistorySource, HistorySourceError } from "../commerce/history-source.ts";
import type { Database } from "../database/database.ts";
import type { Logger } from "../observability/logger.ts";
import type { StorePlugin } from "../plugins/plugin.ts";
import type { ExportPlan } from "./export.ts";
import type { StoredExport } from "./export-store.ts";
import { createFileSource } from "./file/file-source.ts";
import { createFileSurvey } from "./file/file-survey.ts";
import type { Uploads } from "./file/uploads.ts";
import type { OpenHistorySource } from "./history-source.ts";
import { NO_SHOP } from "./plan-export.ts";

/** What exports read from: the plugin's shop, or a file that was handed over. */
export interface ExportSources {
  /** Throws HistorySourceError when the plugin has no shop. */
  open(plugin: StorePlugin, plan: ExportPlan): Promise<HistorySource>;
  /** What is learned of a file meanwhile is kept apart from what its export learns, and forgotten afterwards. */
  openForTrial<Result>(
    plugin: StorePlugin,
    plan: ExportPlan,
    use: (source: HistorySource) => Promise<Result>,
  ): Promise<Result>;
  /** Removes the file of an export that has ended: it holds personal data. Does not throw. */
  conclude(ending: StoredExport): Promise<void>;
}

export function createExportSources(parts: {
  readonly database: Database;
  readonly uploads: Uploads;
  readonly openShop: OpenHistorySource;
  readonly nextTurn: () => Promise<void>;
  readonly logger: Logger;
}): ExportSources {
  const { database, uploads, openShop, nextTurn, logger } = parts;
  const surveyOf = (pluginId: string, file: string) => createFileSurvey({ database, pluginId, file, nextTurn });

  async function openShopOf(plugin: StorePlugin, plan: ExportPlan): Promise<HistorySource> {
    const source = await openShop(plugin, plan);
    if (source === null) throw new HistorySourceError("export_source_missing", NO_SHOP, { isRetryable: false });
    return source;
  }

  function openFile(file: string, plan: ExportPlan, survey: ReturnType<typeof surveyOf>): HistorySource {
    return createFileSource({ path: uploads.path(file), selection: plan, survey, nextTurn });
  }

  return {
    async open(plugin, plan) {
      const file = fileOf(plan);
      return file === null ? openShopOf(plugin, plan) : openFile(file, plan, surveyOf(plugin.id, file));
    },

    async openForTrial(plugin, plan, use) {
      const file = fileOf(plan);
      if (file === null) return use(await openShopOf(plugin, plan));
      const survey = surveyOf(plugin.id, `${file}?dry-run`);
      try {
        return await use(openFile(file, plan, survey));
      } finally {
        await survey.clear();
      }
    },

    async conclude({ pluginId, plan }) {
      const file = fileOf(plan);
      if (file === null) return;
      try {
        await surveyOf(pluginId, file).clear();
        await uploads.remove(file);
      } catch (error) {
        logger.warn(
          { err: error, plugin: pluginId, file },
          "The file of an export could not be removed; remove it by hand",
        );
      }
    },
  };
}

/** Null when it reads from the shop. */
export function fileOf({ source }: ExportPlan): string | null {
  return source.kind === "file" ? source.file : null;
}
