import { type Change, type ChangeAuthor, SERVICE } from "../changes/change.ts";
import type { Clock } from "../clock.ts";
import type { HistoryProblem } from "../commerce/history-source.ts";
import type { Database } from "../database/database.ts";
import type { KlaviyoClient } from "../klaviyo/client.ts";
import type { Logger } from "../observability/logger.ts";
import { listKinds } from "../outbox/counts.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { readRefused } from "../outbox/refused.ts";
import { PluginNotFoundError } from "../plugins/errors.ts";
import type { StorePlugin } from "../plugins/plugin.ts";
import type { PluginStore } from "../plugins/store.ts";
import { type AccountExports, startAccountExports } from "./account-exports.ts";
import { type DryRun, tryExport } from "./dry-run.ts";
import { ExportNotInStateError, ExportNotPossibleError, ExportPendingError } from "./errors.ts";
import type { ExportPlan } from "./export.ts";
import { addRefusals, buildReport, type ExportReport, type Refusals } from "./export-report.ts";
import { createExportSources, fileOf } from "./export-sources.ts";
import { describeExport, type ExportStatus, isLocked } from "./export-status.ts";
import { createExportStore, type ExportChange, type StoredExport } from "./export-store.ts";
import { createUploads, type Uploads } from "./file/uploads.ts";
import type { OpenHistorySource } from "./history-source.ts";
import { type ExportRequest, planExport, requireDateReached } from "./plan-export.ts";
import { removeAbandonedFiles } from "./remove-abandoned-files.ts";
import type { AcceptHistory } from "./take-in.ts";
import { EXPORTED_METRICS } from "./tally.ts";
import { type Verification, verifyExport } from "./verify-export.ts";

/** Enough for a bulk request to be full whenever one may be sent, and little enough to pause within seconds. */
const MAX_BACKLOG = 20_000;

/** The historical export: what there was before the plugin, told to Klaviyo without anybody being mailed. */
export interface History {
  status(pluginId: string): Promise<ExportStatus>;
  /** `author`: the service itself when absent; noted with what is done. Throws ExportPendingError, and what planExport does. */
  start(pluginId: string, request: ExportRequest, author?: ChangeAuthor): Promise<ExportStatus>;
  /** Throws what `start` would, changing nothing. */
  requireStartable(plugin: StorePlugin, request: ExportRequest): Promise<ExportPlan>;
  /** Throws SettingsInvalidError when the settings name a date that has not begun yet. */
  requireDateReached(settings: StorePlugin["settings"]): void;
  /** Throws ExportPendingError naming the fields, when an export is pending. */
  requireUnlocked(pluginId: string, fields: readonly string[]): Promise<void>;
  /** Throw ExportNotInStateError. */
  pause(pluginId: string, author?: ChangeAuthor): Promise<ExportStatus>;
  resume(pluginId: string, author?: ChangeAuthor): Promise<ExportStatus>;
  cancel(pluginId: string, author?: ChangeAuthor): Promise<ExportStatus>;
  /** Null when there was no export. */
  report(pluginId: string): Promise<ExportReport | null>;
  problems(
    pluginId: string,
    page: { readonly after: number; readonly limit: number },
  ): Promise<(HistoryProblem & { readonly place: number })[]>;
  dryRun(pluginId: string, request: ExportRequest): Promise<DryRun>;
  /** Null when there was no export. */
  verify(pluginId: string, sample: number): Promise<Verification | null>;
  readonly uploads: Uploads;
  /** Removes files of a day ago that no export reads; so does each new upload. Does not throw. */
  removeAbandonedFiles(): Promise<void>;
  /** Moves the exports of an account's plugins on, for the one worker that drives it. */
  startAccountExports(mayDrive: () => boolean): AccountExports;
}

export interface HistoryParts {
  readonly database: Database;
  readonly plugins: PluginStore;
  readonly outbox: Outbox;
  readonly klaviyo: KlaviyoClient;
  /** Before each step that keeps this process busy. */
  readonly nextTurn: () => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
  readonly accept: AcceptHistory;
  /** The source of a plugin's own shop. */
  readonly openShop: OpenHistorySource;
  /** Where uploaded files are kept. */
  readonly uploadsFolder: string;
  readonly maxBacklog?: number;
}

