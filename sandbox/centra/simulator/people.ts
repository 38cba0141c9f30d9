import type { AddressRecord } from "../instance/records.ts";
import type { Chance } from "./random.ts";

/** Where customers live: how often, and what the shop sells them. */
export interface Region {
  readonly weight: number;
  readonly countryCode: string;
  readonly stateCode: string | null;
  readonly currency: string;
  readonly marketId: number;
  readonly pricelistId: number;
  readonly languageId: number;
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  readonly streets: readonly string[];
  readonly cities: readonly (readonly [city: string, zip: string])[];
  readonly phone: string;
}

const SWEDISH = {
  firstNames: ["Åsa", "Björn", "Elin", "Karl", "Maja", "Oskar"],
  lastNames: ["Lindqvist", "Öberg", "Ståhl", "Nyström"],
  streets: ["Sveavägen 9", "Storgatan 12", "Kungsgatan 3B"],
};
const GERMAN = {
  firstNames: ["Jürgen", "Anneliese", "Felix", "Mia"],
  lastNames: ["Müller", "Weiß", "Schäfer", "Köhler"],
  streets: ["Teststr. 1", "Lindenallee 44", "Am Markt 7"],
};
const ENGLISH = {
  firstNames: ["Olivia", "Noah", "Amelia", "Zoë"],
  lastNames: ["O'Neill", "Smith-Jones", "Parker", "Brown"],
  streets: ["Forest St. 102", "1 High Street", "22 Market Road"],
};

export const REGIONS: readonly Region[] = [
  {
    ...SWEDISH,
    ...places(38, "SE", null, "SEK", 1, 19, 1),
    cities: [
      ["Stockholm", "111 57"],
      ["Malmö", "211 22"],
    ],
    phone: "070-174 06 05",
  },
  {
    ...GERMAN,
    ...places(12, "DE", null, "EUR", 2, 20, 5),
    cities: [
      ["Berlin", "10115"],
      ["Köln", "50667"],
    ],
    phone: "030 901820",
  },
  {
    ...SWEDISH,
    ...places(6, "FI", null, "EUR", 2, 20, 2),
    cities: [["Helsinki", "00100"]],
    phone: "+358401234567",
  },
  {
    ...ENGLISH,
    ...places(11, "GB", null, "GBP", 3, 21, 2),
    cities: [["London", "SW1A 1AA"]],
    phone: "020 7946 0018",
  },
  { ...GERMAN, ...places(6, "CH", null, "EUR", 2, 20, 5), cities: [["Zürich", "8001"]], phone: "044 668 18 00" },
  {
    ...ENGLISH,
    ...places(8, "US", "CA", "USD", 4, 22, 2),
    cities: [["San Jose", "95131"]],
    phone: "(408) 555-0143",
  },
  {
    ...ENGLISH,
    ...places(5, "US", "NY", "USD", 4, 22, 2),
    cities: [["New York", "10001"]],
    phone: "(212) 555-0199",
  },
  {
    ...ENGLISH,
    ...places(2, "US", "OR", "USD", 4, 22, 2),
    cities: [["Portland", "97201"]],
    phone: "(503) 555-0111",
  },
  {
    ...places(7, "JP", null, "JPY", 5, 23, 6),
    firstNames: ["Yuki", "Haruto", "Sakura"],
    lastNames: ["Tanaka", "Satō", "Kobayashi"],
    streets: ["1-2-3 Jingūmae"],
    cities: [["Tōkyō", "150-0001"]],
    phone: "03-1234-5678",
  },
  {
    ...places(5, "KW", null, "KWD", 5, 24, 2),
    firstNames: ["Layla", "Omar"],
    lastNames: ["Al-Sabah", "Haddad"],
    streets: ["Salem Al Mubarak St."],
    cities: [["Kuwait City", "15000"]],
    phone: "+965 2222 1111",
  },
];

function places(
  weight: number,
  countryCode: string,
  stateCode: string | null,
  currency: string,
  marketId: number,
  pricelistId: number,
  languageId: number,
) {
  return { weight, countryCode, stateCode, currency, marketId, pricelistId, languageId };
}

/** Someone who lives in the region. The number makes the e-mail address one of its own. */
export function inventPerson(chance: Chance, region: Region, number: number): AddressRecord {
  const firstName = chance.pick(region.firstNames);
  const lastName = chance.pick(region.lastNames);
  const [city, zipCode] = chance.pick(region.cities);
  return {
    firstName,
    lastName,
    address1: chance.pick(region.streets),
    address2: chance.percent(20) ? `Floor ${chance.between(1, 9)}` : null,
    city,
    zipCode,
    countryCode: region.countryCode,
    stateCode: region.stateCode,
    phoneNumber: chance.percent(80) ? region.phone : null,
    email: `${plain(firstName)}.${plain(lastName)}.${number}@kund.lindeborg-shop.se`,
    companyName: chance.percent(8) ? `${lastName} Studio` : null,
  };
}

function plain(name: string): string {
  return name
    .normalize("NFD")
    .replace(/ß/g, "ss")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();
}
