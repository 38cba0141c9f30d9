import type { Instance } from "../instance/instance.ts";
import type { AddressRecord, CustomerRecord, NewsletterRecord } from "../instance/records.ts";
import { damaged } from "./damage.ts";
import { orderView } from "./order.ts";
import { countryByCode, languageView, marketView, pricelistView, stateView, storeView } from "./places.ts";
import { optionalTimeField, timeField } from "./times.ts";

export function addressView(address: AddressRecord) {
  return {
    firstName: address.firstName,
    lastName: address.lastName,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    zipCode: address.zipCode,
    stateOrProvince: stateView(address.countryCode, address.stateCode)?.name ?? null,
    cellPhoneNumber: null,
    phoneNumber: address.phoneNumber,
    faxNumber: null,
    email: address.email,
    companyName: address.companyName,
    attention: null,
    vatNumber: null,
    country: () => countryByCode(address.countryCode),
    state: () => stateView(address.countryCode, address.stateCode),
  };
}

export function customerView(instance: Instance, customer: CustomerRecord): Readonly<Record<string, unknown>> {
  const orders = () => instance.ofCustomer.get(customer.id) ?? [];
  return damaged(instance, "Customer", customer.id, {
    __typename: "Customer",
    id: customer.id,
    status: "ACTIVE",
    email: customer.email,
    firstName: customer.firstName,
    lastName: customer.lastName,
    phoneNumber: customer.phoneNumber,
    cellPhoneNumber: null,
    createdAt: timeField(customer.createdAt),
    updatedAt: timeField(customer.updatedAt),
    lastLoginAt: optionalTimeField(customer.isRegistered ? customer.createdAt : null),
    totalOrders: () => orders().length,
    billingAddress: customer.address === null ? null : addressView(customer.address),
    store: () => storeView(customer.storeId),
    birthdate: null,
    isAnonymized: false,
    isRegistered: customer.isRegistered,
    receiveNewsletters: customer.receiveNewsletters,
    gender: null,
    language: () => languageView(customer.languageId),
    country: () => countryByCode(customer.countryCode),
    market: () => marketView(customer.marketId),
    pricelist: () => pricelistView(customer.pricelistId),
    lastOrder() {
      const last = orders().at(-1);
      return last === undefined ? null : orderView(instance, last);
    },
    attributes: [],
  });
}

export function newsletterView(subscription: NewsletterRecord) {
  return {
    __typename: "NewsletterSubscription",
    id: subscription.id,
    email: subscription.email,
    isActive: subscription.isActive,
    createdAt: timeField(subscription.createdAt),
    country: () => countryByCode(subscription.countryCode),
    productSize: null,
    productVariant: null,
    store: () => storeView(subscription.storeId),
  };
}
