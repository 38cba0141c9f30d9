import type { Reason } from "./mapping-outcome.ts";
import { deliveryCountry, placeName, type Subject } from "./profile.ts";
import type { MappingSettings } from "./settings.ts";

/**
 * Why the plugin's restrictions leave an event out, or null. An order that does not say where it belongs is left out when
 * that is restricted. An account says little, and is left out only for what it does say.
 */
export function findRestriction(subject: Subject, mustTell: boolean, settings: MappingSettings): Reason | null {
  const { market, pricelist } = subject;
  const country = deliveryCountry(subject);
  return (
    restrict(
      "pricelist",
      settings.restrictPricelists,
      pricelist && [pricelist.id, pricelist.name],
      placeName(pricelist),
      mustTell,
    ) ??
    restrict("market", settings.restrictMarkets, market && [market.id, market.name], placeName(market), mustTell) ??
    restrict("country", settings.restrictCountries, country === undefined ? undefined : [country], country, mustTell)
  );
}

function restrict(
  what: string,
  allowed: readonly string[],
  keys: readonly (string | undefined)[] | undefined,
  shown: string | undefined,
  mustTell: boolean,
): Reason | null {
  if (allowed.length === 0) return null;
  if (!keys) {
    if (!mustTell) return null;
    return {
      code: `${what}_unknown`,
      message: `The event does not say its ${what}, and the plugin is restricted to ${list(allowed)}. Send the ${what}, or lift the restriction.`,
    };
  }
  if (keys.some((key) => key !== undefined && allowed.includes(key))) return null;
  return {
    code: `${what}_restricted`,
    message: `The ${what} ${shown} is not among those that the plugin is restricted to: ${list(allowed)}.`,
  };
}

function list(allowed: readonly string[]): string {
  return allowed.length > 5 ? `${allowed.slice(0, 5).join(", ")} and ${allowed.length - 5} more` : allowed.join(", ");
}
