import type { Address } from "../commerce/customer.ts";
import type { JsonValue } from "./metric-event.ts";
import type { Writing } from "./writing.ts";

/** An address as templates read it; `RegionCode` is Klaviyo's own name beside `Region_code`. No address: empty fields. */
export function addressProperties(address: Address = {}, writing: Writing): { readonly [key: string]: JsonValue } {
  return {
    FirstName: address.firstName ?? "",
    LastName: address.lastName ?? "",
    Company: address.company ?? "",
    Address1: address.address1 ?? "",
    Address2: address.address2 ?? "",
    City: address.city ?? "",
    Region: address.region ?? "",
    Region_code: address.regionCode ?? "",
    RegionCode: address.regionCode ?? "",
    Country: countryName(address) ?? "",
    CountryFormatted: address.countryCode ? writing.country(address.countryCode) : (address.country ?? ""),
    CountryCode: address.countryCode ?? "",
    Zip: address.zip ?? "",
    Phone: address.phone ?? "",
    Email: address.email ?? "",
  };
}

const names = new Intl.DisplayNames("en", { type: "region" });
const nameOfCountry = new Map<string, string>();

/** The address' own name for its country, else the English one. */
export function countryName({ country, countryCode }: Address): string | undefined {
  if (country !== undefined && country !== "") return country;
  if (countryCode === undefined) return undefined;
  let name = nameOfCountry.get(countryCode);
  if (name === undefined) {
    name = names.of(countryCode) ?? countryCode;
    nameOfCountry.set(countryCode, name);
  }
  return name;
}
