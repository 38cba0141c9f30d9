/** The meaning of a variable by its name; what differs in a part of the payload is under the part's name. */
type Notes = Readonly<Record<string, string>>;

const event: Notes = {
  AbandonedCartURL: "the settings' cart link, `{selection}` replaced by the selection's id",
  BaseCurrency: "the plugin's base currency: of every amount without `InCustomerCurrency`",
  BillingAddress: "the billing address; empty fields when there is none",
  Brand: "brand",
  Brands: "brands of the items, each once",
  Categories: "names of the items' categories, each once",
  CentraShippingMethod: "the shop's own name for the shipping option",
  CheckoutURL: "the same as `AbandonedCartURL`, under Klaviyo's name",
  Code: "what is redeemed; a credential",
  Country: "delivery country, two letters",
  CreatedDate: "when the order was made, in the shop's time zone",
  CustomerCurrency: "the currency that the customer pays in",
  CustomerId: "the customer's id in the shop",
  Date: "when it was issued, in the shop's time zone",
  Description: "what it is",
  DiscountCode: "the codes that the customer entered, joined by commas",
  DiscountCodes: "the same as a list",
  DiscountValue: "all discounts: the lines' own and those of the order as a whole",
  DueDate: "until when it holds, in the shop's time zone; empty for ever",
  FirstName: "first name",
  Friend: "the other person's name",
  GrossPaidPrice: "the total, tax included",
  GrossPaidPricePerUnit: "the total again, under the name that the list of template variables has for it",
  HasDiscount: "whether `DiscountValue` is not nought, for conditions in templates, flows and segments",
  HasHandlingCost: "the same for `Handling.Cost`",
  HasOtherAmount: "the same for `OtherAmount`",
  HasShippingCost: "the same for `Shipping.Cost`; false when it is shipped free",
  HasTax: "the same for `TaxAmount`",
  Handling: "what handling or the payment method costs",
  IngridCarrier: "only with Ingrid: who carries it",
  IngridConvertedId: "only with Ingrid: the code that the warehouse knows it by",
  IngridCourierInstruction: "only with Ingrid: what the customer asks the courier",
  IngridDeliveryTime: "only with Ingrid: the time that the customer chose",
  IngridDoorCode: "only with Ingrid: code of the customer's door",
  IngridExpectedDeliveryDate: "only with Ingrid: when it is expected",
  IngridMethod: "only with Ingrid: its own code for the way of delivery",
  IngridPickup: "only with Ingrid: the pick-up point",
  IngridPickupPointAddress: "only with Ingrid: where it is picked up",
  IngridProduct: "only with Ingrid: the carrier's product",
  IngridShippingMethod: "only with Ingrid: its code",
  ItemCount: "number of items, also of those that were cut",
  ItemNames: "names of the items",
  Items: "the items, see below",
  Language: "the customer's language, two letters",
  LastName: "last name",
  Link: "where it is redeemed; a credential",
  Market: "the shop's market",
  Message: "the giver's words",
  MethodForPayment: "how it is paid",
  Name: "its name",
  OrderDate: "when the order was made, in the shop's time zone",
  OrderId: "the order's number",
  OrderType: "One-time Purchase, New Subscription or Recurring Subscription Payment",
  OtherAmount:
    "what the shop added to its total, or took off it, without saying what for: rounding to cash, a gift card, a fee held back",
  OtherTaxAmount: "the same for tax; also what a discount of the order as a whole takes off the lines' tax",
  PackagesAmount: "number of packages",
  PackagesAmountPlural: "the plural form that the customer's language has for it, as in `PieceCountPlural`",
  PasswordResetLink: "where the new password is set; a credential",
  PieceCount: "number of pieces: the items' quantities together",
  PieceCountPlural:
    "the plural form that the customer's language has for it: zero, one, two, few, many or other (CLDR)",
  Pricelist: "the price list that applied",
  Reason: "why",
  RefundId: "the refund's id in the shop",
  SelectionId: "id of the selection (the cart)",
  ShipmentId: "the same as the unique id",
  Shipping: "how it is shipped, and for how much",
  ShippingAddress: "where it goes",
  ShippingCarrier: "who carries it",
  ShippingCost: "what shipping costs for the whole order, which may come in several shipments",
  ShippingDate: "when it left, in the shop's time zone",
  ShippingMethod: "service and carrier, else the shop's own name for the shipping option",
  ShippingService: "the carrier's service",
  ShippingTaxAmount: "the tax in it",
  Subtotal: "what the items would cost without discounts: `OriginalPrice` of all of them",
  TaxAmount: "the tax in the total",
  TrackingNumber: "tracking number",
  TrackingUrl: "where the customer follows it",
  TruncatedFields: "only when Klaviyo's limits made it necessary: which lists were cut",
  UpdateType: "Shipped, Out for delivery or Delivered",
  Value: "what it is worth",
};

