/**
 * The questions to Centra, with every field that is of use if the instance has it; `fitQuery` takes out what it lacks. Spellings that
 * Centra's documentation leaves open stand side by side.
 */

const ADDRESS = `fragment addr on Address {
  firstName lastName companyName address1 address2 city zipCode stateOrProvince phoneNumber cellPhoneNumber email
  country { code name } state { code name }
}`;

/**
 * Each field costs points of the rate limit, those in lists many times; only what is used is asked for, and what shipments and returns
 * hold in questions of their own, when it is to be told.
 */
const orderFields = (shipmentFields: string) => `id number status isWaitingForPayment createdAt orderDate updatedAt
  store { id } market { id name } pricelist { id name } country { code } language { code languageCode }
  baseGrandTotal: grandTotal { value currency { code } conversionRate }
  totals {
    shipping { value } shippingTaxIncluded { value } shippingTaxAdded { value } handling { value } discounts { value }
    taxIncluded { value } taxAdded { value }
  }
  shippingPriceGroup { shippingOption { name } }
  giftMessage
  attributes { type { name } elements { key value } }
  paymentMethod { uri name }
  discountsApplied { value { value } ... on AppliedVoucher { code voucherName } }
  billingAddress { ...addr } shippingAddress { ...addr }
  lines(includeFullyCancelled: true) {
    __typename id quantity cancelledQuantity taxPercent size productNumber productName productBrand productVariantName
    productExternalUrl frontendItemId
    gross: lineValue(includingTax: true) { value } net: lineValue(includingTax: false) { value }
    unitPrice { value } unitOriginalPrice { value }
    brand { name } category { id name } product { id name isBundle } productVariant { name }
    productSize { SKU EAN GTIN UPC description }
  }
  paymentHistory(where: { entryType: [REFUND, REFUND_GIFT_CARD] }) { id createdAt status entryType value { value } return { id } }
  history(where: { type: [ORDER_STATUS_CHANGED, ORDER_ITEMS_CANCELLED] }) { createdAt type dataJSON }
  orderHistory(limit: 100) { createdAt type dataJSON }
  shipments { ${shipmentFields} }
  customer { id email firstName lastName }
  ... on DirectToConsumerOrder { consumer: customer { id email firstName lastName } }`;

const ordersByNumber = (shipmentFields: string) => `query orders($numbers: [Int!], $limit: Int) {
  orders(where: { number: $numbers, storeType: DIRECT_TO_CONSUMER }, limit: $limit) { ${orderFields(shipmentFields)} }
}
${ADDRESS}`;

export const ORDERS_BY_NUMBER = ordersByNumber(
  "id number isShipped shippedAt trackingNumber numberOfPackages trackingUrl carrierInformation { carrierName serviceName }",
);

/** Whether there are shipments says that an order was confirmed; what left when is no part of a history. */
export const PAST_ORDERS_BY_NUMBER = ordersByNumber("id number");

/** Whose orders a history is of, in the order in which the accounts were made. */
export const CUSTOMERS_CREATED = `query customersCreated($from: DateTimeTz, $limit: Int, $page: Int) {
  listed: customers(where: { createdAt: { from: $from } }, sort: [createdAt_ASC, id_ASC], limit: $limit, page: $page) {
    id createdAt isRegistered registered store { id }
  }
}`;
export const ORDERS_OF_CUSTOMERS = `query ordersOfCustomers($ids: [Int!], $from: DateTimeTz, $limit: Int, $page: Int) {
  listed: orders(
    where: { customerId: $ids, createdAt: { from: $from }, storeType: DIRECT_TO_CONSUMER }
    sort: [createdAt_ASC, number_ASC], limit: $limit, page: $page
  ) { number createdAt customer { id } ... on DirectToConsumerOrder { consumer: customer { id } } }
}`;
export const ORDERS_CREATED = `query ordersCreated($from: DateTimeTz, $limit: Int, $page: Int) {
  listed: orders(
    where: { createdAt: { from: $from }, storeType: DIRECT_TO_CONSUMER }
    sort: [createdAt_ASC, number_ASC], limit: $limit, page: $page
  ) {
    number createdAt customer { id isRegistered registered }
    ... on DirectToConsumerOrder { consumer: customer { id isRegistered registered } }
  }
}`;
export const CUSTOMERS_COUNTED = `query customersCounted($from: DateTimeTz) {
  counters { customers(where: { createdAt: { from: $from } }) }
}`;

export const SHIPMENTS_BY_ID = `query shipments($ids: [Int!], $limit: Int) {
  shipments(where: { id: $ids }, limit: $limit) { id lines { quantity orderLine { id } } shippingAddress { ...addr } }
}
${ADDRESS}`;

export const RETURNS_BY_ID = `query returns($ids: [Int!], $limit: Int) {
  returns(where: { id: $ids }, limit: $limit) {
    id comment grandTotal { value } lines { quantity lineValue { value } orderLine { id } }
    totals { shipping { value } handling { value } taxIncluded { value } taxAdded { value } }
  }
}`;

/** What decides what happened to orders, without what they say. */
export const ORDER_STATES = `query orderStates($statuses: [OrderStatus!], $limit: Int, $page: Int) {
  orders(where: { status: $statuses, storeType: DIRECT_TO_CONSUMER }, sort: [number_ASC], limit: $limit, page: $page) {
    number status isWaitingForPayment createdAt updatedAt store { id }
    paymentHistory(where: { entryType: [REFUND, REFUND_GIFT_CARD] }) { id createdAt status entryType }
    history(where: { type: [ORDER_STATUS_CHANGED, ORDER_ITEMS_CANCELLED] }) { createdAt type dataJSON }
    orderHistory(limit: 100) { createdAt type dataJSON }
    shipments { id number isShipped shippedAt }
  }
}`;

