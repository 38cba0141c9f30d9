import type { JsonValue } from "../../metrics/metric-event.ts";
import type { JsonMap } from "./render-context.ts";

/** What Klaviyo was told of an event, as much of it as a template sees. */
export interface SentEvent {
  readonly uniqueId: string;
  readonly value?: number;
  /** ISO 4217. */
  readonly valueCurrency?: string;
  readonly profile: object;
  readonly properties: JsonMap;
}

/** The variables `event` and `person` of the mails that an event triggers. */
export function contextOfEvent({ uniqueId, value, valueCurrency, profile, properties }: SentEvent): {
  readonly event: JsonMap;
  readonly person: JsonMap;
} {
  const event = {
    ...properties,
    $event_id: uniqueId,
    ...(value === undefined ? {} : { $value: value }),
    ...(valueCurrency === undefined ? {} : { $value_currency: valueCurrency }),
  };
  return { event, person: personOf(profile) };
}

/** A profile's attributes and custom properties side by side, the attributes also under Klaviyo's names with a dollar. */
export function personOf(profile: object): JsonMap {
  const { properties = {}, ...attributes } = profile as { readonly properties?: JsonMap } & JsonMap;
  const dollars = Object.entries(attributes).map(([name, value]) => [`$${name}`, value]);
  return {
    ...Object.fromEntries<JsonValue | undefined>(dollars as [string, JsonValue][]),
    ...attributes,
    ...properties,
  };
}
