import { text } from "./slots.ts";

/** The words for the status of a shipment, chosen by Klaviyo when the mail is sent. */
export function byStatus(part: "subject" | "preview" | "heading" | "intro"): string {
  const is = (status: string) => `event.UpdateType == "${status}"`;
  return `{% if ${is("Delivered")} %}${text(`delivered.${part}`)}{% elif ${is("Out for delivery")} %}${text(`outForDelivery.${part}`)}{% else %}${text(`shipped.${part}`)}{% endif %}`;
}
