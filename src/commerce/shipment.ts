import { z } from "zod";
import { addressSchema } from "./customer.ts";
import { storableField, textField, timeField, urlField } from "./fields.ts";
import { ingridSchema } from "./ingrid.ts";
import { linePartFields } from "./order-line.ts";

export const shipmentSchema = z
  .strictObject({
    number: storableField(200)
      .min(1)
      .meta({ description: "The shipment's number, unique in the shop.", examples: ["113-1"] }),
    status: z
      .enum(["shipped", "out_for_delivery", "delivered"])
      .meta({ description: "What happened to it.", examples: ["shipped"] }),
    shippedAt: timeField("When it left.", "2026-03-15T15:12:57+01:00").optional(),
    carrier: textField(200, "Who carries it.", "PostNord").optional(),
    service: textField(200, "The carrier's service.", "MyPack Home").optional(),
    trackingNumber: textField(200, "Tracking number.", "ABC123").optional(),
    trackingUrl: urlField("Where the customer follows it.", "https://tracking.ascaro-shop.com/ABC123").optional(),
    packages: z
      .int()
      .min(0)
      .max(100_000)
      .meta({ description: "Number of packages. Default: 1.", examples: [1] })
      .optional(),
    ingrid: ingridSchema
      .meta({ description: "What Ingrid says of it, when not what it says of the order." })
      .optional(),
    shippingAddress: addressSchema.meta({ description: "Where it goes, when not to the order's address." }).optional(),
    lines: z
      .array(z.strictObject(linePartFields).meta({ id: "ShipmentLine", description: "What of a line is in it." }))
      .max(5000)
      .meta({ description: "What is in it. Absent: all of the order." })
      .optional(),
  })
  .meta({ id: "Shipment", description: "Part of an order on its way." });

export type Shipment = z.output<typeof shipmentSchema>;
