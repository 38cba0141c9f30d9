import type { Address, Customer } from "../commerce/customer.ts";
import { countryName } from "./addresses.ts";
import { chooseLanguage, localeOf } from "./language.ts";
import type { MetricProfile } from "./metric-event.ts";
import { phoneInE164 } from "./phone.ts";
import type { MappingSettings } from "./settings.ts";

/** Whom a commerce event is about, and where in the shop it happened. */
export interface Subject {
  readonly customer: Customer;
  readonly billingAddress?: Address | undefined;
  readonly shippingAddress?: Address | undefined;
  readonly market?: Place | undefined;
  readonly pricelist?: Place | undefined;
  readonly country?: string | undefined;
  readonly siteLanguage?: string | undefined;
  readonly currency?: string | undefined;
}

interface Place {
  readonly id: string;
  readonly name?: string | undefined;
}

/** The country that the goods go to: what the shop says, else the shipping address', else the billing address'. */
export function deliveryCountry({ country, shippingAddress, billingAddress }: Subject): string | undefined {
  return country ?? shippingAddress?.countryCode ?? billingAddress?.countryCode;
}

export function placeName(place: Place | undefined): string | undefined {
  return place?.name || place?.id;
}

export function languageOf(subject: Subject, settings: MappingSettings): string {
  return chooseLanguage({ deliveryCountry: deliveryCountry(subject), siteLanguage: subject.siteLanguage }, settings);
}

/**
 * The customer as Klaviyo keeps them. The location is the shipping address: Klaviyo does not use billing addresses for it
 * (Klaviyo, guide for platform integrations). A phone number that is none is left out, since Klaviyo refuses it.
 */
export function profileOf(subject: Subject, settings: MappingSettings): MetricProfile {
  const { customer, shippingAddress, billingAddress } = subject;
  const country = deliveryCountry(subject);
  const language = languageOf(subject, settings);
  const phone = phoneOf(subject, country);
  return {
    email: customer.email.toLowerCase(),
    ...given("first_name", customer.firstName || shippingAddress?.firstName || billingAddress?.firstName),
    ...given("last_name", customer.lastName || shippingAddress?.lastName || billingAddress?.lastName),
    ...given("organization", customer.company || billingAddress?.company),
    ...given("phone_number", phone),
    locale: localeOf(language, country),
    ...(shippingAddress ? { location: locationOf(shippingAddress) } : {}),
    properties: {
      Language: language,
      Currency: subject.currency,
      Country: country,
      Market: placeName(subject.market),
      Pricelist: placeName(subject.pricelist),
      CustomerId: customer.id,
    },
  };
}

function phoneOf({ customer, shippingAddress, billingAddress }: Subject, country: string | undefined) {
  const written = [
    { phone: customer.phone, country: shippingAddress?.countryCode ?? country },
    { phone: shippingAddress?.phone, country: shippingAddress?.countryCode ?? country },
    { phone: billingAddress?.phone, country: billingAddress?.countryCode ?? country },
  ];
  for (const { phone, country: home } of written) {
    const number = phone ? phoneInE164(phone, home) : undefined;
    if (number !== undefined) return number;
  }
  return undefined;
}

function locationOf(address: Address): NonNullable<MetricProfile["location"]> {
  return {
    ...given("address1", address.address1),
    ...given("address2", address.address2),
    ...given("city", address.city),
    ...given("region", address.region || address.regionCode),
    ...given("zip", address.zip),
    ...given("country", countryName(address)),
  };
}

/** A field only when it has something in it: an empty one would blank what Klaviyo has. */
function given<Key extends string>(key: Key, value: string | undefined): { readonly [K in Key]?: string } {
  const field: { [K in Key]?: string } = {};
  if (value) field[key] = value;
  return field;
}
