import type { MentionedVariable } from "../language/variables-of.ts";
import type { Circumstances, Remark } from "./check-template.ts";
import { isSent } from "./known-variables.ts";

const CUSTOMER = "InCustomerCurrency";
const WRITTEN = "Formatted";

/** Amounts in the base currency under names of Klaviyo's, and what stands for them in the customer's. */
const CUSTOMERS: Readonly<Record<string, string>> = {
  $value: `GrossPaidPrice${CUSTOMER}`,
  ItemPrice: `GrossPaidPricePerUnit${CUSTOMER}`,
  RowTotal: `GrossPaidPrice${CUSTOMER}`,
};

/** A mail shows what the customer paid, in the currency they paid in (seed: "Configuring email templates"). */
export function checkMoney({ steps, written, role, tag }: MentionedVariable, { known }: Circumstances): Remark[] {
  const [scope, ...path] = steps;
  if (scope !== "event" || (role !== "printed" && role !== "given")) return [];
  const owner = path.slice(0, -1);
  const name = path.at(-1) ?? "";
  const isThere = (other: string) => isSent(known.event, [...owner, other]);
  const customers = CUSTOMERS[name] ?? `${name}${CUSTOMER}`;
  const best = [`${customers}${WRITTEN}`, customers].find(isThere);
  if (!name.endsWith(CUSTOMER) && best !== undefined) {
    return [
      {
        level: "warning",
        code: "base_currency_amount",
        message: `${written} is in the shop's base currency, not in the one that the customer pays in. Use ${best}.`,
      },
    ];
  }
  if (tag === "currency_format") {
    const ready = isThere(`${name}${WRITTEN}`) ? ` Use ${name}${WRITTEN}.` : "";
    const message = `currency_format writes the account's currency, whatever ${written} is in.${ready}`;
    return [{ level: "warning", code: "account_currency_shown", message }];
  }
  if (role === "printed" && isThere(`${name}${WRITTEN}`) && name.endsWith(CUSTOMER)) {
    const message = `${written} is a bare number such as 1234.50. ${name}${WRITTEN} is written as the customer writes it.`;
    return [{ level: "hint", code: "written_out_exists", message }];
  }
  return [];
}
