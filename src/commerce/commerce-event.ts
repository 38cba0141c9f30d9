import { z } from "zod";
import { accountFields, customerSchema, shopFields } from "./customer.ts";
import { storableField, timeField, urlField } from "./fields.ts";
import { giftCertificateSchema } from "./gift-certificate.ts";
import { checkoutSchema, type Order, orderSchema } from "./order.ts";
import { refundSchema } from "./refund.ts";
import { shipmentSchema } from "./shipment.ts";

/** An attribute that CloudEvents lets anyone add: a lower-case name, a simple value. It is tolerated and not used. */
const extensionValue = z.union([z.string().max(10_000), z.boolean(), z.int32()]);

/** CloudEvents 1.0, structured mode: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md */
function commerceEventOf<const Type extends string, Data extends z.ZodType>(
  type: Type,
  id: string,
  description: string,
  data: Data,
) {
  return z
    .object({
      specversion: z.literal("1.0").meta({ description: "Version of CloudEvents." }),
      id: storableField(200)
        .min(1)
        .meta({ description: "Unique in its source; a repetition has the same id.", examples: ["evt-102-placed"] }),
      source: storableField(500)
        .min(1)
        .meta({ description: "Where it comes from, a URI reference.", examples: ["/shops/ascaro"] }),
      type: z.literal(type).meta({ description: "What happened." }),
      time: timeField("When it happened.", "2026-03-14T09:26:53+01:00"),
      subject: z
        .string()
        .max(500)
        .meta({ description: "What it happened to.", examples: ["102"] })
        .optional(),
      datacontenttype: z
        .string()
        .regex(/^application\/([\w.+-]+\+)?json\b/i, "must be application/json, or be left out")
        .meta({ description: "Form of `data`.", examples: ["application/json"] })
        .optional(),
      dataschema: z.string().max(2000).meta({ description: "Schema of `data`, a URI." }).optional(),
      data,
    })
    .catchall(extensionValue)
    .check(refuseOddExtensions)
    .meta({ id, description });
}

const KNOWN_ATTRIBUTES = new Set([
  "specversion",
  "id",
  "source",
  "type",
  "time",
  "subject",
  "datacontenttype",
  "dataschema",
  "data",
]);

function refuseOddExtensions(payload: z.core.ParsePayload<Record<string, unknown>>): void {
  for (const name in payload.value) {
    if (KNOWN_ATTRIBUTES.has(name) || /^[a-z0-9]{1,20}$/.test(name)) continue;
    payload.issues.push({ code: "unrecognized_keys", keys: [name], input: payload.value, path: [] });
  }
}

const orderData = z.strictObject({ order: orderSchema });

/** A shipment or refund names lines; each must be one of its order's, and no more of it than was ordered. */
function refuseUnknownLines(
  payload: z.core.ParsePayload<{ readonly order: Order }>,
  part: string,
  parts: readonly { readonly lineId: string; readonly quantity: number }[] | undefined,
): void {
  if (!parts) return;
  const quantities = new Map(payload.value.order.lines.map((line) => [line.id, line.quantity]));
  parts.forEach(({ lineId, quantity }, index) => {
    const ordered = quantities.get(lineId);
    const left = ordered === undefined ? undefined : ordered - quantity;
    if (left !== undefined && left >= 0) {
      quantities.set(lineId, left);
      return;
    }
    const isUnknown = ordered === undefined;
    payload.issues.push({
      code: "custom",
      input: isUnknown ? lineId : quantity,
      path: [part, "lines", index, isUnknown ? "lineId" : "quantity"],
      message: isUnknown ? "is not the id of a line of the order" : "is more than what the order's line has left",
    });
  });
}

export const commerceEventSchema = z
  .discriminatedUnion("type", [
    commerceEventOf("order.placed", "OrderPlaced", "A customer placed an order.", orderData),
    commerceEventOf("order.confirmed", "OrderConfirmed", "The shop confirmed an order.", orderData),
    commerceEventOf(
      "order.cancelled",
      "OrderCancelled",
      "An order was cancelled.",
      z.strictObject({
        order: orderSchema,
        reason: z
          .string()
          .max(2000)
          .meta({ description: "Why.", examples: ["Size too small"] })
          .optional(),
      }),
    ),
    commerceEventOf(
      "order.refunded",
      "OrderRefunded",
      "Money was paid back.",
      z
        .strictObject({ order: orderSchema, refund: refundSchema })
        .check((payload) => refuseUnknownLines(payload, "refund", payload.value.refund.lines)),
    ),
    commerceEventOf(
      "shipment.updated",
      "ShipmentUpdated",
      "A shipment left, is out for delivery, or was delivered.",
      z
        .strictObject({ order: orderSchema, shipment: shipmentSchema })
        .check((payload) => refuseUnknownLines(payload, "shipment", payload.value.shipment.lines)),
    ),
    commerceEventOf(
      "checkout.started",
      "CheckoutStarted",
      "A known customer began to check out.",
      z.strictObject({ checkout: checkoutSchema }),
    ),
    commerceEventOf("customer.created", "CustomerCreated", "A customer registered.", z.strictObject(accountFields)),
    commerceEventOf(
      "customer.password_reset_requested",
      "PasswordResetRequested",
      "A customer asked for a new password. The event's id tells requests apart.",
      z.strictObject({
        ...accountFields,
        link: urlField(
          "Where the new password is set. A credential.",
          "https://ascaro-shop.com/password-reset?c=1",
        ).min(1),
      }),
    ),
    commerceEventOf(
      "gift_certificate.issued",
      "GiftCertificateIssued",
      "A gift certificate was issued. `customer` is who gets the mail.",
      z.strictObject({ giftCertificate: giftCertificateSchema, customer: customerSchema, ...shopFields }),
    ),
  ])
  .meta({ id: "CommerceEvent", description: "Something that happened in the shop, as a CloudEvent." });

export type CommerceEvent = z.output<typeof commerceEventSchema>;
export type CommerceEventType = CommerceEvent["type"];

/** The commerce event of one type. */
export type CommerceEventOf<Type extends CommerceEventType> = Extract<CommerceEvent, { readonly type: Type }>;
