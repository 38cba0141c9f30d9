import { z } from "zod";
import { countryCodeField, emailField, identifierField, languageField, storableField, textField } from "./fields.ts";
import { currencyField } from "./money.ts";

export const customerSchema = z
  .strictObject({
    id: identifierField("The customer's id in the shop.", "4711").optional(),
    email: emailField,
    firstName: textField(200, "First name.", "Jane").optional(),
    lastName: textField(200, "Last name.", "Doe").optional(),
    company: textField(200, "Company.", "Centra").optional(),
    phone: textField(50, "Phone number as the customer wrote it; E.164 is made of it.", "070-123 45 67").optional(),
  })
  .meta({ id: "Customer", description: "Who ordered, registered or is written to." });

export type Customer = z.output<typeof customerSchema>;

export const addressSchema = z
  .strictObject({
    firstName: textField(200, "First name.", "Jane").optional(),
    lastName: textField(200, "Last name.", "Doe").optional(),
    company: textField(200, "Company.", "Centra").optional(),
    address1: textField(500, "Street and number.", "Sveavägen 9").optional(),
    address2: textField(500, "Second line.", "Address Two").optional(),
    city: textField(200, "City.", "Stockholm").optional(),
    region: textField(200, "State or region, its name.", "California").optional(),
    regionCode: textField(20, "State or region, its code.", "CA").optional(),
    country: textField(100, "Country's name; made of its code when absent.", "Sweden").optional(),
    countryCode: countryCodeField.optional(),
    zip: textField(50, "Postal code.", "111 57").optional(),
    phone: textField(50, "Phone number as the customer wrote it.", "070-123 45 67").optional(),
    email: textField(254, "E-mail address on the address.", "jane.doe@ascaro-shop.com").optional(),
  })
  .meta({ id: "Address", description: "A postal address." });

export type Address = z.output<typeof addressSchema>;

const placeSchema = z.strictObject({
  id: identifierField("Its id in the shop.", "2"),
  name: storableField(200)
    .meta({ description: "Its name.", examples: ["Sweden"] })
    .optional(),
});

/** Where in the shop something happened: decides restrictions, language and what segments are made of. */
export const shopFields = {
  market: placeSchema.meta({ id: "Market", description: "The shop's market." }).optional(),
  pricelist: placeSchema.meta({ id: "Pricelist", description: "The price list that applied." }).optional(),
  country: countryCodeField
    .meta({
      description: "Delivery country, ISO 3166-1 alpha-2; the shipping address' country when absent.",
      examples: ["SE"],
    })
    .optional(),
  siteLanguage: languageField.optional(),
};

/** The shop's view of a customer that has no order at hand. */
export const accountFields = {
  customer: customerSchema,
  address: addressSchema.optional(),
  currency: currencyField.optional(),
  ...shopFields,
};

const accountSchema = z.strictObject(accountFields);
export type Account = z.output<typeof accountSchema>;
