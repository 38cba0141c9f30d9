import { type Basket, purchaseOf } from "./orders.ts";
import type { Person } from "./people.ts";

/** What Klaviyo must have at the end of the day because of a step: metric and unique id. */
export type Expected = readonly [metric: string, uniqueId: string];

export function orderOf(person: Person, basket: Basket) {
  return { number: basket.number, ...purchaseOf(person, basket) };
}

/** What an order placed gives. */
export function placed(basket: Basket): Expected[] {
  return [
    ["Placed Order", basket.number],
    ...basket.items.map((_, index): Expected => ["Ordered Product", `${basket.number}-${index + 1}`]),
  ];
}

/** A parcel of the order, whole or with some of its lines. */
export function parcelOf(
  person: Person,
  basket: Basket,
  {
    part,
    status,
    shippedAt,
    lines,
  }: {
    readonly part: number;
    readonly status: string;
    readonly shippedAt: string;
    readonly lines?: readonly { readonly lineId: string; readonly quantity: number }[] | undefined;
  },
) {
  const tracking = `FF${basket.number}${part}SE`;
  return {
    order: orderOf(person, basket),
    shipment: {
      number: `${basket.number}-${part}`,
      status,
      carrier: "PostNord",
      service: "Express",
      trackingNumber: tracking,
      trackingUrl: `https://tracking.fjallform.com/${tracking}`,
      shippedAt,
      packages: 1,
      ...(lines ? { lines } : {}),
    },
  };
}

/** What a parcel's new state gives. */
export function moved(name: string, number: string): Expected[] {
  return [
    ["Shipping Update", `${name}-${number}`],
    [name, `${name}-${number}`],
  ];
}
