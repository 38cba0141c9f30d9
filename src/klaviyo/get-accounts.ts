import { z } from "zod";
import { parseJson } from "./error-document.ts";
import type { Refused, Unreachable } from "./outcome.ts";
import { readRefusal } from "./read-answer.ts";
import type { Transport } from "./transport.ts";

/** The account that a private key belongs to. */
export interface KlaviyoAccount {
  /** The public API key: six characters, also the account's id. */
  readonly publicApiKey: string;
  readonly organizationName: string;
  /** Who mails are from, unless a flow says otherwise; empty when unknown. */
  readonly senderName: string;
  readonly senderEmail: string;
  /** ISO 4217. */
  readonly preferredCurrency: string;
  /** IANA. */
  readonly timezone: string;
}

/** The answer of `GET /api/accounts`: the one account that the key belongs to. */
export const accountsDocument = z.object({
  data: z
    .array(
      z.object({
        id: z.string(),
        attributes: z.object({
          public_api_key: z.string().optional(),
          preferred_currency: z.string().nullable().optional(),
          timezone: z.string().nullable().optional(),
          contact_information: z
            .object({
              organization_name: z.string().nullable().optional(),
              default_sender_name: z.string().nullable().optional(),
              default_sender_email: z.string().nullable().optional(),
            })
            .optional(),
        }),
      }),
    )
    .min(1),
});

/** `GET /api/accounts`, scope accounts:read, 1/s and 15/min. Never rejects. */
export async function getAccount(
  transport: Transport,
  privateKey: string,
  nowMs: () => number,
): Promise<{ readonly kind: "found"; readonly account: KlaviyoAccount } | Refused | Unreachable> {
  const answer = await transport.request({ method: "GET", path: "/api/accounts", privateKey });
  if (answer.kind === "unreachable") return answer;
  const parsed = answer.status === 200 ? accountsDocument.safeParse(parseJson(answer.text)) : null;
  if (!parsed?.success) return readRefusal(answer, nowMs());
  return { kind: "found", account: accountOf(parsed.data) };
}

export function accountOf({ data }: z.infer<typeof accountsDocument>): KlaviyoAccount {
  const [first] = data;
  if (first === undefined) throw new Error("Klaviyo's answer has no account.");
  const { attributes } = first;
  return {
    publicApiKey: attributes.public_api_key ?? first.id,
    organizationName: attributes.contact_information?.organization_name ?? "",
    senderName: attributes.contact_information?.default_sender_name ?? "",
    senderEmail: attributes.contact_information?.default_sender_email ?? "",
    preferredCurrency: attributes.preferred_currency ?? "",
    timezone: attributes.timezone ?? "",
  };
}
