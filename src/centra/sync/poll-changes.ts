import { z } from "zod";
import { listOf, time } from "../objects/values.ts";
import { CentraFailure } from "./failure.ts";
import type { PollCursors } from "./progress-store.ts";
import type { Reference } from "./queue.ts";
import type { CentraSession } from "./session.ts";

const PAGE = 100;
const MOST_PAGES = 200;
/** What is changed is looked for again so far back: a change may become visible after a later one. */
const OVERLAP_MS = 120_000;

const identifier = z.union([z.string(), z.number()]).transform(String);
const changedSchema = z.object({
  id: identifier.optional().catch(undefined),
  number: identifier.optional().catch(undefined),
  updatedAt: time,
  createdAt: time,
  order: z.object({ number: identifier }).optional().catch(undefined),
});
type Changed = z.output<typeof changedSchema>;

const LISTS = [
  { cursor: "orders", question: "changedOrders", kind: "order" },
  { cursor: "shipments", question: "changedShipments", kind: "shipment" },
  { cursor: "customers", question: "changedCustomers", kind: "customer" },
  { cursor: "returns", question: "createdReturns", kind: "return" },
  { cursor: "payments", question: "createdPayments", kind: "payment" },
] as const;

/** Remembers what was handed on within the overlap, so that it is not looked at in every round. */
export interface PollMemory {
  has(key: string): boolean;
  add(key: string): void;
  /** When vouchers are looked at once more, by id. */
  readonly vouchers: Map<number, number>;
}

/**
 * Changes of vouchers cannot be polled for, so a new one is looked at again after this long: by then it has the order in which it was
 * bought.
 */
const VOUCHERS_AGAIN_AFTER_MS = 60_000;

/** Centra's times are of whole seconds, and so is what is known of its clock: until then another change may bear the same time. */
const SETTLED_AFTER_MS = 2_000;

export interface PollParts {
  readonly memory: PollMemory;
  /** Centra's time, milliseconds since the epoch. */
  readonly now: () => number;
  /** Takes a page's references; resolves once they are durable. The cursor moves on after it. */
  readonly hand: (references: readonly Reference[], cursors: PollCursors) => Promise<void>;
}

/**
 * What has changed since the cursors, by Centra's own times. A page is asked for from the last one's last time, not by number, since
 * what changes meanwhile moves to the end. Throws CentraFailure.
 */
export async function pollChanges(
  session: Pick<CentraSession, "ask">,
  before: PollCursors,
  { memory, now, hand }: PollParts,
): Promise<void> {
  let cursors = before;
  for (const { cursor, question, kind } of LISTS) {
    let from = earlierBy(cursors[cursor], OVERLAP_MS);
    let page = 1;
    let limit = PAGE;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const askedAt = now();
      const changed = await askForPage(question, { from, limit, page });
      if (changed === null) {
        // One that Centra cannot show spoils its page: with smaller pages it stands alone, and is passed over.
        if (limit > 1) [limit, page] = [Math.ceil(limit / 10), 1];
        else page += 1;
        continue;
      }
      const fresh = changed.filter((one) => !memory.has(keyOf(kind, one)));
      const last = changed.at(-1);
      const reached = last === undefined ? undefined : timeOf(last);
      cursors = { ...cursors, [cursor]: later(cursors[cursor], reached) };
      await hand(
        fresh.flatMap((one) => referenceOf(kind, one) ?? []),
        cursors,
      );
      for (const one of fresh) if (isSettled(one, askedAt)) memory.add(keyOf(kind, one));
      if (changed.length < limit || reached === undefined) break;
      page = reached === from || limit === 1 ? page + 1 : 1;
      from = limit === 1 ? from : reached;
    }
  }

  /** Null when Centra cannot show something on the page. */
  async function askForPage(
    question: (typeof LISTS)[number]["question"],
    where: { readonly from: string | null; readonly limit: number; readonly page: number },
  ): Promise<Changed[] | null> {
    try {
      const answer = await session.ask(question, where, where.limit);
      return listOf(changedSchema).parse(answer?.data.changed);
    } catch (error) {
      if (error instanceof CentraFailure && error.code === "centra_error") return null;
      throw error;
    }
  }
  await pollVouchers(session, cursors, { memory, now, hand });
}

/** Centra has no filter for vouchers by time that is documented; new ones have higher ids. */
async function pollVouchers(
  session: Pick<CentraSession, "ask">,
  cursors: PollCursors,
  { memory, now, hand }: PollParts,
): Promise<void> {
  const askedAt = now();
  const again = [...memory.vouchers].flatMap(([id, dueAt]) => (dueAt <= askedAt ? [id] : []));
  const fresh: number[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await session.ask("newestVouchers", { limit: PAGE, page }, PAGE);
    const ids = listOf(z.object({ id: z.int() }))
      .parse(answer?.data.changed)
      .map(({ id }) => id);
    const unseen = ids.filter((id) => id > (cursors.voucherId ?? 0));
    fresh.push(...unseen);
    if (ids.length < PAGE || unseen.length < ids.length) break;
  }
  if (fresh.length === 0 && again.length === 0) return;
  const references = [...fresh, ...again].map((id) => ({ kind: "voucher", reference: String(id) }) as const);
  await hand(references, { ...cursors, voucherId: Math.max(cursors.voucherId ?? 0, ...fresh) });
  for (const id of again) memory.vouchers.delete(id);
  for (const id of fresh) memory.vouchers.set(id, askedAt + VOUCHERS_AGAIN_AFTER_MS);
}

function ownReference(kind: Reference["kind"], { number, id }: Changed): string | undefined {
  return kind === "order" ? number : id;
}

function keyOf(kind: Reference["kind"], changed: Changed): string {
  return `${kind}:${ownReference(kind, changed) ?? ""}:${timeOf(changed) ?? ""}`;
}

/** Whether another change, after this page was asked for, bears another time. */
function isSettled(changed: Changed, askedAt: number): boolean {
  const at = timeOf(changed);
  return at !== undefined && askedAt - Date.parse(at) >= SETTLED_AFTER_MS;
}

function referenceOf(kind: Reference["kind"], changed: Changed): Reference | undefined {
  const own = ownReference(kind, changed);
  if (own === undefined) return undefined;
  return changed.order === undefined ? { kind, reference: own } : { kind: "order", reference: changed.order.number };
}

function timeOf(changed: Changed): string | undefined {
  return changed.updatedAt ?? changed.createdAt;
}

function earlierBy(time: string | null, milliseconds: number): string | null {
  return time === null ? null : new Date(Date.parse(time) - milliseconds).toISOString();
}

function later(a: string | null, b: string | undefined): string | null {
  if (a === null || b === undefined) return b ?? a;
  return Date.parse(b) > Date.parse(a) ? b : a;
}

/** Bounded: the oldest keys go. */
export function createPollMemory(most = 20_000): PollMemory {
  const known = new Set<string>();
  return {
    vouchers: new Map(),
    has: (key) => known.has(key),
    add(key) {
      known.add(key);
      const oldest = known.size > most ? known.values().next().value : undefined;
      if (oldest !== undefined) known.delete(oldest);
    },
  };
}
