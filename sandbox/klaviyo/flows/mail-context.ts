import type { SandboxAccount } from "../options.ts";
import type { StoredEvent } from "../store/events.ts";
import type { Profile } from "../store/profiles.ts";

/**
 * What a flow's mail can name: `event` with its properties, `person` with Klaviyo's own fields and the shop's properties (the first ones
 * also bare), `organization` (Klaviyo, Message personalization reference).
 */
export function mailContext(
  account: SandboxAccount,
  event: StoredEvent,
  profile: Profile,
): Readonly<Record<string, unknown>> {
  const { $extra: extra, ...properties } = event.properties;
  const attributes = Object.fromEntries(profile.attributes);
  const person = {
    ...profile.properties,
    ...attributes,
    ...(profile.location.size > 0 ? { location: Object.fromEntries(profile.location) } : {}),
  };
  return {
    ...person,
    person,
    event: {
      ...properties,
      ...(extra === undefined ? {} : { extra }),
      $event_id: event.uniqueId,
      ...(event.value === null ? {} : { $value: event.value }),
      ...(event.valueCurrency === null ? {} : { $value_currency: event.valueCurrency }),
    },
    organization: { name: account.organizationName ?? account.id, url: "", full_address: "" },
  };
}
