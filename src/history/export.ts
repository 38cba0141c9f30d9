import { z } from "zod";

/**
 * The life of an export:
 *
 *     (none) ──start──► pending ──(all delivered)──► synchronised ──start──► pending …
 *                        │  ▲  ├──(the source refuses)──► failed ──resume──► pending
 *                  pause │  │  └──cancel──► cancelled
 *                        ▼  │ resume
 *                       paused ──cancel──► cancelled
 *
 * Pending has two steps. reading: the source is read from the cursor on, and what it says is committed to the outbox. delivering:
 * the source is read to its end, and the outbox is being emptied. Only the worker that drives the plugin's account moves an export
 * on; every change is made to the revision that was seen, so that of two that meet one is made.
 */
export const EXPORT_STATES = ["pending", "paused", "synchronised", "failed", "cancelled"] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

/** Where an export reads from: the shop that the plugin is connected to, or a file that was handed over. */
const sourceSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("shop") }),
  z.object({ kind: z.literal("file"), file: z.string() }),
]);

const planSchema = z.object({
  /** `YYYY-MM-DD`: customers whose account was created on this date in the shop's zone, or later. */
  from: z.string(),
  /** The first moment of that date, milliseconds since the epoch. */
  since: z.number(),
  includeGuests: z.boolean(),
  source: sourceSchema,
});
/** What was asked for; it stays the same for the life of the export. */
export type ExportPlan = z.output<typeof planSchema>;

const progressSchema = z.object({
  customers: z.object({ done: z.number(), total: z.number().nullable() }),
  orders: z.object({ done: z.number(), total: z.number().nullable() }),
  /** Metric events that were committed to the outbox to be delivered, those that were there before among them. */
  events: z.number(),
  problems: z.number(),
  currentDate: z.string().nullable(),
  /** Over the last minute; zero while it rests. */
  eventsPerSecond: z.number(),
  ordersPerSecond: z.number(),
});
export type ExportProgress = z.output<typeof progressSchema>;

export const NO_PROGRESS: ExportProgress = {
  customers: { done: 0, total: null },
  orders: { done: 0, total: null },
  events: 0,
  problems: 0,
  currentDate: null,
  eventsPerSecond: 0,
  ordersPerSecond: 0,
};

const troubleSchema = z.object({
  /** Stable. */
  code: z.string(),
  /** What happened, to what, and what to do. */
  message: z.string(),
  since: z.number(),
});
/** Why an export does not get on at the moment, or why it failed. */
export type ExportTrouble = z.output<typeof troubleSchema>;

const rowSchema = z.object({ plan: planSchema, progress: progressSchema, trouble: troubleSchema.nullable() });

/** The JSON columns of a stored export. */
export function readExportColumns(row: { plan: string; progress: string; trouble: string | null }) {
  return rowSchema.parse({
    plan: JSON.parse(row.plan),
    progress: JSON.parse(row.progress),
    trouble: row.trouble === null ? null : JSON.parse(row.trouble),
  });
}
