import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";

const REMEMBERED = 10_000;

/** Parsing costs more than the rest of the mapping, and a customer's events repeat the number. Oldest out. */
const numbers = new Map<string, string | undefined>();

/** E.164, with the country's prefix when the number has none; undefined when there is no such number. */
export function phoneInE164(phone: string, country: string | undefined): string | undefined {
  const key = `${country ?? ""} ${phone}`;
  if (numbers.has(key)) return numbers.get(key);
  const number = parse(phone, country);
  if (numbers.size >= REMEMBERED) {
    const oldest = numbers.keys().next();
    if (!oldest.done) numbers.delete(oldest.value);
  }
  numbers.set(key, number);
  return number;
}

function parse(phone: string, country: string | undefined): string | undefined {
  const home: CountryCode | undefined = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const parsed = home ? parsePhoneNumberFromString(phone, home) : parsePhoneNumberFromString(phone);
  return parsed?.isValid() ? parsed.number : undefined;
}
