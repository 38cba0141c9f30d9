import { GraphQLError } from "graphql";
import { changeTypesOf, type EventQueues, type EventSystem, type QueuedEvent } from "../events/event-queues.ts";
import type { RequestContext } from "../graphql/context.ts";
import type { Instance } from "../instance/instance.ts";
import { ALL_PRODUCTS } from "../world/catalog.ts";
import { allVariants, displayView, productView, variantView } from "./catalog.ts";
import { customerView, newsletterView } from "./customer.ts";
import { matcher, type Where } from "./filter.ts";
import { requireLimit } from "./listing.ts";
import { historyView, orderView } from "./order.ts";
import { paymentView } from "./payment.ts";
import { marketView, storeView } from "./places.ts";
import { returnView } from "./return.ts";
import { shipmentView } from "./shipment.ts";
import { timeField } from "./times.ts";
import { voucherView } from "./voucher.ts";

const DEFAULT_LIMIT = 20;

const eventFacts = {
  objectType: (event: QueuedEvent) => event.objectType,
  changeType: (event: QueuedEvent) => event.changeType,
  storeId: (event: QueuedEvent) => event.storeId,
  marketId: (event: QueuedEvent) => event.marketId,
};

/** The query fields of the event system. */
export const eventFields = {
  events(
    { where, limit }: { readonly where?: Where | null; readonly limit?: number | null },
    { state, token }: RequestContext,
  ) {
    requireEventSystem(state.eventSystem);
    const size = requireLimit(limit ?? DEFAULT_LIMIT);
    return state.queues
      .unconfirmed(token.integration, matcher(where, eventFacts), size)
      .map((event) => eventView(state.instance, event));
  },
  eventListeners: (_args: unknown, { state, token }: RequestContext) => {
    requireEventSystem(state.eventSystem);
    return listenerViews(state.queues, token.integration);
  },
};

export function requireEventSystem(eventSystem: EventSystem): void {
  if (eventSystem !== "refused") return;
  throw new GraphQLError("Events system is not enabled.", { extensions: { category: "events" } });
}

export function listenerViews(queues: EventQueues, integration: string) {
  return queues.listeners(integration).map((listener) => ({
    integrationName: integration,
    objectType: listener.objectType,
    changeTypes: changeTypesOf(listener),
    createdAt: timeField(listener.createdAt),
    updatedAt: timeField(listener.updatedAt),
  }));
}

function eventView(instance: Instance, event: QueuedEvent) {
  return {
    id: event.id,
    objectType: event.objectType,
    changeType: event.changeType,
    objectReference: event.reference,
    createdAt: timeField(event.at),
    store: () => (event.storeId === null ? null : storeView(event.storeId)),
    market: () => (event.marketId === null ? null : marketView(event.marketId)),
    object: () => objectView(instance, event),
  };
}

/** The state now; null when it is gone. */
function objectView(instance: Instance, { objectType, reference }: QueuedEvent): unknown {
  switch (objectType) {
    case "Customer":
      return viewOf(instance.customers.get(reference), (customer) => customerView(instance, customer));
    case "NewsletterSubscription":
      return viewOf(instance.newsletters.get(reference), newsletterView);
    case "Order":
      return viewOf(instance.orders.get(reference), (order) => orderView(instance, order));
    case "OrderHistoryEntry":
      return viewOf(instance.history.get(reference), (entry) => historyView(instance, entry));
    case "PaymentHistoryEntry":
      return viewOf(instance.payments.get(reference), (entry) => paymentView(instance, entry));
    case "Product":
      return viewOf(
        ALL_PRODUCTS.find(({ id }) => id === reference),
        productView,
      );
    case "ProductVariant":
      return viewOf(
        allVariants().find(({ variant }) => variant.id === reference),
        ({ product, variant }) => variantView(product, variant),
      );
    case "Display":
      return viewOf(
        allVariants().find(({ variant }) => variant.displayId === reference),
        ({ product, variant }) => displayView(product, variant),
      );
    case "Return":
      return viewOf(instance.returns.get(reference), (made) => returnView(instance, made));
    case "Shipment":
      return viewOf(instance.shipments.get(reference), (shipment) => shipmentView(instance, shipment));
    case "Voucher":
      return viewOf(instance.vouchers.get(reference), (voucher) => voucherView(instance, voucher));
  }
}

function viewOf<Item>(item: Item | undefined, view: (item: Item) => unknown): unknown {
  return item === undefined ? null : view(item);
}
