import type { JournalEntry, JournalOrder } from "./journal.ts";

/** What Klaviyo must have been told. */
export interface ExpectedMetric {
  readonly metric: string;
  readonly uniqueId: string;
  /** ISO 8601 in UTC, whole seconds. */
  readonly time: string;
  readonly email: string;
  /** Decimal text in the base currency; null for a metric that is no revenue. */
  readonly value: string | null;
  /**
   * 1 for Ordered Product: the lines' values add up to their order's, so that one may be a minor unit off the rounded
   * product of amount and rate; else 0.
   */
  readonly minorUnitsOff: 0 | 1;
}

export interface ExpectationOptions {
  /** Only what belongs to the store. */
  readonly storeId?: number;
  /** Entries before this index are known to the receiver and are not told again. */
  readonly fromEntry?: number;
  /** Of the base currency; default 2. */
  readonly baseDigits?: number;
}

/**
 * Computes from the journal alone which metrics a shop's Klaviyo account must get. The rules: an order is placed when it was made, if its
 * payment came; one that was never paid for tells nothing. Placed, Confirmed and Cancelled Order have the value of the order as it was
 * made: a consumer that looks late sees only what is left of it. The cancellation of units tells nothing. A refund counts when it is
 * paid; the first has the order's number as its id. The customer of a gift certificate is who bought it.
 */
export function expectedMetrics(journal: readonly JournalEntry[], options: ExpectationOptions = {}): ExpectedMetric[] {
  const { storeId, fromEntry = 0, baseDigits = 2 } = options;
  const orders = new Map<number, { readonly order: JournalOrder; readonly madeAt: string; isPlaced: boolean }>();
  const refunds = new Map<number, number>();
  const expected: ExpectedMetric[] = [];

  journal.forEach((entry, index) => {
    const metrics = metricsOf(entry);
    if (index >= fromEntry) expected.push(...metrics);
  });
  return expected;

  function metricsOf(entry: JournalEntry): ExpectedMetric[] {
    if (entry.what === "customer registered") {
      if (storeId !== undefined && entry.storeId !== storeId) return [];
      return [unvalued("Created Account", String(entry.customerId), entry.at, entry.email)];
    }
    if (entry.what === "order made") {
      orders.set(entry.order.number, { order: entry.order, madeAt: entry.at, isPlaced: !entry.waitsForPayment });
      return entry.waitsForPayment || isElsewhere(entry.order) ? [] : placed(entry.order, entry.at);
    }
    const known = orders.get(entry.orderNumber);
    if (known === undefined) throw new Error(`The journal tells of order ${entry.orderNumber} before it was made.`);
    const { order, madeAt } = known;
    const number = String(order.number);
    if (entry.what === "refund paid") {
      const ordinal = (refunds.get(order.number) ?? 0) + 1;
      refunds.set(order.number, ordinal);
      if (isElsewhere(order)) return [];
      const id = ordinal === 1 ? number : `${number}-refund-${entry.entryId}`;
      return [valued("Refunded Order", id, entry.at, order, entry.amount)];
    }
    if (isElsewhere(order)) return [];
    switch (entry.what) {
      case "payment arrived": {
        known.isPlaced = true;
        return placed(order, madeAt);
      }
      case "order confirmed":
        return [valued("Confirmed Order", number, entry.at, order, order.total)];
      case "order cancelled":
        return known.isPlaced ? [valued("Cancelled Order", number, entry.at, order, order.total)] : [];
      case "parcel sent": {
        const id = `Shipped-${entry.shipmentNumber}`;
        return ["Shipping Update", "Shipped"].map((metric) => unvalued(metric, id, entry.at, order.email));
      }
      case "gift certificate issued":
        return [valued("Gift Certificate", String(entry.voucherId), entry.at, order, entry.amount)];
      default:
        return [];
    }
  }

  function isElsewhere(order: JournalOrder): boolean {
    return storeId !== undefined && order.storeId !== storeId;
  }

  function placed(order: JournalOrder, at: string): ExpectedMetric[] {
    return [
      valued("Placed Order", String(order.number), at, order, order.total),
      ...order.lines.map(
        (line): ExpectedMetric => ({
          ...valued("Ordered Product", `${order.number}-${line.id}`, at, order, line.total),
          minorUnitsOff: 1,
        }),
      ),
    ];
  }

  function valued(metric: string, uniqueId: string, at: string, order: JournalOrder, amount: string): ExpectedMetric {
    const value = convertAmount(amount, order.rate, baseDigits);
    return { metric, uniqueId, time: at, email: order.email, value, minorUnitsOff: 0 };
  }

  function unvalued(metric: string, uniqueId: string, at: string, email: string): ExpectedMetric {
    return { metric, uniqueId, time: at, email, value: null, minorUnitsOff: 0 };
  }
}

/** amount × rate, half up, exactly. Both are decimal text and not negative. */
export function convertAmount(amount: string, rate: string, digits: number): string {
  const one = readDecimal(amount);
  const other = readDecimal(rate);
  const decimals = one.decimals + other.decimals;
  const product = one.integer * other.integer * 10n ** BigInt(digits);
  const divisor = 10n ** BigInt(decimals);
  const rounded = String((2n * product + divisor) / (2n * divisor)).padStart(digits + 1, "0");
  return digits === 0 ? rounded : `${rounded.slice(0, -digits)}.${rounded.slice(-digits)}`;
}

function readDecimal(text: string): { readonly integer: bigint; readonly decimals: number } {
  const [whole = "0", fraction = ""] = text.split(".");
  return { integer: BigInt(whole + fraction), decimals: fraction.length };
}
