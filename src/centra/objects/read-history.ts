import type { CentraOrderState } from "./read-order.ts";

export interface OrderHistory {
  readonly confirmedAt: string | null;
  readonly cancelledAt: string | null;
  /** Why it was cancelled, in the words of who did. */
  readonly reason: string | undefined;
}

/** `dataJSON` is not documented: the new status and the comment are looked for under the names that they have elsewhere in Centra. */
const NEW_STATUS_NAMES = ["newstatus", "tostatus", "to", "new", "status", "statusto", "after"];
const REASON_NAMES = ["cancellationcomment", "reason", "cancelreason", "comment", "message"];

/** The order of the statuses in Centra's older interfaces: 0 incomplete … 6 cancelled. */
const STATUS_NUMBERS = ["INCOMPLETE", "PENDING", "CONFIRMED", "PROCESSING", "SHIPPED", "ARCHIVED", "CANCELLED"];

/** What an order's history says about when its status changed. */
export function readHistory(entries: CentraOrderState["history"]): OrderHistory {
  let confirmedAt: string | null = null;
  let cancelledAt: string | null = null;
  let reason: string | undefined;
  for (const { type, createdAt, dataJSON } of entries) {
    if (createdAt === undefined) continue;
    if (type !== "ORDER_STATUS_CHANGED") continue;
    const data = flatten(parseJson(dataJSON));
    const status = statusUnder(data);
    if (status === "CONFIRMED" || status === "PROCESSING" || status === "SHIPPED")
      confirmedAt = earlier(confirmedAt, createdAt);
    if (status === "CANCELLED") {
      cancelledAt = earlier(cancelledAt, createdAt);
      reason = textUnder(data, REASON_NAMES);
    }
  }
  return { confirmedAt, cancelledAt, reason };
}

function earlier(a: string | null, b: string): string {
  return a === null || Date.parse(b) < Date.parse(a) ? b : a;
}

function statusUnder(data: ReadonlyMap<string, unknown>): string | undefined {
  for (const name of NEW_STATUS_NAMES) {
    const value = data.get(name);
    if (typeof value === "number") return STATUS_NUMBERS[value];
    if (typeof value === "string" && value !== "") return value.toUpperCase();
  }
  return undefined;
}

function textUnder(data: ReadonlyMap<string, unknown>, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = data.get(name);
    if (typeof value === "string" && value.trim() !== "") return value.trim().slice(0, 2_000);
  }
  return undefined;
}

/** Simple members of the object and of the objects in it; the outermost of a name counts. Names without case and underscores. */
function flatten(value: unknown, into = new Map<string, unknown>(), depth = 0): Map<string, unknown> {
  if (typeof value !== "object" || value === null || depth > 3) return into;
  const inner: unknown[] = [];
  for (const [name, member] of Object.entries(value)) {
    const key = name.toLowerCase().replaceAll("_", "");
    if (typeof member === "object") inner.push(member);
    else if (!into.has(key)) into.set(key, member);
  }
  for (const member of inner) flatten(member, into, depth + 1);
  return into;
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
