import { z } from "zod";
import type { RenderContext } from "../../../src/emails/language/render-context.ts";
import type { SandboxAccount } from "../options.ts";
import type { StoredEvent } from "../store/events.ts";
import type { Profile } from "../store/profiles.ts";

const jsonMap = z.record(z.string(), z.json());

/**
 * What a flow's mail can name: `event` with its properties, `person` with Klaviyo's own fields and the shop's properties,
 * `organization` (Klaviyo, Message personalization reference).
 */
export function mailContext(
  account: SandboxAccount,
  event: StoredEvent,
  profile: Profile,
  sentAtMs: number,
): RenderContext {
  const { $extra: extra, ...properties } = event.properties;
  return {
    person: jsonMap.parse({
      ...profile.properties,
      ...Object.fromEntries(profile.attributes),
      ...(profile.location.size > 0 ? { location: Object.fromEntries(profile.location) } : {}),
    }),
    event: jsonMap.parse({
      ...properties,
      ...(extra === undefined ? {} : { extra }),
      $event_id: event.uniqueId,
      ...(event.value === null ? {} : { $value: event.value }),
      ...(event.valueCurrency === null ? {} : { $value_currency: event.valueCurrency }),
    }),
    organization: {
      name: account.organizationName ?? account.id,
      url: account.websiteUrl ?? "",
      full_address: account.address ?? "",
    },
    account: { timeZone: account.timezone ?? "UTC", currency: account.preferredCurrency ?? "USD" },
    now: sentAtMs,
  };
}
