import type {
  CustomerRecord,
  HistoryRecord,
  NewsletterRecord,
  OrderRecord,
  PaymentRecord,
  ReturnRecord,
  ShipmentRecord,
  VoucherRecord,
} from "./records.ts";

export type ObjectType =
  | "Customer"
  | "Display"
  | "NewsletterSubscription"
  | "Order"
  | "OrderHistoryEntry"
  | "PaymentHistoryEntry"
  | "Product"
  | "ProductVariant"
  | "Return"
  | "Shipment"
  | "Voucher";

export type ChangeType = "CREATED" | "UPDATED" | "DELETED" | "COMPLETED" | "DEPENDENT_DATA_CHANGED";

/** Something that changed, as the event system and webhooks tell it. */
export interface Change {
  readonly objectType: ObjectType;
  readonly changeType: ChangeType;
  /** The id, but an order's number. */
  readonly reference: number;
  readonly storeId: number | null;
  readonly marketId: number | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What a webhook calls it, where that differs. */
  readonly action?: string;
}

type Kind = "customer" | "line" | "history" | "payment" | "shipment" | "part" | "return" | "voucher" | "newsletter";

/** What a Centra instance holds, behind its API. The operations beside this file change it. */
export interface Instance {
  readonly customers: Map<number, CustomerRecord>;
  /** By number. */
  readonly orders: Map<number, OrderRecord>;
  readonly history: Map<number, HistoryRecord>;
  readonly payments: Map<number, PaymentRecord>;
  readonly shipments: Map<number, ShipmentRecord>;
  readonly returns: Map<number, ReturnRecord>;
  readonly vouchers: Map<number, VoucherRecord>;
  readonly newsletters: Map<number, NewsletterRecord>;
  /** Orders of a customer, by the customer's id, oldest first. */
  readonly ofCustomer: Map<number, OrderRecord[]>;
  /** What belongs to an order, by its number, oldest first. */
  readonly ofOrder: OrderIndex;
  /** Values that stand in for what an object has, `Order 14` → field → value: to show a consumer what it does not expect. */
  readonly damage: Map<string, Readonly<Record<string, unknown>>>;
  /** How often a product's pictures were replaced, and one. */
  readonly mediaVersions: Map<number, number>;
  nextId(kind: Kind): number;
  nextOrderNumber(): number;
  announce(change: Change): void;
}

export interface OrderIndex {
  readonly history: Map<number, HistoryRecord[]>;
  readonly payments: Map<number, PaymentRecord[]>;
  readonly shipments: Map<number, ShipmentRecord[]>;
  readonly returns: Map<number, ReturnRecord[]>;
}

const FIRST_IDS: Readonly<Record<Kind, number>> = {
  customer: 27,
  line: 68,
  history: 500,
  payment: 900,
  shipment: 346,
  part: 466,
  return: 385,
  voucher: 727,
  newsletter: 40,
};

/** An instance with a catalog and places, and nothing that happened yet. `announce` is told of every change. */
export function createInstance(announce: (change: Change) => void): Instance {
  const nextIds = { ...FIRST_IDS };
  let nextNumber = 1_001;
  return {
    customers: new Map(),
    orders: new Map(),
    history: new Map(),
    payments: new Map(),
    shipments: new Map(),
    returns: new Map(),
    vouchers: new Map(),
    newsletters: new Map(),
    ofCustomer: new Map(),
    ofOrder: { history: new Map(), payments: new Map(), shipments: new Map(), returns: new Map() },
    damage: new Map(),
    mediaVersions: new Map(),
    announce,
    nextId(kind) {
      const id = nextIds[kind];
      nextIds[kind] += 1;
      return id;
    },
    nextOrderNumber() {
      const number = nextNumber;
      nextNumber += 1;
      return number;
    },
  };
}

/** Throws when there is none. */
export function requireOrder(instance: Instance, number: number): OrderRecord {
  const order = instance.orders.get(number);
  if (order === undefined) throw new Error(`The sandbox has no order ${number}.`);
  return order;
}

/** Stores an order, and that it is its customer's. */
export function addOrder(instance: Instance, order: OrderRecord): void {
  instance.orders.set(order.number, order);
  const siblings = instance.ofCustomer.get(order.customerId);
  if (siblings === undefined) instance.ofCustomer.set(order.customerId, [order]);
  else siblings.push(order);
}

/** The order is gone, as if it had never been, but for what others remember. */
export function deleteOrder(instance: Instance, number: number): void {
  const order = requireOrder(instance, number);
  instance.orders.delete(number);
  const siblings = instance.ofCustomer.get(order.customerId) ?? [];
  instance.ofCustomer.set(
    order.customerId,
    siblings.filter((one) => one !== order),
  );
}

/** Stores a record that belongs to an order. */
export function addToOrder<Part extends { readonly id: number; readonly orderNumber: number }>(
  all: Map<number, Part>,
  byOrder: Map<number, Part[]>,
  record: Part,
): Part {
  all.set(record.id, record);
  const siblings = byOrder.get(record.orderNumber);
  if (siblings === undefined) byOrder.set(record.orderNumber, [record]);
  else siblings.push(record);
  return record;
}
