import type { EventDetail } from "../api/api-types.ts";

export interface ShownProperty {
  readonly name: string;
  readonly value: string;
}

/** Every property of the event as Klaviyo's feed shows them: in alphabetical order, its value among them under the metric's name. */
export function shownProperties({ body, metric }: Pick<EventDetail, "body" | "metric">): ShownProperty[] {
  const { properties, value } = isRecord(body) ? body : {};
  const listed = Object.entries(isRecord(properties) ? properties : {}).map(([name, one]) => ({
    name,
    value: show(one),
  }));
  const valued = typeof value === "number" ? [{ name: `${metric} Value`, value: value.toFixed(2) }] : [];
  return [...listed, ...valued].sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** Plain values as they are, lists of them with commas, everything else as JSON. */
function show(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((item) => typeof item !== "object" || item === null)) return value.join(", ");
  return JSON.stringify(value) ?? "";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
