import type { Price, Taxing } from "./price.ts";

export type OrderStatus = "PENDING" | "CONFIRMED" | "PROCESSING" | "SHIPPED" | "CANCELLED" | "ARCHIVED";

export interface AddressRecord {
  readonly firstName: string;
  readonly lastName: string;
  readonly address1: string;
  readonly address2: string | null;
  readonly city: string;
  readonly zipCode: string;
  readonly countryCode: string;
  readonly stateCode: string | null;
  readonly phoneNumber: string | null;
  readonly email: string;
  readonly companyName: string | null;
}

export interface CustomerRecord {
  readonly id: number;
  readonly storeId: number;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phoneNumber: string | null;
  readonly isRegistered: boolean;
  readonly receiveNewsletters: boolean;
  readonly address: AddressRecord | null;
  readonly marketId: number;
  readonly pricelistId: number;
  readonly languageId: number;
  readonly countryCode: string;
  readonly createdAt: number;
  updatedAt: number;
}

export interface OrderLineRecord {
  readonly id: number;
  readonly productId: number;
  readonly variantId: number;
  readonly sizeId: number;
  /** As ordered. */
  readonly quantity: number;
  readonly unitOriginal: Price;
  readonly unit: Price;
  cancelledQuantity: number;
  shippedQuantity: number;
  returnedQuantity: number;
}

export interface DiscountRecord {
  readonly voucherId: number;
  readonly name: string;
  readonly code: string | null;
  /** What it takes off, positive. */
  readonly amount: Price;
  readonly at: number;
}

export interface OrderRecord {
  /** 32 hexadecimal digits. */
  readonly id: string;
  readonly number: number;
  readonly storeId: number;
  readonly marketId: number;
  readonly pricelistId: number;
  readonly languageId: number;
  readonly customerId: number;
  readonly currency: string;
  /** Units of the base currency for one unit, decimal text. */
  readonly rate: string;
  readonly taxing: Taxing;
  readonly billingAddress: AddressRecord;
  readonly shippingAddress: AddressRecord;
  readonly shippingOptionId: number;
  readonly paymentMethodId: number;
  readonly shipping: Price;
  readonly handling: Price;
  readonly lines: readonly OrderLineRecord[];
  readonly discounts: readonly DiscountRecord[];
  readonly giftMessage: string | null;
  /** Of a delivery service, by name; empty without one. */
  readonly deliveryAttributes: Readonly<Record<string, string>>;
  readonly createdAt: number;
  updatedAt: number;
  status: OrderStatus;
  isOnHold: boolean;
  isWaitingForPayment: boolean;
}

export interface HistoryRecord {
  readonly id: number;
  readonly orderNumber: number;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly createdAt: number;
}

export interface PaymentRecord {
  readonly id: number;
  readonly orderNumber: number;
  readonly entryType: string;
  readonly returnId: number | null;
  /** Minor units; negative when paid back. */
  readonly value: number;
  readonly createdAt: number;
  status: "FAILED" | "PENDING" | "SUCCESS";
}

/** Part of a line in a shipment or a return. */
export interface LinePart {
  readonly id: number;
  readonly orderLineId: number;
  readonly quantity: number;
}

export interface ShipmentRecord {
  readonly id: number;
  /** Order number and a running number: 39790-1. */
  readonly number: string;
  readonly orderNumber: number;
  readonly parts: readonly LinePart[];
  readonly createdAt: number;
  updatedAt: number;
  isGoodToGo: boolean;
  isPaid: boolean;
  paidAt: number | null;
  shippedAt: number | null;
  carrier: string | null;
  service: string | null;
  trackingNumber: string | null;
  packages: number;
}

export interface ReturnRecord {
  readonly id: number;
  readonly orderNumber: number;
  readonly shipmentId: number;
  readonly parts: readonly LinePart[];
  /** Shipping that is paid back. */
  readonly shipping: Price;
  /** The share of the order's discounts, negative. */
  readonly discount: Price;
  readonly comment: string | null;
  readonly createdAt: number;
  status: "PENDING" | "COMPLETED";
}

export interface VoucherRecord {
  readonly id: number;
  readonly name: string;
  readonly code: string;
  readonly storeId: number;
  readonly generatorId: number | null;
  readonly orderNumber: number | null;
  readonly pricelistId: number;
  readonly currency: string;
  readonly rate: string;
  /** Minor units. */
  readonly value: number;
  readonly createdAt: number;
  readonly stopAt: number | null;
}

export interface NewsletterRecord {
  readonly id: number;
  readonly email: string;
  readonly storeId: number;
  readonly countryCode: string;
  readonly isActive: boolean;
  readonly createdAt: number;
}
