import type { CommerceEvent } from "../commerce/commerce-event.ts";
import { accountSubject, mapCustomerCreated, mapPasswordResetRequested } from "./accounts.ts";
import { mapCheckoutStarted } from "./checkout.ts";
import { AmountOutOfRangeError } from "./exact-amounts.ts";
import { type Currencies, chooseCurrencies, type Priced } from "./exchange-rate.ts";
import { giftSubject, mapGiftCertificateIssued } from "./gift-certificates.ts";
import { localeOf } from "./language.ts";
import { findLimitBroken, findTimeOutOfRange } from "./limits.ts";
import type { MappingContext, MappingOutcome, Reason, SkippedEvent } from "./mapping-outcome.ts";
import type { MetricEvent } from "./metric-event.ts";
import { mapOrderCancelled, mapOrderConfirmed, mapOrderPlaced, mapOrderRefunded } from "./orders.ts";
import { deliveryCountry, languageOf, type Subject } from "./profile.ts";
import { findRestriction } from "./restrictions.ts";
import type { MappingSettings } from "./settings.ts";
import { mapShipmentUpdated } from "./shipments.ts";

/**
 * What Klaviyo is to be told of something that happened in the shop. Pure: the same event, settings and context give the
 * same outcome. Held with the code `exchange_rate_unknown` or `amount_out_of_range`; metric events that the settings or
 * Klaviyo's limits leave out come back as skipped, each with its reason.
 */
export function mapCommerceEvent(
  event: CommerceEvent,
  settings: MappingSettings,
  context: MappingContext = {},
): MappingOutcome {
  const currencies = currenciesOf(event, settings);
  if (isReason(currencies)) return { kind: "held", reason: currencies };
  try {
    const events = metricEventsOf(event, currencies, settings);
    return sortOut(events, reasonToSkipAll(event, settings, context), settings);
  } catch (error) {
    if (!(error instanceof AmountOutOfRangeError)) throw error;
    return { kind: "held", reason: { code: error.code, message: error.message } };
  }
}

function currenciesOf(event: CommerceEvent, settings: MappingSettings): Currencies | Reason {
  const { subject } = subjectOf(event);
  const locale = localeOf(languageOf(subject, settings), deliveryCountry(subject));
  return chooseCurrencies(pricedPartOf(event) ?? { currency: settings.baseCurrency }, locale, settings);
}

function isReason(value: Currencies | Reason): value is Reason {
  return "code" in value;
}

function pricedPartOf(event: CommerceEvent): Priced | null {
  switch (event.type) {
    case "customer.created":
    case "customer.password_reset_requested":
      return null;
    case "checkout.started":
      return event.data.checkout;
    case "gift_certificate.issued":
      return event.data.giftCertificate;
    default:
      return event.data.order;
  }
}

function metricEventsOf(event: CommerceEvent, currencies: Currencies, settings: MappingSettings): MetricEvent[] {
  switch (event.type) {
    case "order.placed":
      return mapOrderPlaced(event, currencies, settings);
    case "order.confirmed":
      return mapOrderConfirmed(event, currencies, settings);
    case "order.cancelled":
      return mapOrderCancelled(event, currencies, settings);
    case "order.refunded":
      return mapOrderRefunded(event, currencies, settings);
    case "shipment.updated":
      return mapShipmentUpdated(event, currencies, settings);
    case "checkout.started":
      return mapCheckoutStarted(event, currencies, settings);
    case "customer.created":
      return mapCustomerCreated(event, settings);
    case "customer.password_reset_requested":
      return mapPasswordResetRequested(event, settings);
    case "gift_certificate.issued":
      return mapGiftCertificateIssued(event, currencies, settings);
  }
}

function reasonToSkipAll(event: CommerceEvent, settings: MappingSettings, context: MappingContext): Reason | null {
  if (context.isPluginActive === false) {
    return { code: "plugin_inactive", message: "The plugin is inactive. Activate it and replay the event to send it." };
  }
  const { subject, mustTell } = subjectOf(event);
  return findRestriction(subject, mustTell, settings) ?? findTimeOutOfRange(event.time, context.now);
}

function subjectOf(event: CommerceEvent): { readonly subject: Subject; readonly mustTell: boolean } {
  switch (event.type) {
    case "customer.created":
    case "customer.password_reset_requested":
      return { subject: accountSubject(event.data), mustTell: false };
    case "gift_certificate.issued":
      return { subject: giftSubject(event.data), mustTell: false };
    case "checkout.started":
      return { subject: event.data.checkout, mustTell: true };
    default:
      return { subject: event.data.order, mustTell: true };
  }
}

function sortOut(
  events: readonly MetricEvent[],
  reasonForAll: Reason | null,
  settings: MappingSettings,
): MappingOutcome {
  const wanted: MetricEvent[] = [];
  const skipped: SkippedEvent[] = [];
  for (const event of events) {
    const reason = reasonForAll ?? reasonToSkip(event, settings);
    if (reason) skipped.push({ event, reason });
    else wanted.push(event);
  }
  return { kind: "mapped", events: wanted, skipped };
}

function reasonToSkip(event: MetricEvent, settings: MappingSettings): Reason | null {
  if (settings.disabledMetrics.includes(event.metric)) {
    return { code: "metric_disabled", message: `The metric ${event.metric} is switched off in the plugin's settings.` };
  }
  return findLimitBroken(event);
}
