import type { RequestContext } from "../graphql/context.ts";
import type { Instance } from "../instance/instance.ts";
import { catalogFields } from "./catalog-listings.ts";
import { type ConnectionArguments, connect } from "./connection.ts";
import { customerView, newsletterView } from "./customer.ts";
import { eventFields } from "./events.ts";
import type { Where } from "./filter.ts";
import { amongKeys, ofOrders } from "./keyed-records.ts";
import { type ListArguments, type Listing, listPage, select } from "./listing.ts";
import {
  customerListing,
  historyListing,
  newsletterListing,
  orderListing,
  paymentListing,
  returnListing,
  shipmentListing,
  voucherListing,
} from "./listings.ts";
import { historyView, orderView } from "./order.ts";
import { paymentView } from "./payment.ts";
import { returnView } from "./return.ts";
import { shipmentView } from "./shipment.ts";
import { voucherView } from "./voucher.ts";

interface Kind<Item> {
  /** Those that may match; a filter by key need not look at the others. */
  readonly items: (instance: Instance, where: Where) => Iterable<Item>;
  readonly listing: (instance: Instance) => Listing<Item>;
  readonly view: (instance: Instance, item: Item) => unknown;
}

function kind<Item>(items: Kind<Item>["items"], listing: Kind<Item>["listing"], view: Kind<Item>["view"]): Kind<Item> {
  return { items, listing, view };
}

const orders = kind(
  ({ orders, ofCustomer }, { number, customerId }) => ofOrders(ofCustomer, customerId) ?? amongKeys(orders, number),
  () => orderListing,
  orderView,
);
const customers = kind(
  ({ customers }, { id }) => amongKeys(customers, id),
  () => customerListing,
  customerView,
);
const shipments = kind(({ shipments }, { id }) => amongKeys(shipments, id), shipmentListing, shipmentView);
const returns = kind(({ returns }, { id }) => amongKeys(returns, id), returnListing, returnView);
const payments = kind(
  ({ payments, ofOrder }, { id, orderNumber }) => ofOrders(ofOrder.payments, orderNumber) ?? amongKeys(payments, id),
  paymentListing,
  paymentView,
);
const history = kind(
  ({ history, ofOrder }, { id, orderNumber }) => ofOrders(ofOrder.history, orderNumber) ?? amongKeys(history, id),
  historyListing,
  historyView,
);
const vouchers = kind(
  ({ vouchers }, { id }) => amongKeys(vouchers, id),
  () => voucherListing,
  voucherView,
);
const newsletters = kind(
  ({ newsletters }, { id }) => amongKeys(newsletters, id),
  () => newsletterListing,
  (_instance, subscription) => newsletterView(subscription),
);

function listField<Item>({ items, listing, view }: Kind<Item>) {
  return (args: ListArguments, context: RequestContext) => {
    const { instance } = context.state;
    const page = listPage(items(instance, args.where ?? {}), args, listing(instance), context);
    return page.map((item) => view(instance, item));
  };
}

function connectionField<Item>({ items, listing, view }: Kind<Item>, keyOf: (item: Item) => number) {
  return (args: ConnectionArguments, context: RequestContext) => {
    const { instance } = context.state;
    const possible = items(instance, args.where ?? {});
    return connect(possible, args, listing(instance), (item) => view(instance, item), keyOf, context);
  };
}

function countField<Item>({ items, listing }: Kind<Item>) {
  return ({ where }: { readonly where?: Where | null }, context: RequestContext) => {
    const { instance } = context.state;
    return select(items(instance, where ?? {}), where, null, listing(instance), context).length;
  };
}

/** The fields of `Query`. */
export const queryRoot = {
  ...catalogFields,
  ...eventFields,
  rateLimits: (_args: unknown, { state, nowMs }: RequestContext) => state.buckets.use(nowMs),
  counters: {
    orders: countField(orders),
    customers: countField(customers),
    shipments: countField(shipments),
    returns: countField(returns),
  },
  order({ id }: { readonly id: string }, { state }: RequestContext) {
    const order = state.instance.orders.values().find((one) => one.id === id);
    return order === undefined ? null : orderView(state.instance, order);
  },
  orders: listField(orders),
  orderConnection: connectionField(orders, (order) => order.number),
  orderHistory: listField(history),
  orderPaymentHistory: listField(payments),
  customers: listField(customers),
  customerConnection: connectionField(customers, (customer) => customer.id),
  shipments: listField(shipments),
  shipmentConnection: connectionField(shipments, (shipment) => shipment.id),
  returns: listField(returns),
  voucher({ id }: { readonly id: number }, { state }: RequestContext) {
    const voucher = state.instance.vouchers.get(id);
    return voucher === undefined ? null : voucherView(state.instance, voucher);
  },
  vouchers: listField(vouchers),
  newsletterSubscriptions: listField(newsletters),
};
