import type { Purpose } from "./frame.ts";
import { COLON, ifGiven, slot, text } from "./slots.ts";

/** A plain-text part: paragraphs with an empty line between them; what a condition leaves out leaves no gap. */
export function textFrame(parts: readonly string[], purpose: Purpose): string {
  const footer = [
    slot("shopName"),
    ifGiven("shopUrl", `\n${slot("shopUrl")}`),
    ifGiven("termsUrl", `\n${text("footer.terms")}${COLON} ${slot("termsUrl")}`),
    ifGiven("privacyUrl", `\n${text("footer.privacy")}${COLON} ${slot("privacyUrl")}`),
    `\n\n${text(purpose === "marketing" ? "footer.marketing" : "footer.service")}`,
    purpose === "marketing" ? `\n${text("footer.unsubscribe")}${COLON} {% unsubscribe_link %}` : "",
    `\n\n${slot("sender")}`,
  ];
  return `{% autoescape off %}${parts.join("")}--\n${footer.join("")}\n{% endautoescape %}`;
}

export function textParagraph(content: string): string {
  return `${content}\n\n`;
}

export function textWhen(condition: string, content: string, otherwise = ""): string {
  return `{% if ${condition} %}${content}${otherwise && `{% else %}${otherwise}`}{% endif %}`;
}

export function textGreeting(): string {
  return textParagraph(textWhen("person.first_name", text("greeting.named"), text("greeting.plain")));
}

/** Lines of what the order is about; in a mail about money also what each costs. */
export function textItems(title: string, { prices }: { readonly prices: boolean }): string {
  const price = prices ? "  {{ item.GrossPaidPriceInCustomerCurrencyFormatted }}" : "";
  const variant = textWhen("item.VariantName and item.VariantName not in item.ProductName", ", {{ item.VariantName }}");
  const size = textWhen("item.Size", `, ${text("item.size")} {{ item.Size }}`);
  return `${title} (${text("order.pieces")})\n{% for item in event.Items %}- {{ item.Quantity }} × {{ item.ProductName }}${variant}${size}${price}\n{% endfor %}\n`;
}

/** Subtotal to total, as `totals` has them. */
export function textTotals(label: string, { isRefund }: { readonly isRefund: boolean }): string {
  const line = (name: string, amount: string) => `${name}${COLON} {{ event.${amount} }}\n`;
  const when = (condition: string, name: string, amount: string) => textWhen(`event.${condition}`, line(name, amount));
  return [
    when("ItemCount", text("order.subtotal"), "SubtotalInCustomerCurrencyFormatted"),
    textWhen(
      "event.HasDiscount",
      `${text("order.discount")}${COLON} −{{ event.DiscountValueInCustomerCurrencyFormatted }}\n`,
    ),
    textWhen(
      "event.HasShippingCost",
      line(text("order.shipping"), "Shipping.CostInCustomerCurrencyFormatted"),
      isRefund ? "" : `${text("order.shipping")}${COLON} ${text("order.free")}\n`,
    ),
    when("HasHandlingCost", text("order.handling"), "Handling.CostInCustomerCurrencyFormatted"),
    textWhen(
      isRefund ? "event.HasOtherAmount and event.ItemCount" : "event.HasOtherAmount",
      line(text("order.other"), "OtherAmountInCustomerCurrencyFormatted"),
    ),
    line(label, "GrossPaidPriceInCustomerCurrencyFormatted"),
    textWhen("event.HasTax", `${text("order.tax")}\n`),
    "\n",
  ].join("");
}

export function textOrderFacts(): string {
  return `${text("order.number")}${COLON} {{ event.OrderId }}\n${text("order.date")}${COLON} {{ event.CreatedDateFormatted }}\n\n`;
}

export function textAddress(title: string, field: "ShippingAddress" | "BillingAddress"): string {
  const part = (name: string) => `event.${field}.${name}`;
  const line = (name: string) => textWhen(part(name), `{{ ${part(name)} }}\n`);
  const lines = [
    `${title}\n{{ ${part("FirstName")} }} {{ ${part("LastName")} }}\n`,
    ...["Company", "Address1", "Address2"].map(line),
    `{{ ${part("Zip")} }} {{ ${part("City")} }}\n`,
    ...["Region", "CountryFormatted"].map(line),
    "\n",
  ];
  return textWhen(`${part("LastName")} or ${part("Address1")}`, lines.join(""));
}

export function textMethods(): string {
  const line = (variable: string, label: string) => textWhen(variable, `${label}${COLON} {{ ${variable} }}\n`);
  return `${line("event.Shipping.Method", text("order.shippingMethod"))}${line("event.MethodForPayment", text("order.payment"))}\n`;
}

export function textHelp(): string {
  const links = [
    ifGiven("supportUrl", `${text("help.contact")}${COLON} ${slot("supportUrl")}\n`),
    ifGiven("supportEmail", `${text("help.title")} ${slot("supportEmail")}\n`),
    ifGiven("returnsUrl", `${text("help.returns")}${COLON} ${slot("returnsUrl")}\n`),
  ];
  return `${links.join("")}\n`;
}
