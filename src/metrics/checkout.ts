import type { CommerceEventOf } from "../commerce/commerce-event.ts";
import type { Currencies } from "./exchange-rate.ts";
import type { MetricEvent } from "./metric-event.ts";
import { profileOf } from "./profile.ts";
import { pricePurchaseItems, purchaseProperties, revenueOf } from "./purchase.ts";
import type { MappingSettings } from "./settings.ts";
import { startedCheckoutId } from "./unique-ids.ts";

/** Placed Order's payload and the link back to the cart, which Klaviyo calls `CheckoutURL`. */
export function mapCheckoutStarted(
  event: CommerceEventOf<"checkout.started">,
  currencies: Currencies,
  settings: MappingSettings,
): MetricEvent[] {
  const { checkout } = event.data;
  const priced = pricePurchaseItems(checkout, currencies, settings);
  const link = settings.cartLink.replaceAll("{selection}", encodeURIComponent(checkout.selectionId));
  return [
    {
      metric: "Started Checkout",
      uniqueId: startedCheckoutId(checkout),
      time: event.time,
      ...revenueOf(priced.prices.total, currencies),
      profile: profileOf(checkout, settings),
      properties: purchaseProperties(priced, settings, {
        SelectionId: checkout.selectionId,
        AbandonedCartURL: link,
        CheckoutURL: link,
      }),
      secrets: [],
    },
  ];
}
