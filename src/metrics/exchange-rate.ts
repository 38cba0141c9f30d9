import { currencyDigits } from "../commerce/money.ts";
import { type Conversion, conversionBy, multiplyRates, parseRate, RATE_OF_ONE, type Rate } from "./exact-amounts.ts";
import type { Reason } from "./mapping-outcome.ts";
import type { MappingSettings } from "./settings.ts";
import { type Writing, writingOf } from "./writing.ts";

/** What a purchase says of its currency. */
export interface Priced {
  readonly currency: string;
  readonly baseCurrency?: string | undefined;
  readonly conversionRate?: string | undefined;
}

/** The two currencies of every amount, and the ways from the purchase's amounts to each. */
export interface Currencies {
  readonly base: string;
  readonly baseDigits: number;
  readonly customer: string;
  readonly customerDigits: number;
  readonly toBase: Conversion;
  readonly toCustomer: Conversion;
  /** The customer pays in the base currency. */
  readonly isSame: boolean;
  /** How the customer writes amounts in their currency. */
  readonly writing: Writing;
}

/**
 * Which rate leads from the purchase's currency to the plugin's base currency: none is needed for the same currency; the
 * purchase's own, if it leads there; the plugin's for the purchase's currency; the purchase's own and then the plugin's
 * for the shop's base currency. Otherwise the reason why there is none. `locale` is the customer's.
 */
export function chooseCurrencies(priced: Priced, locale: string, settings: MappingSettings): Currencies | Reason {
  const rate = chooseRate(priced, settings);
  if (!rate) return unknownRate(priced, settings.baseCurrency);
  const baseDigits = currencyDigits(settings.baseCurrency);
  const customerDigits = currencyDigits(priced.currency);
  return {
    base: settings.baseCurrency,
    baseDigits,
    customer: priced.currency,
    customerDigits,
    toBase: conversionBy(rate, baseDigits),
    toCustomer: conversionBy(RATE_OF_ONE, customerDigits),
    isSame: priced.currency === settings.baseCurrency,
    writing: writingOf(locale, priced.currency),
  };
}

function chooseRate(priced: Priced, { baseCurrency, exchangeRates }: MappingSettings): Rate | null {
  if (priced.currency === baseCurrency) return RATE_OF_ONE;
  const own = priced.conversionRate;
  if (own !== undefined && priced.baseCurrency === baseCurrency) return parseRate(own);
  const direct = exchangeRates[priced.currency];
  if (direct !== undefined) return parseRate(direct);
  const further = priced.baseCurrency === undefined ? undefined : exchangeRates[priced.baseCurrency];
  if (own !== undefined && further !== undefined) return multiplyRates(parseRate(own), parseRate(further));
  return null;
}

function unknownRate({ currency, baseCurrency: shopBase }: Priced, baseCurrency: string): Reason {
  const leads = shopBase ? ` Its own rate leads to ${shopBase}.` : "";
  const either = shopBase && shopBase !== currency ? `${currency} or ${shopBase}` : currency;
  return {
    code: "exchange_rate_unknown",
    message: `No rate is known from ${currency} to the plugin's base currency ${baseCurrency}.${leads} Add an exchange rate for ${either} to the plugin's settings; the event is held until then.`,
  };
}
