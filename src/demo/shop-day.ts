import { addressOf, amountIn, customerOf, placeOf, purchaseOf } from "./orders.ts";
import { PEOPLE, type Person } from "./people.ts";
import { ordersOf } from "./shop-day-orders.ts";
import { type Expected, moved, orderOf, parcelOf, placed } from "./shop-day-parts.ts";

export interface Step {
  /** For the terminal: who does what. */
  readonly person: Person;
  readonly does: string;
  /** The CloudEvent as a storefront would push it. */
  readonly event: { readonly id: string; readonly type: string; readonly time: string; readonly data: unknown };
  /** What the push API must answer. */
  readonly answer: "accepted" | "duplicate" | "refused";
  readonly expected: readonly Expected[];
}

const { astrid, mikkel, jonas, emma, yuki, noor } = PEOPLE;

/** A small shop day that ends at `now` (milliseconds since the epoch): every metric at least once. */
export function shopDay(now: number): readonly Step[] {
  const at = (hoursAgo: number) =>
    new Date(Math.floor(now / 1_000) * 1_000 - hoursAgo * 3_600_000).toISOString().replace(".000Z", "+00:00");
  const step = (
    person: Person,
    hoursAgo: number,
    type: string,
    does: string,
    data: unknown,
    expected: readonly Expected[],
    answer: Step["answer"] = "accepted",
  ): Step => ({
    person,
    does,
    event: { id: `${type}-${person.id}-${hoursAgo}`, type, time: at(hoursAgo), data },
    answer,
    expected,
  });

  const orders = ordersOf(at);
  const shippedAt = at(2.5);
  const jonasPays = amountIn("EUR");

  const astridPlaced = step(
    astrid,
    8,
    "order.placed",
    "orders an anorak and two beanies",
    { order: orderOf(astrid, orders.astrid) },
    placed(orders.astrid),
  );
  return [
    step(
      astrid,
      8.4,
      "customer.created",
      "creates an account",
      { customer: customerOf(astrid), address: addressOf(astrid), currency: "SEK", ...placeOf(astrid) },
      [["Created Account", astrid.id]],
    ),
    step(
      astrid,
      8.2,
      "checkout.started",
      "goes to the checkout",
      { checkout: { selectionId: "sel-8f3a21", ...purchaseOf(astrid, orders.astrid) } },
      [["Started Checkout", "sel-8f3a21"]],
    ),
    astridPlaced,
    { ...astridPlaced, does: "orders: the storefront pushes it once more", answer: "duplicate", expected: [] },
    step(
      jonas,
      7.5,
      "order.placed",
      "orders two knits on sale and a beanie",
      { order: orderOf(jonas, orders.jonas) },
      placed(orders.jonas),
    ),
    step(astrid, 7.4, "order.confirmed", "gets the confirmation", { order: orderOf(astrid, orders.astrid) }, [
      ["Confirmed Order", "10501"],
    ]),
    step(jonas, 7.2, "order.confirmed", "gets the confirmation", { order: orderOf(jonas, orders.jonas) }, [
      ["Confirmed Order", "10502"],
    ]),
    step(emma, 6, "order.placed", "orders an anorak", { order: orderOf(emma, orders.emma) }, placed(orders.emma)),
    step(
      emma,
      5.8,
      "order.cancelled",
      "changes her mind",
      { order: orderOf(emma, orders.emma), reason: "Ordered the wrong size" },
      [["Cancelled Order", "10503"]],
    ),
    step(
      mikkel,
      5.2,
      "customer.password_reset_requested",
      "has forgotten the password",
      {
        customer: customerOf(mikkel),
        ...placeOf(mikkel),
        link: "https://fjallform.com/da/password-reset?id=48&i=8a87c1",
      },
      [["Reset Password", "customer.password_reset_requested-5002-5.2"]],
    ),
    step(mikkel, 5, "order.placed", "orders a knit", { order: orderOf(mikkel, orders.mikkel) }, placed(orders.mikkel)),
    step(
      mikkel,
      4.9,
      "order.placed",
      "orders; a bug sends a float, no e-mail",
      {
        order: {
          ...orderOf(mikkel, { ...orders.mikkel, number: "10599" }),
          customer: { id: mikkel.id },
          totals: { grandTotal: 899.0, taxAmount: "179.80" },
        },
      },
      [],
      "refused",
    ),
    step(
      yuki,
      4,
      "order.placed",
      "orders an anorak and a knit",
      { order: orderOf(yuki, orders.yuki) },
      placed(orders.yuki),
    ),
    step(yuki, 3.9, "order.confirmed", "gets the confirmation", { order: orderOf(yuki, orders.yuki) }, [
      ["Confirmed Order", "10505"],
    ]),
    step(noor, 3, "order.placed", "orders three beanies", { order: orderOf(noor, orders.noor) }, placed(orders.noor)),
    step(
      noor,
      2.9,
      "gift_certificate.issued",
      "buys a gift certificate for a friend",
      {
        giftCertificate: {
          id: "gc-77",
          name: "Fjäll & Form gift card",
          code: "FJALL-7Q2X-M4",
          link: "https://fjallform.com/gift/7Q2X",
          message: "Stay warm!",
          description: "Your gift card",
          friend: "Leila",
          issuedAt: at(2.9),
          dueAt: at(-8_760),
          amount: "25.000",
          currency: "KWD",
          baseCurrency: "SEK",
          conversionRate: noor.conversionRate,
        },
        customer: customerOf(noor),
        ...placeOf(noor),
      },
      [["Gift Certificate", "gc-77"]],
    ),
    step(
      astrid,
      2.5,
      "shipment.updated",
      "has a parcel on its way",
      parcelOf(astrid, orders.astrid, { part: 1, status: "shipped", shippedAt }),
      moved("Shipped", "10501-1"),
    ),
    step(
      jonas,
      2.4,
      "shipment.updated",
      "has a first parcel on its way",
      parcelOf(jonas, orders.jonas, { part: 1, status: "shipped", shippedAt, lines: [{ lineId: "1", quantity: 2 }] }),
      moved("Shipped", "10502-1"),
    ),
    step(
      jonas,
      2.2,
      "shipment.updated",
      "has a second parcel on its way",
      parcelOf(jonas, orders.jonas, { part: 2, status: "shipped", shippedAt, lines: [{ lineId: "2", quantity: 1 }] }),
      moved("Shipped", "10502-2"),
    ),
    step(
      astrid,
      1.5,
      "shipment.updated",
      "sees the van",
      parcelOf(astrid, orders.astrid, { part: 1, status: "out_for_delivery", shippedAt }),
      moved("Out for delivery", "10501-1"),
    ),
    step(
      astrid,
      1,
      "shipment.updated",
      "has her parcel",
      parcelOf(astrid, orders.astrid, { part: 1, status: "delivered", shippedAt }),
      moved("Delivered", "10501-1"),
    ),
    step(
      jonas,
      0.6,
      "order.refunded",
      "sends one knit back",
      {
        order: orderOf(jonas, orders.jonas),
        refund: { id: "901", amount: jonasPays(11_995), lines: [{ lineId: "1", quantity: 1 }], reason: "Too large" },
      },
      [["Refunded Order", "10502"]],
    ),
    step(
      jonas,
      0.2,
      "order.refunded",
      "sends the beanie back as well",
      {
        order: orderOf(jonas, orders.jonas),
        refund: { id: "902", amount: jonasPays(2_995), lines: [{ lineId: "2", quantity: 1 }], reason: "Scratchy" },
      },
      [["Refunded Order", "10502-refund-902"]],
    ),
  ];
}
