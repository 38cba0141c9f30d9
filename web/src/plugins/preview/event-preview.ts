import type { ChangePreview } from "../../api/api-types.ts";

/** What one of the plugin's newest events becomes before and after a change. */
export type EventPreview = ChangePreview["previews"][number];

/** Whether a change of these fields can be seen in events. */
export function shapesEvents(field: string): boolean {
  return !SHAPES_NOTHING.has(field);
}

const SHAPES_NOTHING = new Set([
  "name",
  "apiKey",
  "privateKey",
  "settings.transferHistoricalData",
  "settings.transferHistoricalDataFrom",
  "settings.transferGuestOrders",
  "settings.branding",
  "settings.liveQuotaReserve",
  "settings.historyQuotaReserve",
]);
