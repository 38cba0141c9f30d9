import { type Instance, requireOrder } from "../instance/instance.ts";
import type {
  CustomerRecord,
  HistoryRecord,
  NewsletterRecord,
  OrderRecord,
  PaymentRecord,
  ReturnRecord,
  ShipmentRecord,
  VoucherRecord,
} from "../instance/records.ts";
import { countryOf, currencyOf } from "../world/places.ts";
import type { Listing } from "./listing.ts";

const isDirectToConsumer = () => "DIRECT_TO_CONSUMER";

export const orderListing: Listing<OrderRecord> = {
  facts: {
    id: (order) => order.id,
    number: (order) => order.number,
    status: (order) => order.status,
    createdAt: (order) => order.createdAt,
    orderDate: (order) => order.createdAt,
    updatedAt: (order) => order.updatedAt,
    customerId: (order) => order.customerId,
    storeId: (order) => order.storeId,
    storeType: isDirectToConsumer,
    marketId: (order) => order.marketId,
    pricelistId: (order) => order.pricelistId,
    currencyId: (order) => currencyOf(order.currency).id,
    countryId: (order) => countryOf(order.shippingAddress.countryCode).id,
    languageId: (order) => order.languageId,
    isOnHold: (order) => order.isOnHold,
    isLocked: () => false,
    isInternal: () => false,
    isWaitingForPayment: (order) => order.isWaitingForPayment,
  },
  storeOf: (order) => order.storeId,
};

export const customerListing: Listing<CustomerRecord> = {
  facts: {
    id: (customer) => customer.id,
    email: (customer) => customer.email,
    createdAt: (customer) => customer.createdAt,
    updatedAt: (customer) => customer.updatedAt,
    storeId: (customer) => customer.storeId,
    countryId: (customer) => countryOf(customer.countryCode).id,
    marketId: (customer) => customer.marketId,
    isAnonymized: () => false,
  },
  storeOf: (customer) => customer.storeId,
};

export const newsletterListing: Listing<NewsletterRecord> = {
  facts: {
    id: (subscription) => subscription.id,
    email: (subscription) => subscription.email,
    createdAt: (subscription) => subscription.createdAt,
    storeId: (subscription) => subscription.storeId,
  },
  storeOf: (subscription) => subscription.storeId,
};

export const voucherListing: Listing<VoucherRecord> = {
  facts: {
    id: (voucher) => voucher.id,
    code: (voucher) => voucher.code,
    createdAt: (voucher) => voucher.createdAt,
    updatedAt: (voucher) => voucher.createdAt,
    storeId: (voucher) => voucher.storeId,
    giftCertificateGeneratorId: (voucher) => voucher.generatorId,
  },
  storeOf: (voucher) => voucher.storeId,
};

export function historyListing(instance: Instance): Listing<HistoryRecord> {
  return {
    facts: {
      id: (entry) => entry.id,
      type: (entry) => entry.type,
      createdAt: (entry) => entry.createdAt,
      orderNumber: (entry) => entry.orderNumber,
    },
    storeOf: (entry) => requireOrder(instance, entry.orderNumber).storeId,
  };
}

export function paymentListing(instance: Instance): Listing<PaymentRecord> {
  const storeOf = (entry: PaymentRecord) => requireOrder(instance, entry.orderNumber).storeId;
  return {
    facts: {
      id: (entry) => entry.id,
      entryType: (entry) => entry.entryType,
      status: (entry) => entry.status,
      createdAt: (entry) => entry.createdAt,
      orderNumber: (entry) => entry.orderNumber,
      returnId: (entry) => entry.returnId,
      storeId: storeOf,
    },
    storeOf,
  };
}

export function shipmentListing(instance: Instance): Listing<ShipmentRecord> {
  const orderOf = (shipment: ShipmentRecord) => requireOrder(instance, shipment.orderNumber);
  return {
    facts: {
      id: (shipment) => shipment.id,
      number: (shipment) => shipment.number,
      createdAt: (shipment) => shipment.createdAt,
      updatedAt: (shipment) => shipment.updatedAt,
      shippedAt: (shipment) => shipment.shippedAt,
      isGoodToGo: (shipment) => shipment.isGoodToGo,
      isShipped: (shipment) => shipment.shippedAt !== null,
      isPaid: (shipment) => shipment.isPaid,
      customerId: (shipment) => orderOf(shipment).customerId,
      orderId: (shipment) => orderOf(shipment).id,
      storeId: (shipment) => orderOf(shipment).storeId,
      storeType: isDirectToConsumer,
      trackingNumber: (shipment) => shipment.trackingNumber,
    },
    storeOf: (shipment) => orderOf(shipment).storeId,
  };
}

/** `ReturnFilter` has no `updatedAt`. */
export function returnListing(instance: Instance): Listing<ReturnRecord> {
  const orderOf = (made: ReturnRecord) => requireOrder(instance, made.orderNumber);
  return {
    facts: {
      id: (made) => made.id,
      returnStatus: (made) => made.status,
      createdAt: (made) => made.createdAt,
      customerId: (made) => orderOf(made).customerId,
      orderId: (made) => orderOf(made).id,
      orderNumber: (made) => made.orderNumber,
      shipmentId: (made) => made.shipmentId,
      storeId: (made) => orderOf(made).storeId,
      storeType: isDirectToConsumer,
    },
    storeOf: (made) => orderOf(made).storeId,
  };
}
