import { writeTime } from "./write-json.mjs";

/** @typedef {import("./index.mjs").CommerceEventType} Type */
/** @typedef {Record<string, any> | undefined} Part */

/** What the id of an event begins with is unique in its source; longer ones are hashed. The push API takes 200 characters. */
const MAX_ID_LENGTH = 200;

/**
 * The same event gets the same id, however often and wherever it is built, so that pushing it again is harmless. A field that is missing
 * here is named by the service when it refuses the event.
 * @type {Record<Type, (data: Record<string, Part>) => unknown[]>}
 */
const ID_PARTS = {
  "order.placed": ({ order }) => ["order", order?.number, "placed"],
  "order.confirmed": ({ order }) => ["order", order?.number, "confirmed"],
  "order.cancelled": ({ order }) => ["order", order?.number, "cancelled"],
  "order.refunded": ({ order, refund }) => ["order", order?.number, "refund", refund?.id],
  "shipment.updated": ({ shipment }) => ["shipment", shipment?.number, shipment?.status],
  "checkout.started": ({ checkout }) =>
    checkout?.visitId === undefined
      ? ["checkout", checkout?.selectionId, "started"]
      : ["checkout", checkout.selectionId, checkout.visitId, "started"],
  "customer.created": ({ customer }) => ["customer", customer?.id ?? new Secret(emailOf(customer)), "created"],
  "customer.password_reset_requested": ({ customer, link }) => [
    "password-reset",
    new Secret(`${emailOf(customer)}\n${String(link)}`),
  ],
  "gift_certificate.issued": ({ giftCertificate }) => ["gift-certificate", giftCertificate?.id, "issued"],
};

/**
 * When it happened, where the data say so themselves.
 * @type {Partial<Record<Type, (data: Record<string, Part>) => unknown>>}
 */
const TIMES = {
  "order.placed": ({ order }) => order?.createdAt,
  "shipment.updated": ({ shipment }) => (shipment?.status === "shipped" ? shipment.shippedAt : undefined),
  "gift_certificate.issued": ({ giftCertificate }) => giftCertificate?.issuedAt,
};

/** A part of an id that must not be read from it: personal data, a credential. */
class Secret {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }
}

/**
 * A CloudEvent of the push API.
 * @param {Type} type
 * @param {Record<string, any>} data
 * @param {{ source: string, id?: string | undefined, time?: string | Date | undefined, now: number }} envelope
 */
export async function buildEvent(type, data, { source, id, time, now }) {
  const when = time ?? TIMES[type]?.(data ?? {}) ?? new Date(now);
  return {
    specversion: "1.0",
    id: id ?? (await idOf(type, data ?? {})),
    source,
    type,
    time: when instanceof Date ? writeTime(when) : when,
    data,
  };
}

/**
 * @param {Type} type
 * @param {Record<string, any>} data
 */
async function idOf(type, data) {
  const parts = ID_PARTS[type](data).map((part) => (part instanceof Secret ? hash(part.text) : String(part ?? "")));
  const id = (await Promise.all(parts)).join("-");
  return id.length <= MAX_ID_LENGTH ? id : `${type}-${await hash(id)}`;
}

/** @param {Part} customer */
function emailOf(customer) {
  return String(customer?.email ?? "").toLowerCase();
}

/**
 * SHA-256 in hexadecimal, by the Web's own cryptography, which every runtime of JavaScript on servers has.
 * @param {string} text
 */
async function hash(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
