/** A customer of the demo shop: where they live decides currency, language and what prices look like. */
export interface Person {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string;
  readonly address1: string;
  readonly zip: string;
  readonly city: string;
  readonly countryCode: string;
  readonly siteLanguage: string;
  readonly market: { readonly id: string; readonly name: string };
  readonly currency: string;
  /** Kronor for one unit of the currency. */
  readonly conversionRate: string;
}

export const BASE_CURRENCY = "SEK";

const nordics = { id: "1", name: "Nordics" };
const europe = { id: "2", name: "Europe" };
const world = { id: "3", name: "World" };

export const PEOPLE = {
  astrid: {
    id: "5001",
    firstName: "Astrid",
    lastName: "Lindqvist",
    email: "astrid.lindqvist@fjallochform.se",
    phone: "070-174 06 05",
    address1: "Linnégatan 12",
    zip: "413 04",
    city: "Göteborg",
    countryCode: "SE",
    siteLanguage: "sv",
    market: nordics,
    currency: "SEK",
    conversionRate: "1",
  },
  mikkel: {
    id: "5002",
    firstName: "Mikkel",
    lastName: "Sørensen",
    email: "mikkel.soerensen@fjallochform.dk",
    phone: "20 12 34 56",
    address1: "Jægersborggade 4",
    zip: "2200",
    city: "København",
    countryCode: "DK",
    siteLanguage: "da",
    market: nordics,
    currency: "DKK",
    conversionRate: "1.5127",
  },
  jonas: {
    id: "5003",
    firstName: "Jonas",
    lastName: "Becker",
    email: "jonas.becker@fjallundform.de",
    phone: "0151 23456789",
    address1: "Kastanienallee 77",
    zip: "10435",
    city: "Berlin",
    countryCode: "DE",
    siteLanguage: "de",
    market: europe,
    currency: "EUR",
    conversionRate: "11.2834",
  },
  emma: {
    id: "5004",
    firstName: "Emma",
    lastName: "Clarke",
    email: "emma.clarke@fjallandform.co.uk",
    phone: "07400 123456",
    address1: "8 Calton Hill",
    zip: "EH1 3BJ",
    city: "Edinburgh",
    countryCode: "GB",
    siteLanguage: "en",
    market: europe,
    currency: "GBP",
    conversionRate: "13.4096",
  },
  yuki: {
    id: "5005",
    firstName: "Yuki",
    lastName: "Tanaka",
    email: "yuki.tanaka@fjallform.jp",
    phone: "090-1234-5678",
    address1: "2-14 Kamiyamachō",
    zip: "150-0047",
    city: "Tokyo",
    countryCode: "JP",
    siteLanguage: "en",
    market: world,
    currency: "JPY",
    conversionRate: "0.0704",
  },
  noor: {
    id: "5006",
    firstName: "Noor",
    lastName: "Al-Sabah",
    email: "noor.alsabah@fjallform.com.kw",
    phone: "5000 1234",
    address1: "Salem Al Mubarak St 30",
    zip: "22001",
    city: "Salmiya",
    countryCode: "KW",
    siteLanguage: "en",
    market: world,
    currency: "KWD",
    conversionRate: "34.1250",
  },
} as const satisfies Record<string, Person>;
