import { placeOrder } from "../instance/order-operations.ts";
import { grandTotal, linePrice } from "../instance/order-totals.ts";
import { divideRounded, NO_PRICE, sumPrices, type Taxing, taxed } from "../instance/price.ts";
import type { DiscountRecord, OrderLineRecord, OrderRecord, VoucherRecord } from "../instance/records.ts";
import { GIFT_CARD } from "../world/catalog.ts";
import { currencyOf, PAYMENT_METHODS } from "../world/places.ts";
import { fillBasket, orderLine, priceOfLines, taxingOf } from "./baskets.ts";
import { decimalText, journalTime } from "./journal.ts";
import type { ShopFloor } from "./shop-floor.ts";
import type { Shopper } from "./shoppers.ts";

const TAX_FREE: Taxing = { regime: "included", percent: 0 };

/** What the delivery service leaves on an order. */
const INGRID_ATTRIBUTES = {
  pickup_point_address: "Odengatan 1, 113 51 Stockholm, SE",
  expected_delivery_date: "2026-03-17 - 2026-03-18",
  carrier: "Instabox",
  product: "Instabox Express",
  shipping_method: "isb-express",
  delivery_time: "08:00-17:00",
  courier_instructions: "Leave it at the door",
};

interface Basket {
  readonly lines: readonly OrderLineRecord[];
  readonly taxing: Taxing;
  readonly discounts: readonly DiscountRecord[];
  readonly shippingOptionId: number;
  /** Of the price list, minor units. */
  readonly shippingMinor: number;
  readonly handlingMinor: number;
}

/** A shopper with a full basket pays, or promises to. */
export function checkOutGoods(
  floor: ShopFloor,
  shopper: Shopper,
  vouchers: readonly VoucherRecord[],
  at: number,
): OrderRecord {
  const { chance, instance } = floor;
  const { region } = shopper;
  const taxing = taxingOf(region);
  const lines = fillBasket(instance, chance, region, taxing);
  const isExpress = chance.percent(20);
  const major = 10 ** currencyOf(region.currency).digits;
  const voucher = chance.percent(20) ? vouchers.find(({ storeId }) => storeId === shopper.customer.storeId) : undefined;
  const rate = Number(currencyOf(region.currency).rate);
  return checkOut(floor, shopper, at, chance.percent(15), {
    lines,
    taxing,
    discounts: voucher === undefined ? [] : [redeem(voucher, lines, taxing, at)],
    shippingOptionId: isExpress ? 2 : 1,
    shippingMinor: chance.percent(25) ? 0 : Math.round(((isExpress ? 129 : 59) / rate) * major),
    handlingMinor: chance.percent(6) ? Math.round((19 / rate) * major) : 0,
  });
}

/** A gift card is bought alone, and paid for at once. */
export function checkOutGiftCard(floor: ShopFloor, shopper: Shopper, at: number): OrderRecord {
  const { chance, instance } = floor;
  const { rate, digits } = currencyOf(shopper.region.currency);
  const worth = Math.max(1, Math.round((chance.pick([200, 500, 1_000]) / Number(rate)) * 10 ** digits));
  return checkOut(floor, shopper, at, false, {
    lines: [orderLine(instance, chance, GIFT_CARD, worth, 0, TAX_FREE, 1)],
    taxing: TAX_FREE,
    discounts: [],
    shippingOptionId: 3,
    shippingMinor: 0,
    handlingMinor: 0,
  });
}

/** Ten percent off the lines. */
function redeem(voucher: VoucherRecord, lines: readonly OrderLineRecord[], taxing: Taxing, at: number): DiscountRecord {
  const amount = taxed(divideRounded(priceOfLines(lines, taxing).list * 10, 100), taxing);
  return { voucherId: voucher.id, name: voucher.name, code: voucher.code, amount, at };
}

function checkOut(
  floor: ShopFloor,
  { customer, region }: Shopper,
  at: number,
  isWaitingForPayment: boolean,
  basket: Basket,
): OrderRecord {
  const { chance, instance } = floor;
  const { currency, marketId, pricelistId, languageId } = region;
  const { address } = customer;
  if (address === null) throw new Error(`Customer ${customer.id} has no address.`);
  const deliversByIngrid = chance.percent(10) && region.countryCode === "SE";
  const order = placeOrder(instance, {
    id: chance.hex(32),
    storeId: customer.storeId,
    marketId,
    pricelistId,
    languageId,
    customerId: customer.id,
    currency,
    rate: currencyOf(currency).rate,
    taxing: basket.taxing,
    billingAddress: address,
    shippingAddress: address,
    shippingOptionId: basket.shippingOptionId,
    paymentMethodId: chance.pick(PAYMENT_METHODS).id,
    shipping: basket.shippingMinor === 0 ? NO_PRICE : taxed(basket.shippingMinor, basket.taxing),
    handling: basket.handlingMinor === 0 ? NO_PRICE : taxed(basket.handlingMinor, basket.taxing),
    lines: basket.lines,
    discounts: basket.discounts,
    giftMessage: basket.shippingOptionId === 3 ? "Happy birthday!" : null,
    deliveryAttributes: deliversByIngrid ? INGRID_ATTRIBUTES : {},
    createdAt: at,
    isWaitingForPayment,
  });
  floor.write({
    what: "order made",
    at: journalTime(at),
    order: describeOrder(order, customer.email),
    waitsForPayment: isWaitingForPayment,
  });
  return order;
}

function describeOrder(order: OrderRecord, email: string) {
  const { digits } = currencyOf(order.currency);
  const text = (minor: number) => decimalText(minor, digits);
  return {
    number: order.number,
    storeId: order.storeId,
    customerId: order.customerId,
    email,
    currency: order.currency,
    rate: order.rate,
    lines: order.lines.map((line) => ({
      id: line.id,
      quantity: line.quantity,
      total: text(linePrice(order, line).gross),
    })),
    shipping: text(order.shipping.gross),
    discount: text(sumPrices(order.discounts.map(({ amount }) => amount)).gross),
    total: text(grandTotal(order).gross),
  };
}
