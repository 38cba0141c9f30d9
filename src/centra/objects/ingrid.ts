import { z } from "zod";
import type { Ingrid } from "../../commerce/ingrid.ts";
import { listOf, text } from "./values.ts";

/** Attributes of an object, with those of its elements that hold a text. */
export const attributes = listOf(
  z.object({
    type: z.object({ name: text }).optional().catch(undefined),
    elements: listOf(z.object({ key: text, value: text })),
  }),
);

type Attributes = z.output<typeof attributes>;

/**
 * Centra keeps what Ingrid answered as attributes of the order, under keys that its documentation does not list: they are known by the
 * names that Centra's own plugin gives to the values.
 */
const KEYS: Readonly<Record<string, keyof Ingrid>> = {
  pickuppointaddress: "pickupPointAddress",
  pickupaddress: "pickupPointAddress",
  expecteddeliverydate: "expectedDeliveryDate",
  deliverydate: "expectedDeliveryDate",
  carrier: "carrier",
  product: "product",
  carrierproduct: "product",
  shippingmethod: "shippingMethod",
  method: "method",
  externalmethodid: "method",
  convertedid: "convertedId",
  pickup: "pickup",
  pickuppoint: "pickup",
  doorcode: "doorCode",
  deliverytime: "deliveryTime",
  courierinstruction: "courierInstruction",
  courierinstructions: "courierInstruction",
};

const LONGEST: Readonly<Partial<Record<keyof Ingrid, number>>> = {
  pickupPointAddress: 500,
  pickup: 500,
  courierInstruction: 1_000,
};
/** The shop's language takes at least so much in each field. */
const LONG = 100;

/** What Ingrid says of an order; undefined without Ingrid. */
export function ingridOf(given: Attributes): Ingrid | undefined {
  const ingrid: Partial<Record<keyof Ingrid, string>> = {};
  for (const { type, elements } of given) {
    if (!/ingrid/i.test(type?.name ?? "")) continue;
    for (const { key, value } of elements) {
      const field = KEYS[nameOf(key)];
      if (field !== undefined && value !== undefined) ingrid[field] ??= value.slice(0, LONGEST[field] ?? LONG);
    }
  }
  return Object.keys(ingrid).length === 0 ? undefined : ingrid;
}

/** `ingrid_pickup_point_address` and `pickupPointAddress` are the same. */
function nameOf(key: string | undefined): string {
  return (key ?? "")
    .toLowerCase()
    .replaceAll(/[^a-z]/g, "")
    .replace(/^ingrid/, "");
}
