import { z } from "zod";
import type { CommerceEvent, CommerceEventOf } from "../../commerce/commerce-event.ts";
import { emailField, timeField } from "../../commerce/fields.ts";
import type { HistoryProblem } from "../../commerce/history-source.ts";
import { parseCommerceEvent } from "../../commerce/parse-commerce-event.ts";

/** Where the events of a file come from, as CloudEvents have it. */
const SOURCE = "/export/file";
const SHOWN_FAULTS = 5;

const customerLine = z.looseObject({
  type: z.literal("customer"),
  createdAt: timeField("When the account was created.", "2022-09-01T09:26:53+02:00"),
  customer: z.looseObject({ email: emailField }),
});

/** As much of an order's line as says whose it is. The rest is checked when it is exported. */
const orderLine = z.looseObject({
  type: z.literal("order"),
  order: z.looseObject({
    number: z.string().min(1).max(100),
    createdAt: timeField("When it was made.", "2022-09-14T09:26:53+02:00"),
    customer: z.looseObject({ email: emailField }),
  }),
  confirmedAt: z.unknown().optional(),
  cancelledAt: z.unknown().optional(),
  cancelReason: z.unknown().optional(),
  refunds: z.unknown().optional(),
});
type OrderLine = z.output<typeof orderLine>;

const timeOrNone = timeField("When that happened.", "2022-09-14T09:26:53+02:00").or(z.literal("")).nullish();
const laterSchema = z.object({
  confirmedAt: timeOrNone,
  cancelledAt: timeOrNone,
  cancelReason: z.string().max(2_000).nullish(),
});

const refundsSchema = z.array(z.looseObject({ at: z.unknown().optional() })).max(1_000);

export type FileEntry =
  | { readonly kind: "customer"; readonly email: string; readonly createdAt: number }
  | {
      readonly kind: "order";
      readonly email: string;
      readonly number: string;
      readonly createdAt: number;
      readonly line: OrderLine;
    }
  | { readonly kind: "broken"; readonly problem: HistoryProblem }
  | { readonly kind: "empty" };

/** What a line is about. `number` counts from 1; a line that is too long to be read is null. */
export function readEntry(text: string | null, number: number): FileEntry {
  if (text === null) return broken(number, "line_too_long", "The line is longer than 16 MB and was passed over.");
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (trimmed === "") return { kind: "empty" };
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch {
    return broken(number, "line_not_json", "The line is not JSON. Write one JSON object a line, in UTF-8.");
  }
  const customer = customerLine.safeParse(value);
  if (customer.success) {
    const { createdAt, customer: whom } = customer.data;
    return { kind: "customer", email: whom.email.toLowerCase(), createdAt: Date.parse(createdAt) };
  }
  const order = orderLine.safeParse(value);
  if (order.success) {
    const { number: orderNumber, createdAt, customer: whom } = order.data.order;
    const email = whom.email.toLowerCase();
    return { kind: "order", email, number: orderNumber, createdAt: Date.parse(createdAt), line: order.data };
  }
  const isCustomer = z.looseObject({ type: z.literal("customer") }).safeParse(value).success;
  const isOrder = z.looseObject({ type: z.literal("order") }).safeParse(value).success;
  if (!isCustomer && !isOrder)
    return broken(
      number,
      "line_invalid",
      'The line is neither a customer nor an order: "type" must be customer or order.',
    );
  const { issues } = (isCustomer ? customer.error : order.error) ?? { issues: [] };
  return broken(
    number,
    "line_invalid",
    faultsOf(issues.map((issue) => ({ ...issue, pointer: pointerTo(issue.path) }))),
  );
}

export type OrderEvents =
  | { readonly ok: true; readonly events: readonly CommerceEvent[] }
  | { readonly ok: false; readonly problem: HistoryProblem };

/** Everything that happened to the order of a line, in the push API's language; nothing when any of it is wrong. */
export function eventsOfOrder(line: OrderLine, number: number): OrderEvents {
  const { order, confirmedAt, cancelledAt, cancelReason, refunds } = line;
  const faults: Fault[] = [];
  const parse = (place: string, id: string, type: string, time: unknown, data: Readonly<Record<string, unknown>>) => {
    const envelope = { specversion: "1.0", id: `${order.number}-${id}`, source: SOURCE, type, time, data };
    const parsed = parseCommerceEvent(envelope);
    if (parsed.ok) return [parsed.event];
    faults.push(...parsed.faults.map((fault) => ({ ...fault, pointer: inLine(fault.pointer, place) })));
    return [];
  };
  const [placed] = parse("createdAt", "placed", "order.placed", order.createdAt, { order });
  if (placed?.type !== "order.placed") return refuse(number, order.number, faults);
  // The order is checked already, which is most of the work.
  const later = laterSchema.safeParse({ confirmedAt, cancelledAt, cancelReason });
  if (!later.success) faults.push(...later.error.issues.map((issue) => ({ ...issue, pointer: pointerTo(issue.path) })));
  const events: CommerceEvent[] = [placed, ...(later.success ? laterEvents(placed, later.data) : [])];
  const given = refundsSchema.safeParse(refunds ?? []);
  if (!given.success) faults.push({ pointer: "/refunds", message: "must be a list of refunds." });
  for (const [index, { at, ...refund }] of (given.data ?? []).entries()) {
    const id = `refunded-${String(refund.id ?? index)}`.slice(0, 90);
    events.push(...parse(`refunds/${index}`, id, "order.refunded", at, { order, refund }));
  }
  return faults.length > 0 ? refuse(number, order.number, faults) : { ok: true, events };
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

interface Fault {
  readonly pointer: string;
  readonly message?: string;
  readonly detail?: string;
}

/** A pointer into an event, as one into the line that it was made of. */
function inLine(pointer: string, place: string): string {
  if (pointer === "/time") return place.startsWith("refunds") ? `/${place}/at` : `/${place}`;
  return pointer.replace(/^\/data\/refund/, `/${place}`).replace(/^\/data/, "");
}

function refuse(line: number, order: string, faults: readonly Fault[]): OrderEvents {
  const { problem } = broken(line, "order_invalid", faultsOf(faults));
  return { ok: false, problem: { ...problem, reference: `line ${line}, order ${order}` } };
}

function broken(number: number, code: string, message: string) {
  return { kind: "broken", problem: { code, reference: `line ${number}`, message } } as const;
}

function faultsOf(faults: readonly Fault[]): string {
  const shown = faults.slice(0, SHOWN_FAULTS).map(({ pointer, message, detail }) => `${pointer}: ${detail ?? message}`);
  const rest = faults.length > SHOWN_FAULTS ? [`and ${faults.length - SHOWN_FAULTS} more`] : [];
  return [...shown, ...rest].join("; ");
}

function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step)}`).join("");
}
