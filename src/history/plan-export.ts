import type { Clock } from "../clock.ts";
import { HistorySourceError } from "../commerce/history-source.ts";
import { SettingsInvalidError } from "../plugins/errors.ts";
import type { PluginSettings, StorePlugin } from "../plugins/plugin.ts";
import { ExportNotPossibleError, ExportRequestInvalidError } from "./errors.ts";
import type { ExportPlan } from "./export.ts";
import { checkBeginning } from "./file/read-entries.ts";
import type { Uploads } from "./file/uploads.ts";
import type { OpenHistorySource } from "./history-source.ts";
import { dateAt, startOfDay } from "./start-of-day.ts";

/** What is asked for; what is absent is as the plugin's settings have it, and from the plugin's own shop. */
export interface ExportRequest {
  /** `YYYY-MM-DD`. */
  readonly from?: string | undefined;
  readonly includeGuests?: boolean | undefined;
  /** Name of an uploaded file. */
  readonly file?: string | undefined;
}

interface PlanningParts {
  readonly clock: Clock;
  readonly uploads: Uploads;
  readonly openShop: OpenHistorySource;
}

/**
 * What an export that is asked for would read, checked as far as that can be done at once. Throws SettingsInvalidError,
 * ExportRequestInvalidError, ExportNotPossibleError, ExportFileNotFoundError.
 */
export async function planExport(
  { clock, uploads, openShop }: PlanningParts,
  plugin: StorePlugin,
  { from, includeGuests, file }: ExportRequest,
): Promise<ExportPlan> {
  const { timeZone, transferHistoricalDataFrom, transferGuestOrders } = plugin.settings;
  const date = from ?? transferHistoricalDataFrom;
  if (date === null) throw dateFault("is missing: choose the date from which on customers were registered");
  const ahead = aheadOf(date, timeZone, clock);
  if (ahead !== null && from !== undefined) throw new ExportRequestInvalidError([{ pointer: "/from", detail: ahead }]);
  if (ahead !== null) throw dateFault(ahead);
  if (file !== undefined) await requireReadable(uploads, plugin.id, file);
  const plan: ExportPlan = {
    from: date,
    since: startOfDay(date, timeZone),
    includeGuests: includeGuests ?? transferGuestOrders,
    source: file === undefined ? { kind: "shop" } : { kind: "file", file },
  };
  if (file === undefined && (await openShop(plugin, plan)) === null)
    throw new ExportNotPossibleError(plugin.id, NO_SHOP);
  return plan;
}

/** Throws SettingsInvalidError when the settings name a date that has not begun yet in the shop's zone. */
export function requireDateReached(
  { timeZone, transferHistoricalDataFrom: date }: Pick<PluginSettings, "timeZone" | "transferHistoricalDataFrom">,
  clock: Clock,
): void {
  const ahead = date === null ? null : aheadOf(date, timeZone, clock);
  if (ahead !== null) throw dateFault(ahead);
}

/** What is wrong with a date that has not begun yet; null when it has. */
function aheadOf(date: string, timeZone: string, clock: Clock): string | null {
  const today = dateAt(clock.now(), timeZone);
  if (date <= today) return null;
  return `is in the future, when nobody can have registered yet: choose today (${today} in ${timeZone}) or an earlier date`;
}

function dateFault(detail: string): SettingsInvalidError {
  return new SettingsInvalidError([{ pointer: "/settings/transferHistoricalDataFrom", detail }]);
}

async function requireReadable(uploads: Uploads, pluginId: string, file: string): Promise<void> {
  await uploads.size(file);
  await checkBeginning(uploads.path(file)).catch((error: unknown) => {
    throw error instanceof HistorySourceError ? new ExportNotPossibleError(pluginId, error.message) : error;
  });
}

export const NO_SHOP =
  "it is not connected to its shop, so there is nothing to read from. Connect it to Centra, or upload a file.";
