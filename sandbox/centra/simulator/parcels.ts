import { addVoucher } from "../instance/customer-operations.ts";
import { keptQuantity } from "../instance/order-totals.ts";
import type { OrderRecord, ShipmentRecord } from "../instance/records.ts";
import {
  completeShipment,
  createShipment,
  type LineQuantity,
  releaseShipment,
  type Transport,
} from "../instance/shipment-operations.ts";
import { GIFT_CERTIFICATE_GENERATORS } from "../world/catalog.ts";
import { currencyOf } from "../world/places.ts";
import { decimalText, journalTime } from "./journal.ts";
import { HOUR_MS, MINUTE_MS, type ShopFloor } from "./shop-floor.ts";
import { sendBack } from "./take-back.ts";

const CARRIERS = [
  { carrier: "PostNord", service: "MyPack Collect" },
  { carrier: "DHL", service: "Express" },
  { carrier: "UPS", service: "Ground" },
  { carrier: "Budbee", service: "Home" },
] as const;

/** All that is left of the order, in one parcel or in two. */
export function sendParcels(floor: ShopFloor, order: OrderRecord, at: number): void {
  const { chance, timeline } = floor;
  const all = order.lines
    .map((line) => ({ lineId: line.id, quantity: keptQuantity(line) }))
    .filter(({ quantity }) => quantity > 0);
  const [first, second] = chance.percent(25) ? split(all) : [all, []];
  sendParcel(floor, order, first, at, second.length === 0);
  if (second.length === 0) return;
  timeline.plan(at + chance.between(1, 40) * HOUR_MS, (later) => sendParcel(floor, order, second, later, true));
}

/** Half of the pieces; a line may be in both halves. */
function split(all: readonly LineQuantity[]): [LineQuantity[], LineQuantity[]] {
  const pieces = all.flatMap(({ lineId, quantity }) => Array.from({ length: quantity }, () => lineId));
  const half = Math.ceil(pieces.length / 2);
  return [collect(pieces.slice(0, half)), collect(pieces.slice(half))];
}

function collect(pieces: readonly number[]): LineQuantity[] {
  const quantities = new Map<number, number>();
  for (const lineId of pieces) quantities.set(lineId, (quantities.get(lineId) ?? 0) + 1);
  return [...quantities].map(([lineId, quantity]) => ({ lineId, quantity }));
}

function sendParcel(
  floor: ShopFloor,
  order: OrderRecord,
  parts: readonly LineQuantity[],
  at: number,
  isLast: boolean,
): void {
  const { chance, instance, timeline } = floor;
  const shipment = createShipment(instance, order.number, parts, at);
  timeline.plan(at + chance.between(1, 20) * MINUTE_MS, (later) => releaseShipment(instance, shipment.id, later));
  timeline.plan(at + chance.between(30, 600) * MINUTE_MS, (later) => {
    const transport = {
      ...(chance.percent(92) ? chance.pick(CARRIERS) : { carrier: null, service: null }),
      trackingNumber: chance.percent(85) ? `LB${chance.hex(10).toUpperCase()}` : null,
      packages: chance.percent(90) ? 1 : 2,
    };
    handOver(floor, order, shipment, transport, later);
    if (isLast && chance.percent(25)) sendBack(floor, order, later);
  });
}

function handOver(
  floor: ShopFloor,
  order: OrderRecord,
  shipment: ShipmentRecord,
  transport: Transport,
  at: number,
): void {
  completeShipment(floor.instance, shipment.id, transport, at);
  floor.write({
    what: "parcel sent",
    at: journalTime(at),
    orderNumber: order.number,
    shipmentNumber: shipment.number,
    parts: shipment.parts.map(({ orderLineId, quantity }) => ({ lineId: orderLineId, quantity })),
  });
}

/** "After payment Centra generates a credit voucher, creates and completes the shipment automatically, and mails the code." */
export function sendGiftCard(floor: ShopFloor, order: OrderRecord, at: number): void {
  const { chance, instance } = floor;
  const [line] = order.lines;
  if (line === undefined) throw new Error(`Order ${order.number} has no gift card.`);
  const shipment = createShipment(instance, order.number, [{ lineId: line.id, quantity: line.quantity }], at);
  handOver(floor, order, shipment, { carrier: null, service: null, trackingNumber: null, packages: 1 }, at);
  const voucher = addVoucher(instance, {
    name: "Gift card",
    code: `GIFT-${chance.hex(8).toUpperCase()}`,
    storeId: order.storeId,
    generatorId: GIFT_CERTIFICATE_GENERATORS[0].id,
    orderNumber: order.number,
    pricelistId: order.pricelistId,
    currency: order.currency,
    rate: order.rate,
    value: line.unit.gross,
    createdAt: at,
    stopAt: at + 365 * 24 * HOUR_MS,
  });
  floor.write({
    what: "gift certificate issued",
    at: journalTime(at),
    orderNumber: order.number,
    voucherId: voucher.id,
    amount: decimalText(voucher.value, currencyOf(order.currency).digits),
  });
}
