import type { Ingrid } from "../commerce/ingrid.ts";
import type { Properties } from "./items.ts";

type Named = readonly (readonly [field: keyof Ingrid, variable: string])[];

/** Under the names that Centra's own plugin gave them (Centra, Klaviyo plugin, 2023). */
const OF_ORDER: Named = [
  ["pickupPointAddress", "IngridPickupPointAddress"],
  ["expectedDeliveryDate", "IngridExpectedDeliveryDate"],
  ["carrier", "IngridCarrier"],
  ["product", "IngridProduct"],
  ["shippingMethod", "IngridShippingMethod"],
];

const OF_SHIPMENT: Named = [
  ...OF_ORDER,
  ["method", "IngridMethod"],
  ["convertedId", "IngridConvertedId"],
  ["pickup", "IngridPickup"],
  ["doorCode", "IngridDoorCode"],
  ["deliveryTime", "IngridDeliveryTime"],
  ["courierInstruction", "IngridCourierInstruction"],
];

/** In `Shipping` of the order metrics; nothing without Ingrid. */
export function ingridOfOrder(ingrid: Ingrid | undefined): Properties {
  return variablesOf(ingrid, OF_ORDER);
}

/** At the top of the shipment metrics; nothing without Ingrid. */
export function ingridOfShipment(ingrid: Ingrid | undefined): Properties {
  return variablesOf(ingrid, OF_SHIPMENT);
}

function variablesOf(ingrid: Ingrid | undefined, names: Named): Properties {
  if (ingrid === undefined) return {};
  return Object.fromEntries(
    names.flatMap(([field, variable]) => {
      const value = ingrid[field];
      return value === undefined ? [] : [[variable, value]];
    }),
  );
}
