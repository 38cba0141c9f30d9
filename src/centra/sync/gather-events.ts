import { z } from "zod";
import { listOf } from "../objects/values.ts";
import { CentraFailure, partialFailure } from "./failure.ts";
import type { Reference } from "./queue.ts";
import type { CentraSession } from "./session.ts";

/** Centra's example; the largest page that its documentation shows. */
const PAGE = 200;

/** Listeners that this service needs, of all changes. What an order's history notes changes the order as well. */
const LISTENERS = ["Order", "Shipment", "Return", "PaymentHistoryEntry", "Customer", "Voucher"] as const;

const userErrorsSchema = z.array(z.object({ message: z.string().catch("") })).catch([]);
const payloadSchema = z.object({ userErrors: userErrorsSchema }).catch({ userErrors: [] });

export type EventSystem = { readonly isOn: true } | { readonly isOn: false; readonly reason: string };

/**
 * Tells Centra which events to queue for this integration; repeating it changes nothing. Centra has to enable the event system for an
 * environment, so that it may be off. Throws CentraFailure when that cannot be told.
 */
export async function setListeners(session: CentraSession): Promise<EventSystem> {
  const known = session.questions.eventObjectTypes;
  const wanted = LISTENERS.filter((type) => known.length === 0 || known.includes(type));
  try {
    const answer = await session.ask("setListeners", { input: wanted.map((objectType) => ({ objectType })) });
    if (answer === null || session.questions.documents.events === null)
      return { isOn: false, reason: "this instance has no event system" };
    const refusal = firstUserError(answer.data.setEventListeners) ?? answer.errors[0]?.message;
    return refusal === undefined ? { isOn: true } : { isOn: false, reason: refusal };
  } catch (error) {
    if (!(error instanceof CentraFailure) || !SAYS_OFF.has(error.code)) throw error;
    return { isOn: false, reason: error.failed.detail };
  }
}

const SAYS_OFF = new Set(["permission_missing", "centra_error", "query_refused"]);

const orderNumber = z
  .object({ number: z.union([z.string(), z.number()]).transform(String) })
  .optional()
  .catch(undefined);

const eventSchema = z.object({
  id: z.int(),
  objectType: z.string().catch(""),
  changeType: z.string().catch(""),
  objectReference: z.union([z.string(), z.number()]).transform(String),
  object: z
    .object({
      shipmentOrder: orderNumber,
      returnOrder: orderNumber,
      paymentOrder: orderNumber,
    })
    .nullish()
    .catch(undefined),
});

type CentraEvent = z.output<typeof eventSchema>;

/** Fetches the oldest events that were not confirmed: the same ones until they are. Throws CentraFailure. */
export async function fetchEvents(
  session: CentraSession,
): Promise<{ readonly ids: readonly number[]; readonly references: readonly Reference[]; readonly isLast: boolean }> {
  const answer = await session.ask("events", { limit: PAGE }, PAGE);
  const rows = Array.isArray(answer?.data.events) ? answer.data.events : [];
  const events = listOf(eventSchema).parse(rows);
  return {
    ids: events.map(({ id }) => id),
    references: events.flatMap((event) => referenceOf(event) ?? []),
    isLast: rows.length < PAGE,
  };
}

/** They will not come again. Throws CentraFailure; then they do, which does no harm. */
export async function confirmEvents(session: CentraSession, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const answer = await session.ask("confirmEvents", { ids });
  if (answer === null) throw partialFailure("confirmEvents", "this instance knows no confirmation of events");
  const refusal = firstUserError(answer.data.confirmEvents) ?? answer.errors[0]?.message;
  if (refusal === undefined) return;
  throw partialFailure("confirmEvents", refusal);
}

/** What is to be looked at because of an event. Undefined for what is of no interest, or gone. */
function referenceOf({ objectType, changeType, objectReference, object }: CentraEvent): Reference | undefined {
  const reference = objectReference;
  if (objectType === "Order") return { kind: "order", reference };
  const order = object?.shipmentOrder ?? object?.returnOrder ?? object?.paymentOrder;
  if (order !== undefined) return { kind: "order", reference: order.number };
  if (changeType === "DELETED") return undefined;
  switch (objectType) {
    case "Shipment":
      return { kind: "shipment", reference };
    case "Return":
      return { kind: "return", reference };
    case "PaymentHistoryEntry":
      return { kind: "payment", reference };
    case "Customer":
      return { kind: "customer", reference };
    case "Voucher":
      return { kind: "voucher", reference };
    default:
      return undefined;
  }
}

function firstUserError(payload: unknown): string | undefined {
  return payloadSchema.parse(payload).userErrors[0]?.message;
}
