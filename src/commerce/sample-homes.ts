/** Where a customer may live. */
export interface Home {
  readonly country: string;
  readonly countryName: string;
  readonly city: string;
  readonly zip: string;
  readonly street: string;
  readonly currency: string;
}

/** Of each language of the mails one, so that a sample has its customer's money and way of writing it. */
const HOMES = {
  en: home("GB", "United Kingdom", "London", "W1B 5TB", "Regent Street 120", "GBP"),
  sv: home("SE", "Sweden", "Stockholm", "111 57", "Sveavägen 9", "SEK"),
  de: home("DE", "Germany", "Berlin", "10117", "Friedrichstraße 68", "EUR"),
  fr: home("FR", "France", "Paris", "75003", "12 rue de Bretagne", "EUR"),
  nb: home("NO", "Norway", "Oslo", "0158", "Karl Johans gate 22", "NOK"),
  da: home("DK", "Denmark", "København", "1123", "Gothersgade 21", "DKK"),
  fi: home("FI", "Finland", "Helsinki", "00100", "Mannerheimintie 12", "EUR"),
  nl: home("NL", "Netherlands", "Amsterdam", "1016 DK", "Herengracht 182", "EUR"),
  pl: home("PL", "Poland", "Warszawa", "00-042", "Nowy Świat 35", "PLN"),
  es: home("ES", "Spain", "Madrid", "28004", "Calle de Fuencarral 45", "EUR"),
  it: home("IT", "Italy", "Milano", "20121", "Via Brera 8", "EUR"),
} as const satisfies Readonly<Record<string, Home>>;

function home(country: string, countryName: string, city: string, zip: string, street: string, currency: string): Home {
  return { country, countryName, city, zip, street, currency };
}

/** `language`: two letters. Null: of no language of the mails. */
export function homeOf(language: string): Home | null {
  return Object.entries({ ...HOMES, no: HOMES.nb }).find(([one]) => one === language)?.[1] ?? null;
}
