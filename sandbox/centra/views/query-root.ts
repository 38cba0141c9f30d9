import type { RequestContext } from "../graphql/context.ts";
import type { Instance } from "../instance/instance.ts";
import { catalogFields } from "./catalog-listings.ts";
import { type ConnectionArguments, connect } from "./connection.ts";
import { customerView, newsletterView } from "./customer.ts";
import { eventFields } from "./events.ts";
import type { Where } from "./filter.ts";
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

type Kind<Item> = readonly [
  items: (instance: Instance) => Iterable<Item>,
  listing: (instance: Instance) => Listing<Item>,
  view: (instance: Instance, item: Item) => unknown,
];

function kind<Item>(...parts: Kind<Item>): Kind<Item> {
  return parts;
}

const orders = kind(
  (instance) => instance.orders.values(),
  () => orderListing,
  orderView,
);
const customers = kind(
  (instance) => instance.customers.values(),
  () => customerListing,
  customerView,
);
const shipments = kind((instance) => instance.shipments.values(), shipmentListing, shipmentView);
const returns = kind((instance) => instance.returns.values(), returnListing, returnView);
const payments = kind((instance) => instance.payments.values(), paymentListing, paymentView);
const history = kind((instance) => instance.history.values(), historyListing, historyView);
const vouchers = kind(
  (instance) => instance.vouchers.values(),
  () => voucherListing,
  voucherView,
);
const newsletters = kind(
  (instance) => instance.newsletters.values(),
  () => newsletterListing,
  (_instance, subscription) => newsletterView(subscription),
);

function listField<Item>([items, listing, view]: Kind<Item>) {
  return (args: ListArguments, context: RequestContext) => {
    const { instance } = context.state;
    return listPage(items(instance), args, listing(instance), context).map((item) => view(instance, item));
  };
}

function connectionField<Item>([items, listing, view]: Kind<Item>, keyOf: (item: Item) => number) {
  return (args: ConnectionArguments, context: RequestContext) => {
    const { instance } = context.state;
    return connect(items(instance), args, listing(instance), (item) => view(instance, item), keyOf, context);
  };
}

function countField<Item>([items, listing]: Kind<Item>) {
  return ({ where }: { readonly where?: Where | null }, { state, ...rest }: RequestContext) =>
    select(items(state.instance), where, null, listing(state.instance), { ...rest, state }).length;
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
