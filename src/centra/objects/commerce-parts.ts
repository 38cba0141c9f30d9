import type { CentraAddress } from "./values.ts";

type Text = string | undefined;

/** Leaves out what is undefined: the shop's language has no empty fields. */
export function compact<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  return JSON.parse(JSON.stringify(value));
}

export function cut(text: Text, maxLength: number): Text {
  return text === undefined ? undefined : text.slice(0, maxLength);
}

export function addressOf(address: CentraAddress | undefined): object | undefined {
  if (address === undefined) return undefined;
  return {
    firstName: cut(address.firstName, 200),
    lastName: cut(address.lastName, 200),
    company: cut(address.companyName, 200),
    address1: cut(address.address1, 500),
    address2: cut(address.address2, 500),
    city: cut(address.city, 200),
    region: cut(address.state?.name ?? address.stateOrProvince, 200),
    regionCode: cut(address.state?.code, 20),
    country: cut(address.country?.name, 100),
    countryCode: countryCode(address.country?.code),
    zip: cut(address.zipCode, 50),
    phone: cut(address.cellPhoneNumber ?? address.phoneNumber, 50),
    email: emailAddress(address.email),
  };
}

export function countryCode(code: Text): Text {
  return code !== undefined && /^[A-Za-z]{2}$/.test(code) ? code.toUpperCase() : undefined;
}

/** Undefined when it is none, so that another one can be taken. */
export function emailAddress(text: Text): Text {
  return text !== undefined && text.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? text : undefined;
}

export function placeOf(place: { readonly id?: Text; readonly name?: Text } | undefined): object | undefined {
  return place?.id === undefined ? undefined : { id: place.id, name: cut(place.name, 200) };
}

export function languageOf(language: { readonly code?: Text; readonly languageCode?: Text } | undefined): Text {
  const code = language?.languageCode ?? language?.code;
  return code !== undefined && /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/.test(code) && code.length <= 35
    ? code
    : undefined;
}

export function webAddress(text: Text): Text {
  return text !== undefined && text.length <= 2_000 && /^https?:\/\/\S+$/i.test(text) ? text : undefined;
}