const item: Notes = {
  Brand: "brand",
  Categories: "categories by their ids; in Ordered Product a list of names",
  DiscountValue: "what the line's discounts took off",
  Discounted: "whether they took off anything",
  GTIN: "global trade item number (EAN, UPC)",
  GrossPaidPrice: "what the line costs, tax included",
  GrossPaidPricePerUnit: "what one piece costs, tax included",
  ImageURL: "picture, in the size that the settings name",
  IsSubscription: "only for subscriptions: true",
  ItemPrice: "what one piece costs in the base currency, as a number: Klaviyo's name",
  LineId: "the line's id in the order",
  OriginalPrice: "what the line would cost without its discounts",
  ProductBrand: "the brand, under Klaviyo's name",
  ProductCategories: "names of the categories, as a list: Klaviyo's name",
  ProductID: "the display item's id, equal to the catalog item's in Klaviyo",
  ProductName: "the product's name; with its variant's, unless the settings say short",
  ProductType: "product or bundle",
  ProductURL: "where the product can be seen",
  Quantity: "how many: ordered, shipped or refunded",
  RowTotal: "what the line costs in the base currency, as a number: Klaviyo's name",
  SKU: "stock keeping unit",
  Size: "size",
  Subscription:
    "only for subscriptions: NextOrderDate, NextOrderDateFormatted, DiscountPercent, IntervalType, IntervalValue, IntervalFormatted",
  TaxAmount: "the tax in it",
  TaxPercent: "tax rate in percent, a number",
  VariantName: "the variant's name",
};

const address: Notes = {
  Address1: "street and number",
  Address2: "second line",
  City: "city",
  Company: "company",
  Country: "the country's name",
  CountryCode: "the country, two letters",
  CountryFormatted: "its name in the customer's language",
  Email: "e-mail address",
  FirstName: "first name",
  LastName: "last name",
  Phone: "phone number, as the customer wrote it",
  Region: "state or region",
  RegionCode: "its code, under Klaviyo's name",
  Region_code: "its code",
  Zip: "postal code",
};

const cost: Notes = {
  Carrier: "who carries it, or through whom it was booked",
  CentraShippingMethod: "the shop's own name for the shipping option",
  Cost: "what the customer pays for it, tax included",
  IngridCarrier: "only with Ingrid: who carries it",
  IngridExpectedDeliveryDate: "only with Ingrid: when it is expected",
  IngridPickupPointAddress: "only with Ingrid: where it is picked up",
  IngridProduct: "only with Ingrid: the carrier's product",
  IngridShippingMethod: "only with Ingrid: its code",
  Method: "service and carrier, `service (carrier)`; else the shop's own name",
  Service: "the carrier's service",
  TaxAmount: "the tax in it",
};

const NOTES = { event, item, address, cost };

export type Part = keyof typeof NOTES;

const CUSTOMER = "InCustomerCurrency";
const FORMATTED = "Formatted";

/** What a variable means; undefined when nobody has written it down. */
export function noteOf(part: Part, name: string): string | undefined {
  const own = NOTES[part][name];
  if (own !== undefined) return own;
  if (name.endsWith(CUSTOMER + FORMATTED)) {
    return noteOf(part, name.slice(0, -FORMATTED.length)) && "the same as the customer writes it";
  }
  if (name.endsWith(FORMATTED))
    return noteOf(part, name.slice(0, -FORMATTED.length)) && "the day as the customer writes it";
  if (!name.endsWith(CUSTOMER)) return undefined;
  const base = NOTES[part][name.slice(0, -CUSTOMER.length)];
  return base && "the same in the customer's currency";
}

/** The names that have a note, to find those that no metric has any more. */
export function notedNames(part: Part): string[] {
  return Object.keys(NOTES[part]);
}
