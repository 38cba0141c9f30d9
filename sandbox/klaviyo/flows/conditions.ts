import type { ProfileCondition, ProfileFilter } from "../shapes/flow-shape.ts";
import type { Profile } from "../store/profiles.ts";

/** How many events of a metric a profile has, since a moment (milliseconds since the epoch) or since ever (null). */
export type CountEvents = (metricId: string, sinceMs: number | null) => number;

type PropertyCondition = Extract<ProfileCondition, { type: "profile-property" }>;

/** Groups are joined by "and", the conditions of a group by "or", as in segments. */
export function passes(
  filter: ProfileFilter | null | undefined,
  profile: Profile,
  entered: { readonly atMs: number; readonly count: CountEvents },
): boolean {
  return (filter?.condition_groups ?? []).every(({ conditions }) =>
    conditions.some((one) => {
      if (one.type === "profile-property") return hasProperty(one, profile);
      const since = one.timeframe_filter.operator === "flow-start" ? entered.atMs : null;
      const count = entered.count(one.metric_id, since);
      const { operator, value } = one.measurement_filter;
      return operator === "equals" ? count === value : count > value;
    }),
  );
}

/** Text compares with its case, and a property that is not there equals nothing. */
function hasProperty({ property, filter }: PropertyCondition, profile: Profile): boolean {
  const value = propertyOf(property, profile);
  const text = typeof value === "string" || typeof value === "number" ? String(value) : null;
  switch (filter.operator) {
    case "is-set":
      return value !== undefined && value !== null;
    case "not-set":
      return value === undefined || value === null;
    case "in":
      return text !== null && filter.value.includes(text);
    case "not-in":
      return text === null || !filter.value.includes(text);
    case "equals":
      return text !== null && text === filter.value;
    case "not-equals":
      return text !== filter.value;
    case "contains":
      return text?.includes(filter.value ?? "") ?? false;
    case "not-contains":
      return !(text?.includes(filter.value ?? "") ?? false);
    case "starts-with":
      return text?.startsWith(filter.value ?? "") ?? false;
    case "ends-with":
      return text?.endsWith(filter.value ?? "") ?? false;
  }
}

/** `properties['Language']` is a property of the shop's, `email` one of Klaviyo's own. */
function propertyOf(property: string, profile: Profile): unknown {
  const own = /^properties\[(['"])(.*)\1\]$/.exec(property)?.[2];
  return own === undefined ? profile.attributes.get(property) : profile.properties[own];
}
