import { z } from "zod";
import { listOf } from "../objects/values.ts";
import type { QuestionName } from "../schema/questions.ts";
import { wholeEntries } from "./look.ts";
import type { QueuedReference } from "./queue.ts";
import type { CentraSession } from "./session.ts";

const QUESTIONS = {
  shipment: "ordersOfShipments",
  return: "ordersOfReturns",
  payment: "ordersOfPayments",
} as const satisfies Record<string, QuestionName>;

const identifier = z.union([z.string(), z.number()]).transform(String);
const foundSchema = z.object({
  id: identifier,
  number: identifier.optional().catch(undefined),
  order: z.object({ number: identifier }).optional().catch(undefined),
  shipment: z.object({ number: identifier }).optional().catch(undefined),
});

export interface FoundOrders {
  /** Order number of each reference; a thing that is gone has none. */
  readonly numberOf: ReadonlyMap<QueuedReference, string>;
  /** Centra did not show them whole. */
  readonly unseen: ReadonlySet<QueuedReference>;
}

/** The orders that shipments, returns and payments belong to. Throws CentraFailure. */
export async function findOrders(session: CentraSession, references: readonly QueuedReference[]): Promise<FoundOrders> {
  const numberOf = new Map<QueuedReference, string>();
  const unseen = new Set<QueuedReference>();
  for (const kind of ["shipment", "return", "payment"] as const) {
    const ofKind = references.filter((reference) => reference.kind === kind);
    if (ofKind.length === 0) continue;
    const ids = ofKind.map(({ reference }) => Number(reference));
    const answer = await session.ask(QUESTIONS[kind], { ids, limit: ids.length }, ids.length);
    if (answer === null) continue;
    const { whole, isComplete } = wholeEntries("found", answer);
    const orders = new Map(
      listOf(foundSchema)
        .parse(whole)
        .map((found) => [found.id, found.order?.number ?? orderOfShipment(found.number ?? found.shipment?.number)]),
    );
    for (const reference of ofKind) {
      const number = orders.get(reference.reference);
      if (number !== undefined) numberOf.set(reference, number);
      else if (!isComplete) unseen.add(reference);
    }
  }
  return { numberOf, unseen };
}

/** A shipment's number is its order's number and an index: 39790-1. */
function orderOfShipment(number: string | undefined): string | undefined {
  return /^(\d+)-\d+$/.exec(number ?? "")?.[1];
}
