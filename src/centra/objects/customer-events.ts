import { z } from "zod";
import { addressOf, countryCode, cut, emailAddress, languageOf, placeOf } from "./commerce-parts.ts";
import { checkEvent, type Told } from "./order-events.ts";
import { address, country, flag, language, place, text, time } from "./values.ts";

const customerSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  email: text,
  firstName: text,
  lastName: text,
  phoneNumber: text,
  cellPhoneNumber: text,
  createdAt: time,
  updatedAt: time,
  isRegistered: flag,
  registered: flag,
  store: z.object({ id: text }).optional().catch(undefined),
  market: place,
  pricelist: z
    .object({ id: text, name: text, currency: z.object({ code: text }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
  country,
  language,
  billingAddress: address,
});

export type CentraCustomer = z.output<typeof customerSchema>;

export function readCustomer(value: unknown): CentraCustomer | null {
  return customerSchema.safeParse(value).data ?? null;
}

/** Whoever orders becomes a customer; only one that has registered has an account. */
export function isRegistered(customer: Pick<CentraCustomer, "isRegistered" | "registered">): boolean {
  return customer.isRegistered ?? customer.registered ?? false;
}

export function customerEvent(customer: CentraCustomer, source: string): Told {
  return checkEvent({
    specversion: "1.0",
    id: `centra-customer-${customer.id}-created`,
    source,
    type: "customer.created",
    time: customer.createdAt,
    subject: customer.id,
    data: {
      customer: {
        id: customer.id,
        email: emailAddress(customer.email),
        firstName: cut(customer.firstName, 200),
        lastName: cut(customer.lastName, 200),
        phone: cut(customer.cellPhoneNumber ?? customer.phoneNumber ?? customer.billingAddress?.phoneNumber, 50),
      },
      address: addressOf(customer.billingAddress),
      currency: customer.pricelist?.currency?.code,
      market: placeOf(customer.market),
      pricelist: placeOf(customer.pricelist),
      country: countryCode(customer.country?.code ?? customer.billingAddress?.country?.code),
      siteLanguage: languageOf(customer.language),
    },
  });
}