export function createHistory(parts: HistoryParts): History {
  const { database, plugins, outbox, klaviyo, nextTurn, clock, logger, random, accept, openShop, uploadsFolder } =
    parts;
  const exports = createExportStore({ database, clock });
  const uploads = createUploads(uploadsFolder);
  const removeAbandoned = () => removeAbandonedFiles({ uploads, exports, clock, logger });
  const sources = createExportSources({ database, uploads, openShop, nextTurn, logger });
  const planning = { clock, uploads, openShop };

  async function requirePlugin(pluginId: string): Promise<StorePlugin> {
    const plugin = await plugins.find(pluginId);
    if (plugin === null) throw new PluginNotFoundError(pluginId);
    return plugin;
  }

  async function backlog(pluginId: string): Promise<number> {
    const kinds = await listKinds(database, { pluginId, lane: "history", states: ["pending"] });
    return kinds.reduce((sum, { events }) => sum + events, 0);
  }

  async function requireStartable(plugin: StorePlugin, request: ExportRequest): Promise<ExportPlan> {
    const stored = await exports.find(plugin.id);
    if (stored !== null && isLocked(stored)) throw new ExportPendingError(plugin.id, stored.plan.from);
    if (plugin.apiKey === "" || !plugin.hasPrivateKey)
      throw new ExportNotPossibleError(plugin.id, "it has no keys of Klaviyo. Enter both keys first.");
    return planExport(planning, plugin, request);
  }

  async function statusOf(plugin: StorePlugin, stored: StoredExport | null): Promise<ExportStatus> {
    return describeExport(plugin, stored, stored === null ? 0 : await backlog(plugin.id));
  }

  /** Again until nobody else has changed it in between. */
  async function move(
    pluginId: string,
    wanted: string,
    from: readonly StoredExport["state"][],
    change: ExportChange,
    noted: Pick<Change, "kind" | "author">,
  ): Promise<ExportStatus> {
    const plugin = await requirePlugin(pluginId);
    for (;;) {
      const seen = await exports.find(pluginId);
      if (seen === null || !from.includes(seen.state))
        throw new ExportNotInStateError(pluginId, wanted, seen?.state ?? "not synchronised");
      const changed = await exports.change(seen, change, { noted });
      if (changed === null) continue;
      if (changed.state === "cancelled") await sources.conclude(changed);
      return statusOf(plugin, changed);
    }
  }

  async function sumRefusals({ pluginId, startedAt: exportStartedAt }: StoredExport): Promise<Refusals> {
    let sums: Refusals = new Map();
    for await (const page of readRefused(database, { pluginId, metrics: EXPORTED_METRICS, exportStartedAt }))
      sums = addRefusals(sums, page);
    return sums;
  }

  return {
    uploads: {
      ...uploads,
      async create(format) {
        await removeAbandoned();
        return uploads.create(format);
      },
    },
    removeAbandonedFiles: removeAbandoned,
    requireStartable,
    requireDateReached: (settings) => requireDateReached(settings, clock),
    status: async (pluginId) => statusOf(await requirePlugin(pluginId), await exports.find(pluginId)),

    async start(pluginId, request, author = SERVICE) {
      const plugin = await requirePlugin(pluginId);
      const plan = await requireStartable(plugin, request);
      const before = await exports.find(pluginId);
      // What Klaviyo refused in an export before is tried again.
      await outbox.replay({ pluginId, lane: "history", state: "dead" });
      const begun = await exports.begin(pluginId, plan, author);
      if (begun === null) throw new ExportPendingError(pluginId, plan.from);
      // Of one that failed, and will not be resumed.
      if (before !== null && fileOf(before.plan) !== fileOf(plan)) await sources.conclude(before);
      if (plugin.settings.transferHistoricalDataFrom !== plan.from)
        await plugins.update(pluginId, plugin.version, { settings: { transferHistoricalDataFrom: plan.from } }, author);
      logger.info({ plugin: pluginId, from: plan.from, source: plan.source.kind }, "A historical export was started");
      return statusOf(plugin, begun);
    },

    async requireUnlocked(pluginId, fields) {
      const stored = await exports.find(pluginId);
      if (stored !== null && isLocked(stored) && fields.length > 0)
        throw new ExportPendingError(pluginId, stored.plan.from, fields);
    },

    pause: (pluginId, author = SERVICE) =>
      move(pluginId, "paused", ["pending"], { state: "paused" }, { kind: "export_paused", author }),
    resume: (pluginId, author = SERVICE) => {
      const again = { state: "pending", trouble: null, finishedAt: null } as const;
      return move(pluginId, "resumed", ["paused", "failed"], again, { kind: "export_resumed", author });
    },
    cancel: (pluginId, author = SERVICE) => {
      const over = { state: "cancelled", finishedAt: clock.now() } as const;
      return move(pluginId, "cancelled", ["pending", "paused", "failed"], over, { kind: "export_cancelled", author });
    },

    async report(pluginId) {
      const plugin = await requirePlugin(pluginId);
      const stored = await exports.find(pluginId);
      if (stored === null) return null;
      return buildReport(stored, {
        baseCurrency: plugin.settings.baseCurrency,
        waiting: await backlog(pluginId),
        refusals: await sumRefusals(stored),
      });
    },

    problems: (pluginId, page) => exports.problems(pluginId, page),

    async dryRun(pluginId, request) {
      const plugin = await requirePlugin(pluginId);
      const plan = await planExport(planning, plugin, request);
      return sources.openForTrial(plugin, plan, (source) => tryExport(source, { plugin, from: plan.from, clock }));
    },

    async verify(pluginId, sample) {
      const stored = await exports.find(pluginId);
      if (stored === null) return null;
      const privateKey = await plugins.privateKey(pluginId);
      if (privateKey === null) throw new ExportNotPossibleError(pluginId, "it has no private key of Klaviyo.");
      return verifyExport({ outbox, klaviyo, random }, stored, { sample, privateKey });
    },

    startAccountExports: (mayDrive) =>
      startAccountExports(
        {
          ...{ exports, accept, backlog, nextTurn, clock, logger, sources },
          maxBacklog: parts.maxBacklog ?? MAX_BACKLOG,
        },
        mayDrive,
      ),
  };
}
