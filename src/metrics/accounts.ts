import type { CommerceEventOf } from "../commerce/commerce-event.ts";
import type { Account } from "../commerce/customer.ts";
import type { Properties } from "./items.ts";
import type { MetricEvent } from "./metric-event.ts";
import { deliveryCountry, languageOf, placeName, profileOf, type Subject } from "./profile.ts";
import type { MappingSettings } from "./settings.ts";
import { createdAccountId } from "./unique-ids.ts";

/** An account's own address is where its goods go, until an order says otherwise. */
export function accountSubject(account: Account): Subject {
  return { ...account, shippingAddress: account.address };
}

export function mapCustomerCreated(
  event: CommerceEventOf<"customer.created">,
  settings: MappingSettings,
): MetricEvent[] {
  const { customer } = event.data;
  const subject = accountSubject(event.data);
  return [
    {
      metric: "Created Account",
      uniqueId: createdAccountId(customer),
      time: event.time,
      profile: profileOf(subject, settings),
      properties: {
        CustomerId: customer.id ?? "",
        FirstName: customer.firstName ?? "",
        LastName: customer.lastName ?? "",
        ...accountPlace(subject, settings),
      },
      secrets: [],
    },
  ];
}

/** The event's own id tells one request from the next. The link lets anyone in, so it is a secret. */
export function mapPasswordResetRequested(
  event: CommerceEventOf<"customer.password_reset_requested">,
  settings: MappingSettings,
): MetricEvent[] {
  const subject = accountSubject(event.data);
  return [
    {
      metric: "Reset Password",
      uniqueId: event.id,
      time: event.time,
      profile: profileOf(subject, settings),
      properties: { PasswordResetLink: event.data.link, ...accountPlace(subject, settings) },
      secrets: ["PasswordResetLink"],
    },
  ];
}

function accountPlace(subject: Subject, settings: MappingSettings): Properties {
  return {
    Language: languageOf(subject, settings),
    Country: deliveryCountry(subject),
    Market: placeName(subject.market),
  };
}
