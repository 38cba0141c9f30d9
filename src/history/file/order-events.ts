import { z } from "zod";
import type { CommerceEvent, CommerceEventOf } from "../../commerce/commerce-event.ts";
import { timeField } from "../../commerce/fields.ts";
import type { HistoryProblem } from "../../commerce/history-source.ts";
import { parseCommerceEvent } from "../../commerce/parse-commerce-event.ts";
import { brokenEntry, type Fault, faultsOf, type OrderEntry, wordsOf } from "./file-entry.ts";

/** Where the events of a file come from, as CloudEvents have it. */
const SOURCE = "/export/file";

const timeOrNone = timeField("When that happened.", "2022-09-14T09:26:53+02:00").or(z.literal("")).nullish();
const laterSchema = z.object({
  confirmedAt: timeOrNone,
  cancelledAt: timeOrNone,
  cancelReason: z.string().max(2_000).nullish(),
});

const refundsSchema = z.array(z.looseObject({ at: z.unknown().optional() })).max(1_000);

export type OrderEvents =
  | { readonly ok: true; readonly events: readonly CommerceEvent[] }
  | { readonly ok: false; readonly problem: HistoryProblem };

/** Everything that happened to an order, in the push API's language; nothing when any of it is wrong. `number`: of its first line in the file. */
export function eventsOfOrder(entry: OrderEntry, number: number): OrderEvents {
  const { order, confirmedAt, cancelledAt, cancelReason, refunds } = entry.line;
  const faults: Fault[] = [...entry.faults];
  const parse = (place: string, id: string, type: string, time: unknown, data: Readonly<Record<string, unknown>>) => {
    const envelope = { specversion: "1.0", id: `${order.number}-${id}`, source: SOURCE, type, time, data };
    const parsed = parseCommerceEvent(envelope);
    if (parsed.ok) return [parsed.event];
    faults.push(...parsed.faults.map(({ pointer, detail }) => ({ pointer: inLine(pointer, place), detail })));
    return [];
  };
  const [placed] = parse("createdAt", "placed", "order.placed", order.createdAt, { order });
  if (placed?.type !== "order.placed") return refuse(entry, number, faults);
  // The order is checked already, which is most of the work.
  const later = laterSchema.safeParse({ confirmedAt, cancelledAt, cancelReason });
  if (!later.success) faults.push(...faultsOf(later.error));
  const events: CommerceEvent[] = [placed, ...(later.success ? laterEvents(placed, later.data) : [])];
  const given = refundsSchema.safeParse(refunds ?? []);
  if (!given.success) faults.push({ pointer: "/refunds", detail: "must be a list of refunds." });
  for (const [index, { at, ...refund }] of (given.data ?? []).entries()) {
    const id = `refunded-${String(refund.id ?? index)}`.slice(0, 90);
    events.push(...parse(`refunds/${index}`, id, "order.refunded", at, { order, refund }));
  }
  return faults.length > 0 ? refuse(entry, number, faults) : { ok: true, events };
}

function laterEvents(
  placed: CommerceEventOf<"order.placed">,
  { confirmedAt, cancelledAt, cancelReason: reason }: z.output<typeof laterSchema>,
): CommerceEvent[] {
  const { order } = placed.data;
  const events: CommerceEvent[] = [];
  if (confirmedAt) {
    const id = `${order.number}-confirmed`;
    events.push(Object.assign({}, placed, { id, type: "order.confirmed" as const, time: confirmedAt }));
  }
  if (cancelledAt) {
    const id = `${order.number}-cancelled`;
    const data = reason ? { order, reason } : { order };
    events.push(Object.assign({}, placed, { id, type: "order.cancelled" as const, time: cancelledAt, data }));
  }
  return events;
}

/** A pointer into an event, as one into the line that it was made of. */
function inLine(pointer: string, place: string): string {
  if (pointer === "/time") return place.startsWith("refunds") ? `/${place}/at` : `/${place}`;
  return pointer.replace(/^\/data\/refund/, `/${place}`).replace(/^\/data/, "");
}

function refuse(entry: OrderEntry, line: number, faults: readonly Fault[]): OrderEvents {
  return {
    ok: false,
    problem: brokenEntry(line, "order_invalid", wordsOf(faults, entry.placeOf), entry.number).problem,
  };
}