export const NEWEST = `query newest {
  byNumber: orders(sort: [number_DESC], limit: 1) { number }
  byChange: orders(sort: [updatedAt_DESC], limit: 1) { updatedAt }
  customers(sort: [id_DESC], limit: 1) { id }
  vouchers(sort: [id_DESC], limit: 1) { id }
}`;

export const CUSTOMERS_BY_ID = `query customers($ids: [Int!], $limit: Int) {
  customers(where: { id: $ids }, limit: $limit) {
    id email firstName lastName createdAt updatedAt isRegistered registered phoneNumber cellPhoneNumber
    store { id } market { id name } pricelist { id name currency { code } } country { code } language { code languageCode }
    billingAddress { ...addr }
  }
}
${ADDRESS}`;

export const VOUCHERS_BY_ID = `query vouchers($ids: [Int!], $limit: Int) {
  vouchers(where: { id: $ids }, limit: $limit) {
    id name code url status createdAt startAt stopAt store { id } stores { id }
    giftCertificateGenerator { id name description }
    description giftMessage friend recipientName
    initialValue { value currency { code } conversionRate }
    value { value currency { code } conversionRate }
    actions {
      id result {
        reusableValues {
          pricelist { id } remainingValue { value currency { code } conversionRate }
          originalValue { value currency { code } conversionRate }
        }
      }
    }
    order { number }
    originatingOrder { number }
    market { id name } markets { id name }
  }
}`;

/** The orders that other objects belong to. */
export const ORDERS_OF_SHIPMENTS = `query ordersOfShipments($ids: [Int!], $limit: Int) {
  found: shipments(where: { id: $ids }, limit: $limit) { id number order { number } }
}`;
export const ORDERS_OF_RETURNS = `query ordersOfReturns($ids: [Int!], $limit: Int) {
  found: returns(where: { id: $ids }, limit: $limit) { id order { number } shipment { number } }
}`;
export const ORDERS_OF_PAYMENTS = `query ordersOfPayments($ids: [Int!], $limit: Int) {
  found: orderPaymentHistory(where: { id: $ids }, limit: $limit) { id order { number } }
}`;

export const EVENTS = `query events($limit: Int) {
  events(limit: $limit) {
    id objectType changeType objectReference
    object {
      ... on DirectToConsumerShipment { shipmentOrder: order { number } }
      ... on DirectToConsumerReturn { returnOrder: order { number } }
      ... on PaymentHistoryEntry { paymentOrder: order { number } }
    }
  }
}`;

export const EVENT_LISTENERS = "query eventListeners { eventListeners { integrationName objectType changeTypes } }";

export const SET_LISTENERS = `mutation setEventListeners($input: [EventListenerSetInput!]!) {
  setEventListeners(input: $input) { userErrors { message path } userWarnings { message path } }
}`;

export const CONFIRM_EVENTS = `mutation confirmEvents($ids: [Int!]!) {
  confirmEvents(input: { eventsIds: $ids }) { userErrors { message path } userWarnings { message path } }
}`;

export const RATE_LIMITS = "query rateLimits { rateLimits { type intervalSeconds quota usedQuota remainingQuota } }";

export const DISPLAY_ITEMS = `query displayItems($ids: [Int!], $limit: Int, $size: String) {
  displayItems(where: { id: $ids }, limit: $limit) {
    id
    display {
      id uri name
      categories { id name uri } canonicalCategory { id name }
      media { id source(sizeName: $size) { type url } }
    }
    productVariant { id name }
  }
}`;

export const CHANGED_ORDERS = `query changedOrders($from: DateTimeTz, $limit: Int, $page: Int) {
  changed: orders(where: { updatedAt: { from: $from }, storeType: DIRECT_TO_CONSUMER }, sort: [updatedAt_ASC], limit: $limit, page: $page) { number updatedAt }
}`;
export const CHANGED_SHIPMENTS = `query changedShipments($from: DateTimeTz, $limit: Int, $page: Int) {
  changed: shipments(where: { updatedAt: { from: $from } }, sort: [updatedAt_ASC], limit: $limit, page: $page) { id number updatedAt order { number } }
}`;
export const CHANGED_CUSTOMERS = `query changedCustomers($from: DateTimeTz, $limit: Int, $page: Int) {
  changed: customers(where: { updatedAt: { from: $from } }, sort: [updatedAt_ASC], limit: $limit, page: $page) { id updatedAt }
}`;
export const CREATED_RETURNS = `query createdReturns($from: DateTimeTz, $limit: Int, $page: Int) {
  changed: returns(where: { createdAt: { from: $from } }, sort: [id_ASC], limit: $limit, page: $page) { id createdAt order { number } }
}`;
export const CREATED_PAYMENTS = `query createdPayments($from: DateTimeTz, $limit: Int, $page: Int) {
  changed: orderPaymentHistory(where: { createdAt: { from: $from } }, sort: [id_ASC], limit: $limit, page: $page) { id createdAt order { number } }
}`;
export const NEWEST_VOUCHERS = `query newestVouchers($limit: Int, $page: Int) {
  changed: vouchers(sort: [id_DESC], limit: $limit, page: $page) { id }
}`;

export const BASE_CURRENCY = "query baseCurrency { currencies(where: { isBase: true }, limit: 200) { code isBase } }";

export const OPTIONS = `query options {
  stores { id name }
  markets(limit: 200) { id name }
  pricelists(limit: 200) { id name currency { code } }
  countries(limit: 200) { code name }
  languages(limit: 200) { id name code languageCode countryCode isActive }
  currencies(limit: 200) { code name isBase }
  mediaSizes { name }
  imageSizes { name }
}`;
