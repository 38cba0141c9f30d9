import type { Basket } from "./orders.ts";

/** What is bought on the shop day, by whom. `at`: the moment so many hours before its end. */
export function ordersOf(at: (hoursAgo: number) => string) {
  return {
    astrid: {
      number: "10501",
      at: at(8),
      items: [
        { product: "anorak", size: "M", quantity: 1, unitPrice: 229_900 },
        { product: "beanie", size: "One size", quantity: 2, unitPrice: 34_900 },
      ],
      shipping: 4_900,
      taxPercent: 25,
      voucher: { code: "HEMMA10", amount: 10_000 },
    },
    jonas: {
      number: "10502",
      at: at(7.5),
      items: [
        { product: "knit", size: "L", quantity: 2, unitPrice: 11_995, unitOriginalPrice: 14_995 },
        { product: "beanie", size: "One size", quantity: 1, unitPrice: 2_995 },
      ],
      shipping: 595,
      taxPercent: 19,
    },
    emma: {
      number: "10503",
      at: at(6),
      items: [{ product: "anorak", size: "S", quantity: 1, unitPrice: 18_900 }],
      shipping: 900,
      taxPercent: 20,
    },
    mikkel: {
      number: "10504",
      at: at(5),
      items: [{ product: "knit", size: "M", quantity: 1, unitPrice: 89_900 }],
      shipping: 0,
      taxPercent: 25,
    },
    yuki: {
      number: "10505",
      at: at(4),
      items: [
        { product: "anorak", size: "S", quantity: 1, unitPrice: 38_500 },
        { product: "knit", size: "S", quantity: 1, unitPrice: 19_800 },
      ],
      shipping: 2_000,
      taxPercent: 0,
    },
    noor: {
      number: "10506",
      at: at(3),
      items: [{ product: "beanie", size: "One size", quantity: 3, unitPrice: 9_375 }],
      shipping: 2_500,
      taxPercent: 0,
    },
  } as const satisfies Record<string, Basket>;
}
