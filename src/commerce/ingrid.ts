import { z } from "zod";
import { textField } from "./fields.ts";

/** What the delivery service Ingrid says of an order or a shipment. */
export const ingridSchema = z
  .strictObject({
    pickupPointAddress: textField(500, "Where it is picked up.", "Grepgatan 40, 254 48 Helsingborg, SE").optional(),
    expectedDeliveryDate: textField(100, "When it is expected.", "2026-03-17 - 2026-03-18").optional(),
    carrier: textField(200, "Who carries it.", "Instabox").optional(),
    product: textField(200, "The carrier's product.", "Instabox Express").optional(),
    shippingMethod: textField(200, "Its code.", "isb-express").optional(),
    method: textField(200, "Ingrid's own code for the way of delivery.", "instabox-express").optional(),
    convertedId: textField(200, "The code that the warehouse knows it by.", "ISB01").optional(),
    pickup: textField(500, "The pick-up point.", "ICA Nära Grepgatan").optional(),
    doorCode: textField(100, "Code of the customer's door.", "1234").optional(),
    deliveryTime: textField(100, "The time that the customer chose.", "08:00-17:00").optional(),
    courierInstruction: textField(1000, "What the customer asks the courier.", "Leave it at the door").optional(),
  })
  .meta({ id: "Ingrid", description: "What the delivery service Ingrid says of it. Only with Ingrid." });

export type Ingrid = z.output<typeof ingridSchema>;
