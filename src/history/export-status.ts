import type { StorePlugin } from "../plugins/plugin.ts";
import type { ExportPlan, ExportProgress, ExportState, ExportTrouble } from "./export.ts";
import type { StoredExport } from "./export-store.ts";

/** What the status line and the progress bar show. */
export interface ExportStatus {
  readonly pluginId: string;
  readonly status: ExportState | "not_synchronised";
  /** The status line's hint. */
  readonly message: string;
  /** The settings of the export cannot be changed, and no other can be started. */
  readonly isLocked: boolean;
  readonly step: "reading" | "delivering" | null;
  readonly from: string | null;
  readonly includeGuests: boolean;
  readonly source: ExportPlan["source"] | null;
  readonly customers: ExportProgress["customers"];
  readonly orders: ExportProgress["orders"];
  /** Metric events: given to the delivery, of them still waiting there, and the others, which Klaviyo has taken or refused. */
  readonly events: { readonly total: number; readonly waiting: number; readonly sent: number };
  readonly problems: number;
  readonly currentDate: string | null;
  readonly eventsPerSecond: number;
  readonly ordersPerSecond: number;
  readonly secondsLeft: number | null;
  readonly trouble: ExportTrouble | null;
  readonly startedAt: number | null;
  readonly updatedAt: number | null;
  readonly finishedAt: number | null;
}

const NOTHING = { done: 0, total: null };

/** `waiting`: events of the history lane that are not delivered yet. */
export function describeExport(plugin: StorePlugin, stored: StoredExport | null, waiting: number): ExportStatus {
  if (stored === null) {
    return {
      ...{ pluginId: plugin.id, status: "not_synchronised", isLocked: false, step: null },
      message: "No historical data has been synchronised.",
      ...{ from: plugin.settings.transferHistoricalDataFrom, includeGuests: false, source: null },
      ...{ customers: NOTHING, orders: NOTHING, events: { total: 0, waiting: 0, sent: 0 }, problems: 0 },
      ...{ currentDate: null, eventsPerSecond: 0, ordersPerSecond: 0, secondsLeft: null, trouble: null },
      ...{ startedAt: null, updatedAt: null, finishedAt: null },
    };
  }
  const { plan, progress, state } = stored;
  const stillWaiting = state === "synchronised" ? 0 : Math.min(waiting, progress.events);
  return {
    pluginId: plugin.id,
    status: state,
    message: messageOf(plugin, stored),
    isLocked: isLocked(stored),
    step: state === "pending" || state === "paused" ? stored.step : null,
    ...{ from: plan.from, includeGuests: plan.includeGuests, source: plan.source },
    ...{ customers: progress.customers, orders: progress.orders, problems: progress.problems },
    events: { total: progress.events, waiting: stillWaiting, sent: progress.events - stillWaiting },
    currentDate: progress.currentDate,
    eventsPerSecond: state === "pending" ? progress.eventsPerSecond : 0,
    ordersPerSecond: state === "pending" ? progress.ordersPerSecond : 0,
    secondsLeft: state === "pending" ? secondsLeft(progress) : null,
    trouble: stored.trouble,
    ...{ startedAt: stored.startedAt, updatedAt: stored.updatedAt, finishedAt: stored.finishedAt },
  };
}

export function isLocked({ state }: StoredExport): boolean {
  return state === "pending" || state === "paused";
}

function messageOf(plugin: StorePlugin, { state, plan, progress, trouble, step }: StoredExport): string {
  const customers = `Customers registered on and after ${plan.from}`;
  switch (state) {
    case "pending":
      if (trouble !== null) return `${customers} are being synchronised; it does not get on: ${trouble.message}`;
      if (plugin.alarm !== null)
        return `${customers} are being synchronised; nothing is delivered: ${plugin.alarm.message}`;
      if (plugin.status !== "active") return `${customers} will be synchronised once the plugin is active.`;
      if (step === "delivering") return `${customers} have been read; the last events are being delivered.`;
      return `${customers} are being synchronised${progress.currentDate === null ? "" : `, now at ${progress.currentDate}`}.`;
    case "paused":
      return `The synchronisation of ${lowerFirst(customers)} is paused.`;
    case "synchronised":
      return `${customers} have been synchronized`;
    case "failed":
      return `The synchronisation of ${lowerFirst(customers)} failed: ${trouble?.message ?? "see the log"}`;
    case "cancelled":
      return `The synchronisation of ${lowerFirst(customers)} was cancelled after ${progress.orders.done} orders.`;
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function secondsLeft({ orders, ordersPerSecond }: ExportProgress): number | null {
  if (orders.total === null || ordersPerSecond <= 0) return null;
  return Math.ceil(Math.max(0, orders.total - orders.done) / ordersPerSecond);
}
