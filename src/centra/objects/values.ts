import { z } from "zod";

/** Values as Centra writes them; what is absent, null or of another kind is undefined, since one odd field must not cost an order. */

export const text = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim())
  .transform((value) => (value === "" ? undefined : value))
  .optional()
  .catch(undefined);

export const flag = z.boolean().optional().catch(undefined);

export const count = z.int().nonnegative().optional().catch(undefined);

export const decimal = z.number().optional().catch(undefined);

export const money = z
  .object({
    value: z.number(),
    currency: z.object({ code: z.string() }).optional().catch(undefined),
    conversionRate: z.number().positive().optional().catch(undefined),
  })
  .optional()
  .catch(undefined);

export type CentraMoney = NonNullable<z.output<typeof money>>;

/** RFC 3339; Centra writes `Y-m-d\TH:i:sP`. */
export const time = z.iso.datetime({ offset: true }).optional().catch(undefined);

export const place = z.object({ id: text, name: text }).optional().catch(undefined);

export const country = z.object({ code: text, name: text }).optional().catch(undefined);

export const language = z.object({ code: text, languageCode: text }).optional().catch(undefined);

export const address = z
  .object({
    firstName: text,
    lastName: text,
    companyName: text,
    address1: text,
    address2: text,
    city: text,
    zipCode: text,
    stateOrProvince: text,
    phoneNumber: text,
    cellPhoneNumber: text,
    email: text,
    country,
    state: z.object({ code: text, name: text }).optional().catch(undefined),
  })
  .optional()
  .catch(undefined);

export type CentraAddress = NonNullable<z.output<typeof address>>;

/** Entries that cannot be read are left out, the others stay. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((entries) =>
      entries.flatMap((entry) => {
        const parsed = item.safeParse(entry);
        return parsed.success ? [parsed.data] : [];
      }),
    );
}
