import type { CommerceEventOf } from "../commerce/commerce-event.ts";
import { convert, parseUnits } from "./exact-amounts.ts";
import type { Currencies } from "./exchange-rate.ts";
import type { MetricEvent } from "./metric-event.ts";
import { asWritten, inBase, inCustomer } from "./prices.ts";
import { deliveryCountry, languageOf, placeName, profileOf, type Subject } from "./profile.ts";
import { revenueOf } from "./purchase.ts";
import type { MappingSettings } from "./settings.ts";
import { shopTime } from "./shop-time.ts";

export function giftSubject({ giftCertificate, ...rest }: CommerceEventOf<"gift_certificate.issued">["data"]): Subject {
  return { ...rest, currency: giftCertificate.currency };
}

/** The mail that hands a gift certificate over. Whoever has code or link can spend it, so both are secrets. */
export function mapGiftCertificateIssued(
  event: CommerceEventOf<"gift_certificate.issued">,
  currencies: Currencies,
  settings: MappingSettings,
): MetricEvent[] {
  const { giftCertificate: gift } = event.data;
  const subject = giftSubject(event.data);
  const units = parseUnits(gift.amount);
  const date = shopTime(gift.issuedAt ?? event.time, settings.timeZone);
  const dueDate = gift.dueAt === undefined ? "" : shopTime(gift.dueAt, settings.timeZone);
  const amount = { base: convert(units, currencies.toBase), customer: convert(units, currencies.toCustomer) };
  return [
    {
      metric: "Gift Certificate",
      uniqueId: gift.id,
      time: event.time,
      ...revenueOf(amount, currencies),
      profile: profileOf(subject, settings),
      properties: {
        Name: gift.name ?? "",
        Code: gift.code,
        Link: gift.link ?? "",
        Message: gift.message ?? "",
        Date: date,
        DateFormatted: currencies.writing.date(date),
        DueDate: dueDate,
        DueDateFormatted: dueDate && currencies.writing.date(dueDate),
        Description: gift.description ?? "",
        Friend: gift.friend ?? "",
        Value: inBase(amount, currencies),
        ValueInCustomerCurrency: inCustomer(amount, currencies),
        ValueInCustomerCurrencyFormatted: asWritten(amount, currencies),
        BaseCurrency: currencies.base,
        CustomerCurrency: gift.currency,
        Language: languageOf(subject, settings),
        Country: deliveryCountry(subject),
        Market: placeName(subject.market),
      },
      secrets: ["Code", "Link"],
    },
  ];
}
