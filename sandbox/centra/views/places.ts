import {
  BASE_CURRENCY,
  COUNTRIES,
  type Country,
  type Currency,
  countryOf,
  currencyOf,
  found,
  LANGUAGES,
  MARKETS,
  PRICELISTS,
  STORES,
} from "../world/places.ts";

export function storeView(id: number) {
  const store = found(STORES, (one) => one.id === id, `store ${id}`);
  return { ...store, type: "DIRECT_TO_CONSUMER" };
}

export function marketView(id: number) {
  const market = found(MARKETS, (one) => one.id === id, `market ${id}`);
  return { ...market, comment: null, stores: () => STORES.map((store) => storeView(store.id)) };
}

export function pricelistView(id: number) {
  const pricelist = found(PRICELISTS, (one) => one.id === id, `price list ${id}`);
  return { id, name: pricelist.name, currency: () => currencyView(currencyOf(pricelist.currency)) };
}

export function currencyView({ id, code, name, rate, digits }: Currency) {
  return { id, code, name, isBase: code === BASE_CURRENCY, currentBaseRate: Number(rate), decimalDigits: digits };
}

export function countryView(country: Country) {
  const { id, code, name, isEU, states } = country;
  return { id, code, name, isEU, states };
}

export function countryByCode(code: string) {
  return countryView(countryOf(code));
}

export function stateView(countryCode: string, stateCode: string | null) {
  if (stateCode === null) return null;
  return COUNTRIES.find(({ code }) => code === countryCode)?.states.find(({ code }) => code === stateCode) ?? null;
}

export function languageView(id: number) {
  const language = found(LANGUAGES, (one) => one.id === id, `language ${id}`);
  return { ...language, code: language.languageCode, isActive: true };
}
