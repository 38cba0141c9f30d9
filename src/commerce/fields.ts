import { z } from "zod";

/** A name, a title, a line of an address: at most `maxLength` characters, possibly empty. */
export function textField(maxLength: number, description: string, example: string) {
  return z
    .string()
    .max(maxLength)
    .meta({ description, examples: [example] });
}

/** What identifies a thing in the shop: 1 to 100 characters, always text, even where the shop counts. */
export function identifierField(description: string, example: string) {
  return storableField(100)
    .min(1)
    .meta({ description, examples: [example] });
}

/** Text that databases keep as it is, in a column: PostgreSQL takes no NUL, and half a character comes back as another. */
export function storableField(maxLength: number) {
  return z
    .string()
    .max(maxLength)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "must not have control characters or halves of characters");
}

/** An http(s) address, or "" for none. */
export function urlField(description: string, example: string) {
  return z
    .string()
    .max(2000)
    .regex(/^(https?:\/\/\S+)?$/i, "must be an address that begins with http:// or https://, or be empty")
    .meta({ description, examples: [example] });
}

/** RFC 3339 with a zone. Klaviyo takes a time without one for UTC, so it is required here. */
export function timeField(description: string, example: string) {
  return z.iso
    .datetime({ offset: true, error: timeFault })
    .meta({ description: `${description} RFC 3339 with a zone.`, examples: [example] });
}

const timeFault = "must be a date and time with a zone, for example 2026-03-14T09:26:53+01:00";

export const countryCodeField = z
  .string()
  .regex(/^[A-Z]{2}$/, "must be a country's two capital letters (ISO 3166-1 alpha-2), for example SE")
  .meta({ description: "ISO 3166-1 alpha-2, capital letters.", examples: ["SE"] });

export const languageField = z
  .string()
  .regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/, "must be a language such as sv or sv-SE")
  .max(35)
  .meta({ description: "Language of the site that the customer sees, BCP 47.", examples: ["sv", "sv-SE"] });

/** Looser than the RFCs' grammar: whether a mailbox exists shows only when mail is sent. */
export const emailField = z
  .string()
  .max(254)
  .regex(/^[^\s@\p{Cc}\p{Cs}]+@[^\s@\p{Cc}\p{Cs}]+\.[^\s@\p{Cc}\p{Cs}]+$/u, "must be an e-mail address")
  .meta({ description: "E-mail address; identifies the customer in Klaviyo.", examples: ["jane.doe@ascaro-shop.com"] });

export const quantityField = z
  .int()
  .min(1)
  .max(1_000_000)
  .meta({ description: "How many.", examples: [2] });
