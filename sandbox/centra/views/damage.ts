import type { Instance } from "../instance/instance.ts";

/** The view with what was damaged of the object: `Order 1001`, `OrderLine 68`, `Shipment 346`. */
export function damaged<View extends Readonly<Record<string, unknown>>>(
  instance: Instance,
  type: string,
  key: number,
  view: View,
): View {
  const damage = instance.damage.get(`${type} ${key}`);
  return damage === undefined ? view : { ...view, ...damage };
}
