/** A line as it was ordered; amounts are decimal text in the order's currency, tax included. */
export interface JournalLine {
  readonly id: number;
  readonly quantity: number;
  readonly total: string;
}

/** An order as the customer made it. */
export interface JournalOrder {
  readonly number: number;
  readonly storeId: number;
  /** Who made it; a guest is a customer too, who has not registered. */
  readonly customerId: number;
  readonly email: string;
  readonly currency: string;
  /** Units of the base currency for one unit of the order's, decimal text. */
  readonly rate: string;
  readonly lines: readonly JournalLine[];
  readonly shipping: string;
  readonly discount: string;
  /** What the customer pays. */
  readonly total: string;
}

/** What happened in the shop, as someone who stood beside would write it down. */
export type JournalEntry =
  | {
      readonly what: "customer registered";
      readonly at: string;
      readonly storeId: number;
      readonly customerId: number;
      readonly email: string;
    }
  | {
      readonly what: "order made";
      readonly at: string;
      readonly order: JournalOrder;
      /** Until "payment arrived" it does not count as placed. */
      readonly waitsForPayment: boolean;
    }
  | { readonly what: "payment arrived"; readonly at: string; readonly orderNumber: number }
  | { readonly what: "order put on hold"; readonly at: string; readonly orderNumber: number }
  | { readonly what: "order taken off hold"; readonly at: string; readonly orderNumber: number }
  | { readonly what: "order confirmed"; readonly at: string; readonly orderNumber: number }
  | {
      readonly what: "units cancelled";
      readonly at: string;
      readonly orderNumber: number;
      readonly lineId: number;
      readonly quantity: number;
    }
  | { readonly what: "order cancelled"; readonly at: string; readonly orderNumber: number; readonly reason: string }
  | {
      readonly what: "parcel sent";
      readonly at: string;
      readonly orderNumber: number;
      readonly shipmentNumber: string;
      readonly parts: readonly { readonly lineId: number; readonly quantity: number }[];
    }
  | {
      readonly what: "goods came back";
      readonly at: string;
      readonly orderNumber: number;
      readonly returnId: number;
      readonly parts: readonly { readonly lineId: number; readonly quantity: number }[];
    }
  | {
      /** Asked for, refused by the payment provider, or paid: only "paid" is money. */
      readonly what: "refund asked for" | "refund failed" | "refund paid";
      readonly at: string;
      readonly orderNumber: number;
      readonly entryId: number;
      readonly returnId: number | null;
      /** Decimal text in the order's currency. */
      readonly amount: string;
    }
  | {
      readonly what: "gift certificate issued";
      readonly at: string;
      readonly orderNumber: number;
      readonly voucherId: number;
      readonly amount: string;
    };

/** ISO 8601 in UTC. */
export function journalTime(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** 21500 minor units with two digits are "215.00". */
export function decimalText(minor: number, digits: number): string {
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const sign = minor < 0 ? "-" : "";
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
