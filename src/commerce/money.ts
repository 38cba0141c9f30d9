import { z } from "zod";

/**
 * Amounts cross the border as decimal text, since JSON numbers are floats: 0 to 99,999,999,999.9999. Within these bounds an
 * amount in ten-thousandths is a safe integer, so that sums and products stay exact.
 */
export function amountField(description: string, example: string) {
  return z
    .string()
    .regex(/^\d{1,11}(\.\d{1,4})?$/, amountFault)
    .meta({ description: `${description} Decimal text.`, examples: [example] });
}

const amountFault =
  'must be an amount as text, such as "215.00": digits, a point, at most 11 digits before it and 4 after, not negative';

export const currencyField = z
  .string()
  .regex(/^[A-Z]{3}$/, "must be a currency's three capital letters (ISO 4217), for example SEK")
  .meta({ description: "ISO 4217, capital letters.", examples: ["EUR"] });

export const rateField = z
  .string()
  .regex(/^(?=.*[1-9])\d{1,8}(\.\d{1,12})?$/, 'must be a rate above zero as text, such as "10.6453"')
  .meta({
    description: "Units of the base currency for one unit of the order's currency: base = amount × rate.",
    examples: ["10.6453"],
  });

/** A rate without the currency it leads into says nothing. */
export function rateHasBase(purchase: { conversionRate?: string | undefined; baseCurrency?: string | undefined }) {
  return (purchase.conversionRate === undefined) === (purchase.baseCurrency === undefined);
}

export const rateFault = "needs baseCurrency and conversionRate together, or neither of them";

/** Currencies whose digits are not two: ISO 4217, list one. Intl follows CLDR, which differs for some (HUF). */
const ODD_DIGITS: ReadonlyMap<string, number> = new Map([
  ...codes("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF", 0),
  ...codes("BHD IQD JOD KWD LYD OMR TND", 3),
  ...codes("CLF UYW", 4),
]);

function codes(list: string, digits: number): [string, number][] {
  return list.split(" ").map((code) => [code, digits]);
}

/** How many decimals a currency has: 2 for EUR, 0 for JPY, 3 for KWD; 2 for a code that ISO 4217 does not know. */
export function currencyDigits(currency: string): number {
  return ODD_DIGITS.get(currency) ?? 2;
}
