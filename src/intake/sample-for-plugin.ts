import type { CommerceEvent, CommerceEventType } from "../commerce/commerce-event.ts";
import { sampleCheckout, sampleEvent, sampleGiftCertificate, sampleOrder } from "../commerce/samples.ts";
import type { MappingSettings } from "../metrics/settings.ts";

/** Every type, in the order of a customer's way through a shop. */
export const COMMERCE_EVENT_TYPES = [
  "order.placed",
  "order.confirmed",
  "shipment.updated",
  "order.cancelled",
  "order.refunded",
  "checkout.started",
  "customer.created",
  "customer.password_reset_requested",
  "gift_certificate.issued",
] as const satisfies readonly CommerceEventType[];

/**
 * A sample of the type that the plugin as it is would send: in its base currency and within its restrictions, so that a preview
 * shows what a change does and not what the sample lacks.
 */
export function sampleForPlugin(type: CommerceEventType, settings: MappingSettings): CommerceEvent {
  const place = placeIn(settings);
  const price = { currency: settings.baseCurrency, baseCurrency: undefined, conversionRate: undefined };
  switch (type) {
    case "checkout.started":
      return sampleEvent(type, { checkout: { ...sampleCheckout, ...place, ...price } });
    case "customer.created":
      return sampleEvent(type, { ...place, currency: settings.baseCurrency });
    case "customer.password_reset_requested":
      return sampleEvent(type, place);
    case "gift_certificate.issued":
      return sampleEvent(type, { ...place, giftCertificate: { ...sampleGiftCertificate, ...price } });
    default:
      return sampleEvent(type, { order: { ...sampleOrder, ...place, ...price } });
  }
}

function placeIn({ restrictMarkets: [market], restrictPricelists: [pricelist], restrictCountries }: MappingSettings) {
  const country = restrictCountries.includes("SE") ? undefined : restrictCountries[0];
  return {
    ...(market === undefined ? {} : { market: { id: market, name: market } }),
    ...(pricelist === undefined ? {} : { pricelist: { id: pricelist, name: pricelist } }),
    ...(country === undefined ? {} : { country }),
  };
}
